import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { levelPerSecond } from '../../src/lab/ear/levels.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { linksOf, playRecording, settledRecordings } from '../calls/support/recordings.ts';
import { isKind, openStage, type Stage, talkFor } from '../calls/support/stage.ts';
import { runHotline } from '../calls/support/command.ts';
import { found } from '../calls/support/until.ts';
import type { CallbackReport } from '../../src/cli/callback-report.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { killServer } from './support/outage.ts';

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 15_000, acwMs: 1_000 });
});
afterEach(async () => {
  await stage.clear();
  await hotline.nothingLeft(30_000);
});
afterAll(async () => {
  await restoreQueues?.();
  await hotline?.close();
});

/** Far above anything but a voice of the lab. */
const VOICE_LEVEL = 1_000;

describe('kill -9 of the server', () => {
  it('in a talk: audio goes both ways in every second of the outage, and the recording is one file of the right length [E-02]', async () => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    await caller.hearsVoice(40_000);
    await talkFor(1_500);
    const { fromMs, toMs } = await killServer(hotline);
    await talkFor(2_000);
    const { callId } = (await hotline.records.liveCallOf(caller.number)) ?? { callId: '' };
    await caller.hangUp();
    const span = { fromMs: fromMs - 1_000, toMs: toMs + 1_500 };
    expect(levelPerSecond(caller.party.frames(), span).filter((level) => level < VOICE_LEVEL)).toEqual([]);
    expect(levelPerSecond(agent.frames(), span).filter((level) => level < VOICE_LEVEL)).toEqual([]);

    const [row, ...more] = await settledRecordings(hotline, callId);
    expect(more).toEqual([]);
    expect(row?.state).toBe('sealed');
    expect(await linksOf(hotline, row?.id ?? '')).toEqual(['expected', 'sealed']);
    const facts = await hotline.records.factsOf(caller.number);
    const at = (kind: string): number => facts.find((fact) => fact.kind === kind)?.at ?? 0;
    const sound = await playRecording(hotline, row as NonNullable<typeof row>, '1001');
    expect(Math.abs(sound.durationMs - (at('talk-ended') - at('seat-answered')))).toBeLessThan(1_000);
    expect(facts.filter(({ kind }) => kind === 'resumed')).toHaveLength(1);
  });

  it('in the menus: the node\'s prompt is heard again behind a word of regret, and the next key works', async () => {
    const [atMenu, atCode] = await Promise.all([hotline.caller(), hotline.caller()]);
    await atMenu.hears('main.menu');
    await atCode.hears('welcome');
    await atCode.press('1');
    await atCode.hears('quote.ask-code');
    await killServer(hotline);
    await Promise.all([
      (async () => {
        await atMenu.hears('welcome.back');
        await atMenu.hears('main.menu');
        await atMenu.press('1');
        await atMenu.hears('quote.ask-code');
      })(),
      (async () => {
        await atCode.hears('welcome.back');
        await atCode.hears('quote.ask-code');
        await atCode.press('600519#');
        await atCode.hears('name.600519');
      })(),
    ]);
    await Promise.all([atMenu.hangUp(), atCode.hangUp()]);
  });

  it('with a caller in the queue: the same entry with the same time, music without a gap of a second, and then a seat', async () => {
    const caller = await stage.wantsPerson();
    await caller.hearsMusic(40_000);
    const entry = (): Promise<unknown> => hotline.records.sql('select e.entry_id, e.entered_at from queue_entry e join call c using (call_id)').then(([row]) => row);
    const before = await entry();
    const { fromMs, toMs } = await killServer(hotline);
    expect(await entry()).toEqual(before);
    await talkFor(2_500);
    expect(await entry()).toEqual(before);
    expect(caller.party.quiet({ fromMs: fromMs - 1_000, toMs: toMs + 2_000, longerThanMs: 1_000 })).toEqual([]);
    await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    await caller.hears('agent.before');
    await caller.hearsVoice();
  });

  it('while a seat rings: the agent picks up in the outage, and the two are connected when the server is back', async () => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 800 });
    const caller = await stage.wantsPerson();
    await agent.until(isKind('ring'), 40_000);
    await hotline.parts.halt('server');
    await agent.until(isKind('answered'), 5_000);
    await hotline.parts.start('server');
    await caller.hears('agent.before', 15_000);
    await caller.hearsVoice(15_000);
    expect(agent.events().filter(isKind('ring'))).toHaveLength(1);
  });

  it('while a seat rings: the ringing goes on, and ends as it would have', async () => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 8_000 });
    const caller = await stage.wantsPerson();
    await agent.until(isKind('ring'), 40_000);
    await killServer(hotline);
    await agent.until(isKind('answered'), 15_000);
    await caller.hears('agent.before', 15_000);
    expect(agent.events().filter(isKind('ring'))).toHaveLength(1);
  });

  it('while a client\'s phone rings for a callback: it is not dialled again, and the callback is completed', async () => {
    const number = '13800138042';
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const client = await hotline.phones.client(number, { kind: 'answer', afterMs: 6_000, hangUpAfterMs: 3_000 }, { voice: voiceOf(number) });
    const command = runHotline(hotline.config, ['callback', number, '--max', '90', '--json']);
    await found('the phone rings', async () => client.calls()[0], 30_000);
    await killServer(hotline);
    const report = (await command).json<CallbackReport>();
    expect(report.outcome).toBe('completed');
    expect(client.calls()).toHaveLength(1);
    expect(report.steps.filter(({ kind }) => kind === 'attempt-claimed')).toHaveLength(1);
    expect(agent.events().filter(isKind('ring'))).toHaveLength(1);
  });
});

describe('a server that is not there', () => {
  it('holds a new caller with a word and music, and serves her when it is back', async () => {
    await hotline.parts.halt('server');
    const caller = await hotline.caller();
    await caller.hears('guard.hold');
    await caller.hearsMusic();
    const heldMs = nowMs();
    await hotline.parts.start('server');
    await caller.hears('welcome', 20_000);
    expect(caller.party.quiet({ fromMs: heldMs, toMs: nowMs(), longerThanMs: 1_500 })).toEqual([]);
    await caller.press('1600519#');
    await caller.hears('name.600519');
    await caller.hangUp();
  });

  it('frozen: it is found out, killed and started again; callers in its menus and new ones are served', async () => {
    const before = await hotline.caller();
    await before.hears('main.menu');
    await hotline.parts.kill('server', 'SIGSTOP');
    const during = await hotline.caller();
    await Promise.all([before.hears('welcome.back', 30_000), during.hears('welcome', 30_000)]);
    expect((await hotline.parts.events()).filter(({ kind, part }) => kind === 'frozen' && part === 'server')).toHaveLength(1);
    await Promise.all([before, during].map(async (caller) => {
      await caller.press('1');
      await caller.hears('quote.ask-code');
      await caller.hangUp();
    }));
  });
});
