import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type HeardFrame, levelPerSecond, SOUNDING_LEVEL, toneShare } from '../../src/lab/ear/levels.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import { silence, voiceOf } from '../../src/lab/sip/voice.ts';
import { hasChromium } from '../web/support/browser.ts';
import type { Caller } from './support/caller.ts';
import { type DeskAgent, epochOf, leaveDesk, sitDown } from './support/desk-phone.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { type FreezableBrowser, launchFreezableBrowser } from './support/phone-browser.ts';
import { hurryQueues } from './support/queue-pace.ts';
import { openStage, type Stage, talkFor } from './support/stage.ts';
import { until } from './support/until.ts';

/** Chromium's microphone beeps twice a second, for 20 ms, at 400 Hz: frames of a listener that have it. */
const beepsIn = (frames: readonly HeardFrame[], { fromMs }: { fromMs: number }): number => frames.filter(({ atMs, frame }) => atMs >= fromMs && toneShare(frame, 400) > 0.3).length;

/** A measured time, for whoever reads the run; nothing is asserted of it. */
const figure = (text: string): void => void process.stdout.write(`${text}\n`);

describe.skipIf(!hasChromium)('an agent with the phone in her page', () => {
  let hotline: Hotline;
  let stage: Stage;
  let browser: FreezableBrowser;
  let restoreQueues: () => Promise<void>;
  let agent: DeskAgent | undefined;
  beforeAll(async () => {
    [hotline, browser] = await Promise.all([openHotline(), launchFreezableBrowser()]);
    stage = openStage(hotline);
    restoreQueues = await hurryQueues(hotline, { ringMs: 20_000, acwMs: 1_000 });
  });
  afterEach(async () => {
    await stage.clear();
    if (agent !== undefined) await leaveDesk(hotline, agent.extension);
    await agent?.close();
    agent = undefined;
    await hotline.nothingLeft();
  });
  afterAll(async () => {
    await restoreQueues?.();
    await browser?.close();
    await hotline?.close();
  });

  async function talk(): Promise<{ agent: DeskAgent; caller: Caller }> {
    const sitting = await sitDown(hotline, browser.browser, '1001');
    agent = sitting;
    const caller = await stage.wantsPerson();
    await sitting.answer();
    const { atMs } = await caller.hearsOut('agent.after', 40_000);
    await caller.hearsVoice().catch(async (error: unknown) => {
      throw new Error(`the client does not hear the page: ${await sitting.whyQuiet()}`, { cause: error });
    });
    await sitting.voiceFrom(caller.number, epochOf(atMs));
    return { agent: sitting, caller };
  }
  const clientHears = (caller: Caller, fromMs: number, toMs: number): number[] => levelPerSecond(caller.party.frames(), { fromMs, toMs });

  it('is rung, answers with a key, and both hear each other [M-17]', async () => {
    const { agent: sitting, caller } = await talk();
    const [fromMs, since] = [nowMs(), Date.now()];
    const energy = await sitting.energy();
    await talkFor(4_000);
    expect(await sitting.hearsVoiceOf(caller.number, since)).toBeGreaterThan(0.9);
    expect(await sitting.energy()).toBeGreaterThan(energy);
    expect(Math.min(...clientHears(caller, fromMs, nowMs()))).toBeGreaterThan(SOUNDING_LEVEL);
    await caller.hangUp();
    await sitting.page.getByText('话后整理').first().waitFor();
  });

  it('reloads her page in mid-talk: the client hears music, then her again', async () => {
    const { agent: sitting, caller } = await talk();
    await talkFor(1_500);
    const reloadedAt = Date.now();
    await sitting.page.reload();
    const backAt = await sitting.voiceFrom(caller.number, reloadedAt);
    // One word is enough of a wait to be told of it; music follows when it is longer.
    const told = await caller.hears('talk.rejoin');
    const voice = await caller.hearsVoice();
    const fromMs = nowMs();
    await talkFor(3_000);
    expect(await sitting.hearsVoiceOf(caller.number, backAt)).toBeGreaterThan(0.9);
    expect(Math.min(...clientHears(caller, fromMs, nowMs()))).toBeGreaterThan(SOUNDING_LEVEL);
    const back = (await hotline.records.factsOf(caller.number)).find(({ kind }) => kind === 'seat-back') as { awayMs?: number } | undefined;
    figure(`reload in mid-talk: agent without the client ${backAt - reloadedAt} ms (page loading included); client: asked to stay after ${epochOf(told.atMs) - reloadedAt} ms, hears the agent again after ${epochOf(voice.atMs) - reloadedAt} ms; server: seat away ${back?.awayMs} ms`);
    await caller.hangUp();
  });

  it('loses the socket of her phone and not her sound: nobody hears of it', async () => {
    const { agent: sitting, caller } = await talk();
    await talkFor(1_000);
    const [fromMs, since] = [nowMs(), Date.now()];
    await sitting.dropSipSocket();
    await sitting.page.getByText('电话就绪').waitFor({ state: 'hidden', timeout: 10_000 });
    await sitting.page.getByText('电话就绪').waitFor({ timeout: 20_000 });
    await talkFor(2_000);
    expect(Math.min(...clientHears(caller, fromMs, nowMs()))).toBeGreaterThan(SOUNDING_LEVEL);
    expect(await sitting.hearsVoiceOf(caller.number, since)).toBeGreaterThan(0.9);
    expect((await hotline.records.factsOf(caller.number)).map(({ kind }) => kind)).not.toContain('seat-away');
    await caller.hangUp();
    await sitting.page.getByText('话后整理').first().waitFor();
  });

  it('keeps her talk when the server is killed: sound both ways in every second', async () => {
    const { agent: sitting, caller } = await talk();
    await talkFor(1_000);
    const [fromMs, since] = [nowMs(), Date.now()];
    const pid = await hotline.parts.kill('server', 'SIGKILL');
    await until('another server runs', async () => { const now = await hotline.parts.pid('server'); return now !== undefined && now !== pid; });
    await hotline.parts.ready('server');
    await sitting.page.getByText('电话就绪').waitFor({ timeout: 20_000 });
    await talkFor(3_000);
    const seconds = clientHears(caller, fromMs, nowMs());
    figure(`server killed in mid-talk: ${seconds.length} s, client's level in each ${seconds.map(Math.round).join(' ')}, share of the client's voice in the page ${(await sitting.hearsVoiceOf(caller.number, since)).toFixed(2)}`);
    expect(Math.min(...seconds)).toBeGreaterThan(SOUNDING_LEVEL);
    expect(await sitting.hearsVoiceOf(caller.number, since)).toBeGreaterThan(0.9);
    await caller.hangUp();
    await sitting.page.getByText('话后整理').first().waitFor();
  });

  it('closes her page for good: after the time to come back the client is in the queue at her old place', async () => {
    const { agent: sitting, caller } = await talk();
    const before = (await hotline.records.liveCallOf(caller.number))?.state.activity;
    await sitting.page.close();
    await caller.hearsMusic();
    await caller.hears('queue.joining', 60_000);
    const after = (await hotline.records.liveCallOf(caller.number))?.state.activity;
    expect(after).toMatchObject({ phase: 'waiting', enteredAt: before?.['enteredAt'] });
    await caller.hangUp();
  });

  it('is a supervisor: from her list she listens, whispers, talks with both, leaves; her page hears both, the agent alone hears the whisper', async () => {
    const [agentOf, boss] = ['1012', '1013'];
    const led = await stage.agent(agentOf, { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    await caller.hearsVoice(40_000);
    const sitting = (agent = await sitDown(hotline, browser.browser, boss));
    const wish = async (name: string): Promise<void> => sitting.page.getByRole('button', { name, exact: true }).first().click({ timeout: 20_000 });
    const becomes = (mode: string) => until(`the agent is told: ${mode}`, async () => (await led.desk?.seat())?.seat.call?.monitor?.mode === mode, 20_000);
    const lately = { fromMs: 0 };
    const agentHears = (): number => beepsIn(led.frames(), lately);
    const clientHearsBeeps = (): number => beepsIn(caller.party.frames(), lately);

    await wish('监听');
    await sitting.answer();
    await becomes('listen');
    caller.party.say(silence);
    await sitting.voiceFrom(agentOf, Date.now());
    caller.party.say(voiceOf(caller.number));
    const callId = (await led.desk?.seat())?.seat.call?.callId ?? '';
    await led.desk?.askCall({ callId, action: 'mute' });
    await sitting.voiceFrom(caller.number, Date.now());
    await led.desk?.askCall({ callId, action: 'unmute' });
    lately.fromMs = nowMs();
    await talkFor(2_500);
    expect([agentHears(), clientHearsBeeps()], 'who listens is heard by nobody').toEqual([0, 0]);

    await wish('耳语');
    await becomes('whisper');
    await until('the agent hears the whisper', async () => agentHears() > 2, 20_000);
    expect(clientHearsBeeps(), 'the client does not').toBe(0);
    await wish('强插');
    await becomes('barge');
    await until('the client hears her', async () => clientHearsBeeps() > 2, 20_000);
    await sitting.page.locator('[data-button=hang-up]').click();
    await until('she has left', async () => (await led.desk?.seat())?.seat.call?.monitor === undefined, 20_000);
    expect(led.leg()?.isTalking()).toBe(true);
    await caller.hangUp();
  });

  // The last one: a browser that was stopped has at times no microphone for the page after.
  it('has a machine that stops for longer than a talk bears (asleep, or its network gone): she is rung anew when it is back', async () => {
    const { agent: sitting, caller } = await talk();
    const stoppedAt = Date.now();
    browser.freeze();
    const told = await caller.hears('talk.rejoin', 20_000);
    await caller.hearsMusic();
    browser.thaw();
    const thawedAt = Date.now();
    const voice = await caller.hearsVoice(30_000);
    await sitting.voiceFrom(caller.number, thawedAt);
    const [fromMs, since] = [nowMs(), Date.now()];
    await talkFor(3_000);
    figure(`browser stopped in mid-talk: client asked to stay after ${epochOf(told.atMs) - stoppedAt} ms; ${epochOf(voice.atMs) - thawedAt} ms after it went on she hears the agent again`);
    expect(await sitting.hearsVoiceOf(caller.number, since)).toBeGreaterThan(0.9);
    expect(Math.min(...clientHears(caller, fromMs, nowMs()))).toBeGreaterThan(SOUNDING_LEVEL);
    await caller.hangUp();
  });
});
