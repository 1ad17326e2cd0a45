/** Asterisk dies under the phone in an agent's page (real Chromium): idle, and in the middle of a talk. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DeskAgent, leaveDesk, sitDown } from '../calls/support/desk-phone.ts';
import type { Hotline } from '../calls/support/hotline.ts';
import { type FreezableBrowser, launchFreezableBrowser } from '../calls/support/phone-browser.ts';
import { type Stage, talkFor } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { useStage } from '../calls/support/use-stage.ts';
import { hasChromium } from '../web/support/browser.ts';
import { figure, type Moment, moment, ownedAgain } from './support/outage.ts';

describe.skipIf(!hasChromium)('Asterisk is killed under the phone in a page', () => {
  let hotline: Hotline;
  let stage: Stage;
  let browser: FreezableBrowser;
  let agent: DeskAgent;
  useStage({ pace: { ringMs: 20_000, acwMs: 1_000 }, cleared: 'at the end', give: (there) => void ({ hotline, stage } = there) });
  beforeAll(async () => {
    browser = await launchFreezableBrowser();
    agent = await sitDown(hotline, browser.browser, '1001');
  });
  // Before the stage is cleared: hooks after all run last to first.
  afterAll(async () => {
    await leaveDesk(hotline, '1001');
    await agent?.close();
    await browser?.close();
  });
  afterEach(() => stage.clear());

  async function killed(what: string): Promise<Moment> {
    const hit = moment();
    const pid = await hotline.parts.kill('pbx', 'SIGKILL');
    await until('Asterisk is another process', async () => (await hotline.parts.pid('pbx')) !== pid, 20_000);
    await ownedAgain(hotline, hit, `Asterisk killed under a page, ${what}`);
    await until('the page is registered, and its seat ready', async () =>
      (await hotline.records.sql(`select 1 from seat where extension = '1001' and phase = 'ready' and is_page_online`)).length === 1, 40_000);
    await agent.page.getByText('电话就绪').waitFor({ timeout: 20_000 });
    return hit;
  }
  async function talk(since: Moment) {
    const caller = await stage.wantsPerson();
    await agent.answer();
    await caller.hearsVoice(40_000);
    await agent.voiceFrom(caller.number, since.epochMs, 40_000);
    return caller;
  }

  it('idle: the page finds back with the password it has, and the next caller rings it', async () => {
    const hit = await killed('idle');
    const backMs = moment().ms - hit.ms;
    const caller = await talk(hit);
    figure(`Asterisk killed under an idle page: its phone is ready ${Math.round(backMs)} ms later, and rings for the next caller`);
    await caller.hangUp();
  });

  it('in a talk: the talk is over and written so, and she is rung for the next caller without touching anything', async () => {
    const caller = await talk(moment());
    await talkFor(1_000);
    const hit = await killed('in a talk');
    figure(`Asterisk killed in a page's talk: she is ready for the next ${Math.round(moment().ms - hit.ms)} ms later`);
    expect((await hotline.records.factsOf(caller.number)).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['talk-ended', 'call-ended']));
    await talk(hit);
  });
});
