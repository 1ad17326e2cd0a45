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
const hears = (what: string, frames: SeatRun['frames'], number: string) => until(what, async () => share(frames, number) > 0.15, 20_000);
const doesNot = (what: string, frames: SeatRun['frames'], number: string) => until(what, async () => share(frames, number) < 0.05, 20_000);

async function supervisorHearsBoth({ agent, caller, boss }: Talk): Promise<void> {
  await hears('the supervisor hears the client', boss.frames, caller.number);
  await hears('the supervisor hears the agent', boss.frames, agent.extension);
}
async function theTwoTalk({ agent, caller }: Talk): Promise<void> {
  await hears('the client hears the agent', caller.party.frames, agent.extension);
  await hears('the agent hears the client', agent.frames, caller.number);
}

describe('a supervisor', () => {
  it('listens, whispers, barges in, listens again: who hears whom; the facts say who and how; what she whispers is in no recording, what she says to both is', async () => {
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
    await talkFor(1_000);
    expect(await change('barge')).toBe('done');
    await hears('the client hears her', caller.party.frames, BOSS);
    await hears('the agent hears her', agent.frames, BOSS);
    await supervisorHearsBoth(all);
    await theTwoTalk(all);
    await talkFor(1_000);
    expect(await change('listen')).toBe('done');
    await doesNot('the client does not hear her any more', caller.party.frames, BOSS);
    await doesNot('the agent does not hear her any more', agent.frames, BOSS);
    await supervisorHearsBoth(all);
    expect(await change(null)).toBe('done');
    await boss.until(isKind('ended'), 20_000);
    await theTwoTalk(all);
    await caller.hangUp();
    const rows = await settledRecordings(hotline, callId);
    expect(rows.map(({ state }) => state)).toEqual(['sealed']);
    const whole = await hotline.records.factsOf(caller.number);
    const facts = whole.filter(({ kind }) => kind.startsWith('monitor-'));
    expect(facts).toMatchObject([
      { kind: 'monitor-started', seatId: 's-1001', bySeatId: `s-${BOSS}`, mode: 'listen' }, { kind: 'monitor-changed', mode: 'whisper' }, { kind: 'monitor-changed', mode: 'barge' },
      { kind: 'monitor-changed', mode: 'listen' }, { kind: 'monitor-ended', end: 'left' },
    ]);
    const sound = await playRecording(hotline, rows[0] ?? expect.fail('no recording'), '1001');
    // The file is counted from its end: when exactly it began is nobody's fact.
    const endedAt = whole.find(({ kind }) => kind === 'talk-ended')?.at ?? 0;
    const [, whisperMs = 0, bargeMs = 0, listenMs = 0] = facts.map(({ at }) => sound.durationMs - (endedAt - at));
    const whisper = { fromMs: whisperMs + 300, toMs: bargeMs - 300 };
    expect(shareIn(sound.right, '1001', whisper)).toBeGreaterThan(0.5);
    expect(Math.max(shareIn(sound.left, BOSS, whisper), shareIn(sound.right, BOSS, whisper))).toBeLessThan(0.05);
    expect(shareIn(sound.right, BOSS, { fromMs: bargeMs + 500, toMs: listenMs - 300 })).toBeGreaterThan(0.15);
  });

  it('takes over: she has the client, the agent goes to after-call work, the recording goes on', async () => {
    const all = await talk();
    const { agent, caller, callId, boss, come, change } = all;
    expect(await come('listen')).toBe('done');
    await supervisorHearsBoth(all);
    const sinceMs = nowMs();
    expect(await change('take-over')).toBe('done');
    await agent.until(isPhase('acw', sinceMs), 20_000);
    await hears('the client hears the supervisor', caller.party.frames, BOSS);
    await hears('the supervisor hears the client', boss.frames, caller.number);
    await agent.until(isPhase('ready', sinceMs), 20_000);
    await caller.hangUp();
    await boss.until(isKind('ended'), 20_000);
    const rows = await settledRecordings(hotline, callId);
    expect(rows.map(({ state }) => state)).toEqual(['sealed']);
  });
});

describe('while she listens', () => {
  it('who may not is refused with a reason, and audited; a talk that ends ends for her too: both phones are hung up, the agent is in after-call work (field note 24)', async () => {
    const all = await talk();
    const { agent, caller, callId, boss, come, change } = all;
    const audited = () => hotline.records.sql(`select action from access_audit where subject_id = $1 and action like 'call-monitor%' order by at`, [callId]);
    expect(await come('listen', agent)).toBe('FORBIDDEN');
    expect(await audited()).toEqual([{ action: 'call-monitor-refused' }]);
    expect(await change('barge')).toBe('CALL_NOT_MONITORED');
    const since = new Date();
    expect(await come('listen')).toBe('done');
    await supervisorHearsBoth(all);
    expect(await come('listen')).toBe('CALL_MONITORED');
    expect((await audited()).slice(0, 2)).toEqual([{ action: 'call-monitor-refused' }, { action: 'call-monitored' }]);
    await caller.hangUp();
    await Promise.all([agent.until(isKind('ended'), 20_000), boss.until(isKind('ended'), 20_000)]);
    await until('her seat is free', async () => (await phasesOf(hotline, `s-${BOSS}`, since)).at(-1) === 'ready', 20_000);
    expect(await phasesOf(hotline, 's-1001', since)).toContain('acw');
    await until('the call is over', async () => (await come('listen')) === 'CALL_OVER', 20_000);
  });
});

describe('whatever becomes of her', () => {
  it("her phone hangs up while she listens, whispers, talks with both: the two talk on, her seat is free; the agent's hangs up: the talk is over for the client", async () => {
    const all = await talk();
    const { agent, caller, boss, come } = all;
    const arrives = async (mode: MonitorChange['mode']): Promise<Date> => {
      const [since, sinceMs] = [new Date(), nowMs()];
      expect(await come(mode)).toBe('done');
      // What she heard before is not what she hears now.
      await boss.until(({ kind, atMs }) => kind === 'answered' && atMs > sinceMs, 20_000);
      await supervisorHearsBoth(all);
      return since;
    };
    for (const mode of ['listen', 'whisper', 'barge'] as const) {
      const since = await arrives(mode);
      await boss.leg()?.hangUp();
      await until(`her seat is free after ${mode}`, async () => (await phasesOf(hotline, `s-${BOSS}`, since)).at(-1) === 'ready', 20_000);
      await theTwoTalk(all);
    }
    const since = await arrives('whisper');
    await agent.leg()?.hangUp();
    await until('the talk is over', async () => (await hotline.records.liveCallOf(caller.number))?.state.activity.phase !== 'conversation', 20_000);
    await until('her seat is free', async () => (await phasesOf(hotline, `s-${BOSS}`, since)).at(-1) === 'ready', 20_000);
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
