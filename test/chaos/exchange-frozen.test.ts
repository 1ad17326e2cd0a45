import { afterAll, describe, expect, it } from 'vitest';
import { readLivePage } from '../../src/lab/readiness.ts';
import type { Hotline } from '../calls/support/hotline.ts';
import { talkFor, type Stage } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { useStage } from '../calls/support/use-stage.ts';
import { freeze } from './support/freeze.ts';
import { figure, moment, ownedAgain } from './support/outage.ts';

let hotline: Hotline;
let stage: Stage;
let goOn: () => void = () => undefined;
useStage({ pace: { ringMs: 5_000, acwMs: 1_000 }, cleared: 'at the end', give: (there) => void ({ hotline, stage } = there) });
// Before the stage is cleared: hooks after all run last to first.
afterAll(() => { goOn(); });

const server = () => readLivePage(hotline.config.ports.serverHealth);

describe("the firm's Asterisk freezes (SIGSTOP) and goes on after a while", () => {
  it('readiness says within seconds what is frozen; nothing is killed before its bound; who waited and who talked is served on', async () => {
    await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const talker = await stage.wantsPerson();
    await talker.hearsVoice(40_000);
    const queued = await stage.wantsPerson();
    await queued.hearsMusic(40_000);
    const seen = (await hotline.parts.events()).length;
    const pids = await Promise.all([hotline.parts.pid('pbx'), hotline.parts.pid('server')]);
    const frozen = moment();
    goOn = await freeze(hotline, 'pbx');
    await until('readiness is red and says so', async () => {
      const page = await server();
      return (!page.ready && page.detail.includes('Asterisk: it is frozen')) || page.detail;
    }, 20_000);
    figure(`Asterisk frozen: readiness red, and says so, after ${Math.round(moment().ms - frozen.ms)} ms`);
    await until('supervision tells it', async () => (await hotline.parts.events()).slice(seen).some(({ part, kind }) => part === 'pbx' && kind === 'silent'), 20_000);
    // Longer than a page's phone may be silent: counted from before the freeze, silence must not end a talk.
    await talkFor(Math.max(0, frozen.ms + 7_000 - moment().ms));
    const goesOn = moment();
    goOn();
    await ownedAgain(hotline, goesOn, 'Asterisk goes on');
    await until('readiness is green', async () => (await server()).ready);
    await talker.hearsVoice(40_000).catch(() => undefined);
    const live = await Promise.all([talker, queued].map(({ number }) => hotline.records.liveCallOf(number)));
    expect(live.map((call) => call === undefined)).toEqual([false, false]);
    expect(await Promise.all([hotline.parts.pid('pbx'), hotline.parts.pid('server')])).toEqual(pids);
    const told = async (): Promise<string> => (await hotline.parts.events()).slice(seen).filter(({ part }) => part === 'pbx').map(({ kind }) => kind).join(', ');
    await until('supervision tells that it answers', async () => (await told()) === 'silent, answers' || (await told()), 20_000);
    const late = await hotline.caller();
    await late.hears('welcome');
    await Promise.all([talker.hangUp(), late.hangUp()]);
    await queued.hearsVoice(40_000);
    await queued.hangUp();
  });
});
