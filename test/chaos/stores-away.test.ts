/** Redis, then PostgreSQL go away for some seconds and come back, while people talk and call. No server or worker is restarted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLivePage } from '../../src/lab/readiness.ts';
import type { SeatRun } from '../../src/lab/sip/seat-run.ts';
import type { Caller } from '../calls/support/caller.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { linksOf, settledRecordings } from '../calls/support/recordings.ts';
import { isKind, openStage, type Stage, talkFor } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { silentSeconds } from './support/both-ways.ts';
import { figure, moment } from './support/outage.ts';

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
let pids: (number | undefined)[];
/** A talk that ended while Redis was away. */
let unsealed = '';
let talk: { caller: Caller; agent: SeatRun };
const servers = () => Promise.all([hotline.parts.pid('server'), hotline.parts.pid('worker')]);

beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 5_000, acwMs: 1_000 });
  pids = await servers();
});
afterAll(async () => {
  await hotline?.parts.start('redis');
  await hotline?.parts.start('postgres');
  await stage?.clear();
  await restoreQueues?.();
  await hotline?.close();
});

/** Health pages of server and worker, and `status`, say that it is so. */
async function readiness(isReady: boolean, detail: string): Promise<void> {
  await until(`readiness is ${isReady ? 'green' : 'red'}`, async () => {
    const { ports } = hotline.config;
    const pages = await Promise.all([readLivePage(ports.serverHealth), readLivePage(ports.workerHealth)]);
    const parts = (await hotline.status()).parts.filter(({ name }) => name === 'server' || name === 'worker');
    const all = [...pages, ...parts];
    return all.every((one) => one.ready === isReady && one.detail.includes(detail)) || JSON.stringify(all);
  }, 15_000);
}

describe('Redis is away', () => {
  it('talks go on, calls are taken, offers are made; readiness is red and then green, nothing is restarted (misfortune 13)', async () => {
    const first = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const talker = await stage.wantsPerson();
    await talker.hearsVoice(40_000);
    unsealed = (await hotline.records.liveCallOf(talker.number))?.callId ?? '';
    const fromMs = moment().ms;
    await hotline.parts.halt('redis');
    await readiness(false, 'Redis is away');
    const agent = await stage.agent('1002', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    await caller.hearsVoice(40_000);
    expect(agent.events().some(isKind('pop'))).toBe(true);
    expect(silentSeconds({ caller: talker, agent: first }, { fromMs, toMs: moment().ms })).toEqual([]);
    await talker.hangUp();
    await until('the talk has ended', async () => (await hotline.records.factsOf(talker.number)).some(({ kind }) => kind === 'call-ended'));
    await hotline.parts.start('redis');
    await readiness(true, '');
    expect(await servers()).toEqual(pids);
    talk = { caller, agent };
  });
});

describe('PostgreSQL is away', () => {
  it('a talk is untouched; who presses a key and who calls hear music and are served afterwards, who hangs up is noted; nothing is restarted', async () => {
    const leaver = await stage.wantsPerson();
    await leaver.hearsVoice(40_000);
    const left = await hotline.records.liveCallOf(leaver.number);
    const inMenu = await hotline.caller();
    await inMenu.hears('welcome');
    await inMenu.press('1');
    await inMenu.hears('quote.ask-code');
    const from = moment();
    await hotline.parts.halt('postgres');
    await inMenu.press('6');
    const arrived = await hotline.caller();
    await Promise.all([inMenu.hearsMusic(), arrived.hearsMusic(), readiness(false, 'database is away'), leaver.hangUp()]);
    const held = moment();
    // Longer than the lease of the server's calls lasts.
    await talkFor(5_000);
    await hotline.parts.start('postgres');
    figure(`PostgreSQL was away for ${Math.round(moment().ms - from.ms)} ms`);
    // What was heard so far is over: a welcome is a new one.
    await Promise.all([inMenu.hears('welcome', 30_000), arrived.hears('welcome', 30_000), readiness(true, '')]);
    const now = moment();
    expect(silentSeconds(talk, { fromMs: from.ms, toMs: now.ms })).toEqual([]);
    for (const { party } of [inMenu, arrived]) expect(party.quiet({ fromMs: held.ms, toMs: now.ms, longerThanMs: 1_500 })).toEqual([]);
    expect((await settledRecordings(hotline, left?.callId ?? '')).map(({ state }) => state)).toEqual(['sealed']);
    await inMenu.press('1');
    await inMenu.hears('quote.ask-code');
    await inMenu.press('600519#');
    await inMenu.hears('name.600519');
    await Promise.all([inMenu.hangUp(), arrived.hangUp()]);
    expect(await servers()).toEqual(pids);
    const { callId } = (await hotline.records.liveCallOf(talk.caller.number)) ?? { callId: '' };
    await talk.caller.hangUp();
    expect((await settledRecordings(hotline, callId)).map(({ state }) => state)).toEqual(['sealed']);
  });

  it('a talk that ended while Redis was away is sealed all the same: the sweeper asks for it [E-02]', async () => {
    const [row, ...more] = await settledRecordings(hotline, unsealed, 45_000);
    expect(more).toEqual([]);
    expect(await linksOf(hotline, row?.id ?? '')).toEqual(['expected', 'sealed']);
  });

  it('nothing is left over', async () => {
    await stage.clear();
    await hotline.nothingLeft();
  });
});
