/** An agent's buttons in a real talk: hold, retrieve, mute, hang up, and clicks that come too late. */
import { describe, expect, it } from 'vitest';
import type { CallAction } from '../../src/contract/desk/call-control.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import type { SeatRun } from '../../src/lab/sip/seat-run.ts';
import type { Caller } from './support/caller.ts';
import type { Hotline } from './support/hotline.ts';
import { linksOf, playRecording, settledRecordings } from './support/recordings.ts';
import { shareIn, voiceShare } from './support/sound.ts';
import { isKind, type Stage, talkFor } from './support/stage.ts';
import { dumpRedis, filesWith, tablesWith } from '../chaos/support/canary-search.ts';
import { until } from './support/until.ts';
import { useStage } from './support/use-stage.ts';

let hotline: Hotline;
let stage: Stage;
useStage({ pace: { ringMs: 6_000, acwMs: 500 }, cleared: 'after each', give: (there) => void ({ hotline, stage } = there) });

async function talk(): Promise<{ caller: Caller; agent: SeatRun; callId: string; ask: (action: CallAction) => Promise<string> }> {
  const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
  const caller = await stage.wantsPerson();
  await caller.hearsVoice(40_000);
  const callId = (await hotline.records.liveCallOf(caller.number))?.callId ?? '';
  /** `done`, or the code of the refusal. */
  const ask = async (action: CallAction): Promise<string> =>
    (agent.desk?.askCall({ callId, action }) ?? Promise.reject(new Error('no desk'))).then(() => 'done', (error: { code?: string }) => error.code ?? 'no code');
  return { caller, agent, callId, ask };
}

const hears = (frames: SeatRun['frames'], number: string): number => voiceShare(frames(), number, { untilMs: nowMs(), lastMs: 800 });
async function bothHear(caller: Caller, agent: SeatRun): Promise<void> {
  await until('the client hears the agent', async () => hears(caller.party.frames, '1001') > 0.8);
  await until('the agent hears the client', async () => hears(agent.frames, caller.number) > 0.8);
}
const viewOf = async (agent: SeatRun) => (await agent.desk?.seat())?.seat.call;

describe('an agent holds her client', () => {
  it('the client hears music and the agent nothing; retrieved, they talk on; one recording has all of it [E-02]', async () => {
    const { caller, agent, callId, ask } = await talk();
    expect(await ask('hold')).toBe('done');
    await caller.hearsMusic();
    await until('the agent hears nothing', async () => hears(agent.frames, caller.number) < 0.1);
    expect(await viewOf(agent)).toMatchObject({ callId, step: 'held', recording: 'on' });
    await talkFor(2_000);
    expect(await ask('retrieve')).toBe('done');
    await caller.hearsVoice();
    await until('the agent hears the client', async () => hears(agent.frames, caller.number) > 0.8);
    expect(await viewOf(agent)).toMatchObject({ step: 'connected', heldMs: expect.any(Number) });
    await talkFor(1_500);
    await caller.hangUp();
    await agent.until(isKind('ended'), 5_000);
    const [row, ...more] = await settledRecordings(hotline, callId);
    expect(more).toEqual([]);
    expect(await linksOf(hotline, row?.id ?? '')).toEqual(['expected', 'sealed']);
    const facts = await hotline.records.factsOf(caller.number);
    const at = (kind: string): number => facts.find((fact) => fact.kind === kind)?.at ?? 0;
    const sound = await playRecording(hotline, row as NonNullable<typeof row>, '1001');
    expect(Math.abs(sound.durationMs - (at('talk-ended') - at('seat-answered')))).toBeLessThan(1_000);
    const since = (kind: string): number => at(kind) - at('seat-answered');
    expect(shareIn(sound.right, '1001', { fromMs: since('held') + 700, toMs: since('retrieved') - 300 })).toBeLessThan(0.1);
    expect(shareIn(sound.right, '1001', { fromMs: sound.durationMs - 1_400, toMs: sound.durationMs - 300 })).toBeGreaterThan(0.8);
  });

  it('the client may hang up on hold; the agent may hang up too, and the client hears a goodbye', async () => {
    const first = await talk();
    expect(await first.ask('hold')).toBe('done');
    await first.caller.hearsMusic();
    await first.caller.hangUp();
    await first.agent.until(isKind('ended'), 5_000);
    expect(await first.ask('retrieve')).toBe('CALL_OVER');
    await stage.clear();
    const second = await talk();
    expect(await second.ask('hold')).toBe('done');
    await second.caller.hearsMusic();
    expect(await second.ask('hang-up')).toBe('done');
    await second.caller.hears('survey.ask');
    await second.caller.press('*');
    await second.caller.hearsOut('goodbye');
    await second.caller.isHungUp();
  });
});

it('a muted agent is not heard, hears the client, and is heard again', async () => {
  const { caller, agent, ask } = await talk();
  await bothHear(caller, agent);
  expect(await ask('mute')).toBe('done');
  await until('the client hears nothing', async () => hears(caller.party.frames, '1001') < 0.1);
  await until('the agent hears the client', async () => hears(agent.frames, caller.number) > 0.8);
  expect(await ask('unmute')).toBe('done');
  await bothHear(caller, agent);
});

describe('keys that an agent presses', () => {
  /** That stand nowhere else. */
  const KEYS = '84193*62057#';
  const press = (agent: SeatRun, callId: string, keys = KEYS): Promise<string> =>
    (agent.desk?.askCall({ callId, action: 'keypad', keys }) ?? Promise.reject(new Error('no desk'))).then(() => 'done', (error: { code?: string }) => error.code ?? 'no code');
  const heardBy = (events: readonly { kind: string }[]): string => events.flatMap((event) => (event.kind === 'key' && 'digit' in event ? [String(event.digit)] : [])).join('');

  it('reach the client, each once and in order; on hold, with a key that is none, and after the talk they are refused; no file, table, queue or event has them (misfortune 17)', async () => {
    const { caller, agent, callId, ask } = await talk();
    expect(await press(agent, callId)).toBe('done');
    await until('the client heard all keys', async () => heardBy(caller.events()) === KEYS, 20_000);
    await bothHear(caller, agent);
    expect(await ask('hold')).toBe('done');
    expect(await press(agent, callId, '7')).toBe('CALL_ALREADY_HELD');
    expect(await press(agent, callId, '7A')).toBe('BAD_REQUEST');
    expect(await ask('retrieve')).toBe('done');
    await bothHear(caller, agent);
    await caller.hangUp();
    await agent.until(isKind('ended'), 20_000);
    expect(await press(agent, callId, '7')).toBe('CALL_OVER');
    await hotline.nothingLeft();
    expect(heardBy(caller.events())).toBe(KEYS);
    expect((await hotline.records.factsOf(caller.number)).filter(({ kind }) => kind === 'keys-sent')).toEqual([expect.objectContaining({ seatId: 's-1001' })]);
    await dumpRedis(hotline);
    const canaries = ['84193', '62057', String.raw`84193\*62057#`];
    expect([filesWith(hotline, canaries).found, (await tablesWith(hotline, canaries)).found]).toEqual([[], []]);
  });
});

it('a click that cannot be is refused with its reason and does no harm (misfortune 11)', async () => {
  const { caller, agent, ask } = await talk();
  expect([await ask('retrieve'), await ask('hold'), await ask('hold')]).toEqual(['CALL_NOT_HELD', 'done', 'CALL_ALREADY_HELD']);
  const twice = await Promise.all([ask('retrieve'), ask('retrieve')]);
  expect(twice.toSorted()).toEqual(['CALL_NOT_HELD', 'done']);
  await bothHear(caller, agent);
  await caller.hangUp();
  await agent.until(isKind('ended'), 5_000);
  expect(await ask('hold')).toBe('CALL_OVER');
});
