/** Two servers for one node: who comes second has the calls, who came first stops by itself. */
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { settledRecordings } from '../calls/support/recordings.ts';
import { isPhase, openStage, type Stage } from '../calls/support/stage.ts';
import { inTime } from '../calls/support/caller.ts';
import { silentSeconds } from './support/both-ways.ts';
import { type ServerByHand, startServerByHand } from './support/by-hand.ts';
import { figure, moment } from './support/outage.ts';

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
const servers: ServerByHand[] = [];
beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 5_000, acwMs: 1_000 });
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await hotline?.parts.start('server');
  await stage?.clear();
  await restoreQueues?.();
  await hotline?.nothingLeft();
  await hotline?.close();
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

describe('a second server process for the same node', () => {
  it('deposes the first, which ends by itself; the talk goes on, the caller in the menus is served by the second (misfortune 8) (field note 11)', async () => {
    // Supervision would start the deposed one again, to depose the second: both are started by hand.
    await hotline.parts.halt('server');
    const first = startServerByHand(hotline);
    servers.push(first);
    await first.ready();
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    const inMenu = await hotline.caller();
    await caller.hearsVoice(40_000);
    const { callId } = (await hotline.records.liveCallOf(caller.number)) ?? { callId: '' };
    await inMenu.press('1');
    await inMenu.hears('quote.ask-code');

    const fromMs = nowMs();
    const second = startServerByHand(hotline, { http: await freePort(), health: await freePort() });
    servers.push(second);
    expect(await inTime(first.exited, 20_000, () => `the first server goes on: ${first.messages().slice(-5).join('; ')}`)).toBe(4);
    expect(first.messages()).toContain('another process has our calls: nothing is commanded any more');
    await second.ready();
    await inMenu.hears('welcome.back');
    await inMenu.hears('quote.ask-code');
    await inMenu.press('600036#');
    await inMenu.hears('name.600036');
    await inMenu.hangUp();
    expect(silentSeconds({ caller, agent }, { fromMs, toMs: nowMs() })).toEqual([]);
    const late = await hotline.caller();
    await late.hears('welcome');
    await late.hangUp();

    await caller.hangUp();
    expect((await settledRecordings(hotline, callId)).map(({ state }) => state)).toEqual(['sealed']);
    await second.stop();
    await hotline.parts.start('server');
    await agent.until(isPhase('ready', fromMs), 15_000);
    await stage.clear();
  });

  it('takes over from one that is frozen; that one, when it goes on, commands nothing and ends by itself', async () => {
    await hotline.parts.halt('server');
    const first = startServerByHand(hotline);
    servers.push(first);
    await first.ready();
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const talker = await stage.wantsPerson();
    await talker.hearsVoice(40_000);
    const inMenus = await Promise.all(Array.from({ length: 4 }, () => hotline.caller()));
    await Promise.all(inMenus.map((caller) => caller.hears('main.menu')));
    // Their keys are on the way as it freezes: steps being saved, commands about to be sent.
    const keyed = inMenus.map((caller) => caller.press('1600519#'));
    await inMenus[0]?.hears('quote.ask-code').catch(() => undefined);
    const frozen = moment();
    first.signal('SIGSTOP');
    await Promise.all(keyed);
    const second = startServerByHand(hotline, { http: await freePort(), health: await freePort() });
    servers.push(second);
    await second.ready();
    const asked = await Promise.all(inMenus.map((caller) => caller.hearsOneOf(['welcome.back'], 30_000)));
    const woken = moment();
    first.signal('SIGCONT');
    expect(await inTime(first.exited, 20_000, () => `the first server goes on: ${first.messages().slice(-5).join('; ')}`)).toBe(4);
    const said = first.linesSince(woken.epochMs).map(({ msg }) => msg);
    expect(said).toContain('another process has our calls: nothing is commanded any more');
    expect(said.filter((msg) => /handed back|hand-back|seat offered|stray|command was not/.test(msg))).toEqual([]);
    figure(`a server frozen for ${Math.round(woken.ms - frozen.ms)} ms notices ${Math.round((first.linesSince(woken.epochMs).find(({ msg }) => msg.startsWith('another process'))?.time ?? 0) - woken.epochMs)} ms after it goes on that its calls are another's`);
    expect(asked).toHaveLength(inMenus.length);
    for (const caller of inMenus) {
      const { clip } = await caller.hearsOneOf(['main.menu', 'quote.ask-code'], 30_000);
      await caller.press(clip.id === 'main.menu' ? '1600036#' : '600036#');
      await caller.hears('name.600036', 30_000);
      expect(caller.heard().filter((id) => id === 'welcome.back')).toHaveLength(1);
    }
    expect(silentSeconds({ caller: talker, agent }, { fromMs: frozen.ms, toMs: nowMs() })).toEqual([]);
    await Promise.all([...inMenus, talker].map((caller) => caller.hangUp()));
    await second.stop();
    await hotline.parts.start('server');
  });
});
