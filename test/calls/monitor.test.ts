/** A supervisor at a talk: who hears whom, by their voices on real phones. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MonitorChange } from '../../src/contract/desk/monitor.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import type { SeatRun } from '../../src/lab/sip/seat-run.ts';
import type { Hotline } from './support/hotline.ts';
import { playRecording, settledRecordings } from './support/recordings.ts';
import { shareIn, voiceShare } from './support/sound.ts';
import { isKind, isPhase, phasesOf, talkFor, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';
import { useStage } from './support/use-stage.ts';

let hotline: Hotline;
let stage: Stage;
useStage({ pace: { ringMs: 6_000, acwMs: 1_500 }, cleared: 'after each', give: (there) => void ({ hotline, stage } = there) });

const BOSS = '1002';
const roles = (list: readonly string[]) => hotline.records.sql(`update agent set roles = $1 where id = (select agent_id from seat where extension = $2)`, [list, BOSS]);
let before: readonly string[] = [];
beforeAll(async () => {
  const [row] = await hotline.records.sql<{ roles: string[] }>(`select roles from agent where id = (select agent_id from seat where extension = $1)`, [BOSS]);
  before = row?.roles ?? ['agent'];
  await roles([...new Set([...before, 'supervisor'])]);
});
afterAll(() => roles(before));

const codeOf = (asked: Promise<void> | undefined): Promise<string> =>
  (asked ?? Promise.reject(new Error('no desk'))).then(() => 'done', (error: { code?: string }) => error.code ?? 'no code');

/** A client talks with 1001; the supervisor signs in afterwards, so that she is not the one who takes the call. */
async function talk() {
  const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
  const caller = await stage.wantsPerson();
  await caller.hearsVoice(40_000);
  const callId = (await hotline.records.liveCallOf(caller.number))?.callId ?? '';
  const boss = await stage.agent(BOSS, { kind: 'answer', afterMs: 100 });
  const come = (mode: MonitorChange['mode'], by: SeatRun = boss) => codeOf(by.desk?.monitor(callId, 'come', mode));
  const change = (mode: MonitorChange['mode'] | null) => codeOf(boss.desk?.monitor(callId, 'change', mode));
  return { agent, caller, callId, boss, come, change };
}
type Talk = Awaited<ReturnType<typeof talk>>;

const share = (frames: SeatRun['frames'], number: string): number => voiceShare(frames(), number, { untilMs: nowMs(), lastMs: 800 });
/** Of two voices at once each has half of the sound. */
const hears = (what: string, frames: SeatRun['frames'], number: string) => until(what, async () => share(frames, number) > 0.15);
const doesNot = (what: string, frames: SeatRun['frames'], number: string) => until(what, async () => share(frames, number) < 0.05);

async function supervisorHearsBoth({ agent, caller, boss }: Talk): Promise<void> {
  await hears('the supervisor hears the client', boss.frames, caller.number);
  await hears('the supervisor hears the agent', boss.frames, agent.extension);
}
async function theTwoTalk({ agent, caller }: Talk): Promise<void> {
  await hears('the client hears the agent', caller.party.frames, agent.extension);
  await hears('the agent hears the client', agent.frames, caller.number);
}

describe('a supervisor', () => {
  it('listens, whispers, barges in, listens again: who hears whom; the facts say who and how; the talk is recorded once', async () => {
    const all = await talk();
    const { agent, caller, callId, boss, come, change } = all;
    expect(await come('listen')).toBe('done');
    await supervisorHearsBoth(all);
    await theTwoTalk(all);
    await doesNot('the client does not hear her', caller.party.frames, BOSS);
    await doesNot('the agent does not hear her', agent.frames, BOSS);
    expect((await agent.desk?.seat())?.seat.call?.monitor).toMatchObject({ name: BOSS, mode: 'listen' });
    expect(await change('whisper')).toBe('done');
    await hears('the agent hears her', agent.frames, BOSS);
    await supervisorHearsBoth(all);
    await doesNot('the client does not hear her whisper', caller.party.frames, BOSS);
    await theTwoTalk(all);
    expect(await change('barge')).toBe('done');
    await hears('the client hears her', caller.party.frames, BOSS);
    await hears('the agent hears her', agent.frames, BOSS);
    await supervisorHearsBoth(all);
    await theTwoTalk(all);
    expect(await change('listen')).toBe('done');
    await doesNot('the client does not hear her any more', caller.party.frames, BOSS);
    await doesNot('the agent does not hear her any more', agent.frames, BOSS);
    await supervisorHearsBoth(all);
    expect(await change(null)).toBe('done');
    await boss.until(isKind('ended'), 5_000);
    await theTwoTalk(all);
    await caller.hangUp();
    await settledRecordings(hotline, callId);
    const facts = (await hotline.records.factsOf(caller.number)).filter(({ kind }) => kind.startsWith('monitor-'));
    expect(facts).toMatchObject([
      { kind: 'monitor-started', seatId: 's-1001', bySeatId: `s-${BOSS}`, mode: 'listen' }, { kind: 'monitor-changed', mode: 'whisper' }, { kind: 'monitor-changed', mode: 'barge' },
      { kind: 'monitor-changed', mode: 'listen' }, { kind: 'monitor-ended', end: 'left' },
    ]);
  });

  it('takes over: she has the client, the agent goes to after-call work, the recording goes on', async () => {
    const all = await talk();
    const { agent, caller, callId, boss, come, change } = all;
    expect(await come('listen')).toBe('done');
    await supervisorHearsBoth(all);
    const sinceMs = nowMs();
    expect(await change('take-over')).toBe('done');
    await agent.until(isPhase('acw', sinceMs), 5_000);
    await hears('the client hears the supervisor', caller.party.frames, BOSS);
    await hears('the supervisor hears the client', boss.frames, caller.number);
    await agent.until(isPhase('ready', sinceMs), 10_000);
    await caller.hangUp();
    await boss.until(isKind('ended'), 5_000);
    const rows = await settledRecordings(hotline, callId);
    expect(rows.map(({ state }) => state)).toEqual(['sealed']);
  });

  it('is refused with a reason: who is none, at her own call, at a call with one already, at one that has ended', async () => {
    const all = await talk();
    const { agent, caller, callId, come, change } = all;
    expect(await come('listen', agent)).toBe('FORBIDDEN');
    expect(await hotline.records.sql(`select action from access_audit where subject_id = $1`, [callId])).toEqual([{ action: 'call-monitor-refused' }]);
    expect(await change('barge')).toBe('CALL_NOT_MONITORED');
    expect(await come('listen')).toBe('done');
    await supervisorHearsBoth(all);
    expect(await come('listen')).toBe('CALL_MONITORED');
    await caller.hangUp();
    await agent.until(isKind('ended'), 5_000);
    await until('the call is over', async () => (await come('listen')) === 'CALL_OVER');
  });
});

describe('while she listens', () => {
  it('a talk that ends ends at once: the agent is in after-call work as fast as ever, and nothing of the ear is left (field note 24)', async () => {
    const all = await talk();
    const { agent, caller, boss, come } = all;
    const since = new Date();
    expect(await come('listen')).toBe('done');
    await supervisorHearsBoth(all);
    await caller.hangUp();
    await Promise.all([agent.until(isKind('ended'), 1_500), boss.until(isKind('ended'), 1_500)]);
    await until('her seat is free', async () => (await phasesOf(hotline, `s-${BOSS}`, since)).at(-1) === 'ready');
    expect(await phasesOf(hotline, 's-1001', since)).toContain('acw');
  });

  it('the agent hangs up her phone in the middle: the talk is over for the client too, as ever', async () => {
    const all = await talk();
    const { agent, caller, come } = all;
    expect(await come('whisper')).toBe('done');
    await supervisorHearsBoth(all);
    await agent.leg()?.hangUp();
    await until('the talk is over', async () => (await hotline.records.liveCallOf(caller.number))?.state.activity.phase !== 'conversation');
  });
});

describe('whatever becomes of her', () => {
  it('her phone hangs up while she listens, whispers, talks with both: the two talk on, her seat is free', async () => {
    const all = await talk();
    const { boss, come } = all;
    for (const mode of ['listen', 'whisper', 'barge'] as const) {
      const since = new Date();
      expect(await come(mode)).toBe('done');
      await supervisorHearsBoth(all);
      await boss.leg()?.hangUp();
      await until(`her seat is free after ${mode}`, async () => (await phasesOf(hotline, `s-${BOSS}`, since)).at(-1) === 'ready');
      await theTwoTalk(all);
    }
  });

  it('what she whispers is in no recording; what she says to both is', async () => {
    const all = await talk();
    const { caller, callId, come, change } = all;
    expect(await come('whisper')).toBe('done');
    await hears('the agent hears her', all.agent.frames, BOSS);
    await talkFor(2_000);
    const whole = async () => (await settledRecordings(hotline, callId))[0] ?? expect.fail('no recording');
    expect(await change('barge')).toBe('done');
    await hears('the client hears her', caller.party.frames, BOSS);
    await talkFor(2_000);
    await caller.hangUp();
    const sound = await playRecording(hotline, await whole(), '1001');
    const [started] = (await hotline.records.factsOf(caller.number)).filter(({ kind }) => kind === 'monitor-started');
    const [barged] = (await hotline.records.factsOf(caller.number)).filter(({ kind }) => kind === 'monitor-changed');
    const whisperMs = (barged?.at ?? 0) - (started?.at ?? 0);
    // Counted from the end of the file: when exactly it began is nobody's fact.
    const bargeFrom = sound.durationMs - ((await endOf(caller.number)) - (barged?.at ?? 0));
    expect(whisperMs).toBeGreaterThan(1_900);
    expect(shareIn(sound.right, BOSS, { fromMs: bargeFrom - whisperMs, toMs: bargeFrom - 300 })).toBeLessThan(0.05);
    expect(shareIn(sound.left, BOSS, { fromMs: bargeFrom - whisperMs, toMs: bargeFrom - 300 })).toBeLessThan(0.05);
    expect(shareIn(sound.right, BOSS, { fromMs: bargeFrom + 600, toMs: sound.durationMs - 300 })).toBeGreaterThan(0.15);
  });

  it('the server is killed while she whispers: all three hear on what they heard, and she can still leave (misfortune 16)', async () => {
    const all = await talk();
    const { agent, caller, come, change } = all;
    expect(await come('whisper')).toBe('done');
    await supervisorHearsBoth(all);
    await hears('the agent hears her', agent.frames, BOSS);
    const pid = await hotline.parts.kill('server', 'SIGKILL');
    await theTwoTalk(all);
    await until('another server runs', async () => { const now = await hotline.parts.pid('server'); return now !== undefined && now !== pid; }, 30_000);
    await hotline.parts.ready('server');
    await theTwoTalk(all);
    await supervisorHearsBoth(all);
    await hears('the agent hears her still', agent.frames, BOSS);
    await doesNot('the client does not', caller.party.frames, BOSS);
    await until('the call is owned again', async () => (await change('listen')) === 'done', 30_000);
    await doesNot('the agent does not hear her any more', agent.frames, BOSS);
    await supervisorHearsBoth(all);
    expect(await change(null)).toBe('done');
    await theTwoTalk(all);
  });
});

const endOf = async (number: string): Promise<number> => (await hotline.records.factsOf(number)).find(({ kind }) => kind === 'talk-ended')?.at ?? Number.NaN;
