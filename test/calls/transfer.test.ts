/** An agent hands her client on, or asks a colleague in: real phones, by their voices. */
import { describe, expect, it } from 'vitest';
import type { CallAction } from '../../src/contract/desk/call-control.ts';
import type { TransferWish } from '../../src/contract/desk/transfers.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import type { SeatRun } from '../../src/lab/sip/seat-run.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import type { Caller } from './support/caller.ts';
import type { Hotline } from './support/hotline.ts';
import { settledRecordings } from './support/recordings.ts';
import { voiceShare } from './support/sound.ts';
import { isKind, isPhase, type Stage, talkFor } from './support/stage.ts';
import { until } from './support/until.ts';
import { useStage } from './support/use-stage.ts';

let hotline: Hotline;
let stage: Stage;
useStage({ pace: { ringMs: 6_000, acwMs: 1_500 }, cleared: 'after each', give: (there) => void ({ hotline, stage } = there) });

const toSeat = (extension: string): TransferWish['to'] => ({ kind: 'seat', extension });
const codeOf = (asked: Promise<void> | undefined): Promise<string> =>
  (asked ?? Promise.reject(new Error('no desk'))).then(() => 'done', (error: { code?: string }) => error.code ?? 'no code');

/** A client talks with 1001; 1002 signs in afterwards, so that nobody else takes the call. */
async function talk(colleague: Parameters<Stage['agent']>[1] | null = { kind: 'answer', afterMs: 100 }) {
  const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
  const caller = await stage.wantsPerson();
  await caller.hearsVoice(40_000);
  const callId = (await hotline.records.liveCallOf(caller.number))?.callId ?? '';
  const other = colleague === null ? null : await stage.agent('1002', colleague);
  const ask = (action: CallAction, by: SeatRun = agent): Promise<string> => codeOf(by.desk?.askCall({ callId, action }));
  const transfer = (mode: TransferWish['mode'], to: TransferWish['to']): Promise<string> => codeOf(agent.desk?.transfer({ callId, mode, to }));
  return { agent, caller, callId, other: other as SeatRun, ask, transfer };
}

const hears = (frames: SeatRun['frames'], number: string): number => voiceShare(frames(), number, { untilMs: nowMs(), lastMs: 800 });
const until80 = (what: string, frames: SeatRun['frames'], number: string) => until(what, async () => hears(frames, number) > 0.7);
const untilNot = (what: string, frames: SeatRun['frames'], number: string) => until(what, async () => hears(frames, number) < 0.1);
/** Of two voices at once each has half of the sound. */
const untilPart = (what: string, frames: SeatRun['frames'], number: string) => until(what, async () => hears(frames, number) > 0.15);

async function talkWith(caller: Caller, agent: SeatRun): Promise<void> {
  await until80(`the client hears ${agent.extension}`, caller.party.frames, agent.extension);
  await until80(`${agent.extension} hears the client`, agent.frames, caller.number);
}

const guestOf = async (agent: SeatRun) => (await agent.desk?.seat())?.seat.call?.guest;

describe('consult', () => {
  it('completed: agent and colleague talk while the client hears music, then the colleague has her; the first agent goes to ACW, each recording is sealed (field note 28) (field note 42) (field note 43) (field note 58)', async () => {
    const { agent, caller, callId, other, ask, transfer } = await talk();
    expect(await transfer('consult', toSeat('1002'))).toBe('done');
    const pop = await other.until(isKind('pop'), 10_000);
    const ring = await other.until(isKind('ring'), 10_000);
    expect(pop.atMs).toBeLessThanOrEqual(ring.atMs);
    await until80('the colleague hears the agent', other.frames, '1001');
    await until80('the agent hears the colleague', agent.frames, '1002');
    await caller.hearsMusic();
    await untilNot('the client hears nobody', caller.party.frames, '1001');
    expect(await guestOf(agent)).toMatchObject({ kind: 'seat', name: '1002', shape: 'consult' });
    expect(await ask('hold')).toBe('CALL_IN_CONSULT');
    const completedMs = nowMs();
    expect(await ask('complete')).toBe('done');
    await agent.until(isPhase('acw', completedMs), 5_000);
    await talkWith(caller, other);
    await agent.until(isPhase('ready', completedMs), 10_000);
    expect(await ask('hang-up')).toBe('CALL_OVER');
    await talkFor(1_000);
    await caller.hangUp();
    await other.until(isKind('ended'), 5_000);
    const rows = await settledRecordings(hotline, callId);
    expect(rows.map(({ state, seat_id }) => [state, seat_id]).sort()).toEqual([['sealed', 's-1001'], ['sealed', 's-1002']]);
    const facts = await hotline.records.factsOf(caller.number);
    expect(facts.filter(({ kind }) => kind === 'talk-ended')).toMatchObject([{ seatId: 's-1001', by: 'transfer' }, { seatId: 's-1002', by: 'client' }]);
  });

  it('taken back, swapped, in conference: who hears whom', async () => {
    const { agent, caller, other, ask, transfer } = await talk();
    expect(await transfer('consult', toSeat('1002'))).toBe('done');
    await until80('the agent hears the colleague', agent.frames, '1002');
    expect(await ask('swap')).toBe('done');
    await talkWith(caller, agent);
    await untilNot('the colleague hears nobody', other.frames, '1001');
    expect(await ask('conference')).toBe('done');
    await untilPart('the client hears the agent', caller.party.frames, '1001');
    await untilPart('the client hears the colleague', caller.party.frames, '1002');
    await untilPart('the agent hears the client', agent.frames, caller.number);
    await untilPart('the agent hears the colleague', agent.frames, '1002');
    await untilPart('the colleague hears the client', other.frames, caller.number);
    await untilPart('the colleague hears the agent', other.frames, '1001');
    expect(await ask('take-back')).toBe('done');
    await other.until(isKind('ended'), 5_000);
    await talkWith(caller, agent);
  });

  it('a colleague who answers and hangs up within the same moment: client and agent talk on', async () => {
    const { agent, caller, other, transfer } = await talk({ kind: 'answer', afterMs: 0, hangUpAfterMs: 0 });
    expect(await transfer('consult', toSeat('1002'))).toBe('done');
    await other.until(isKind('ended'), 10_000);
    await talkWith(caller, agent);
    await until('the page is told', async () => (await agent.desk?.seat())?.seat.call?.guestOver?.why === 'GUEST_LEFT');
  });
});

describe('handed on unseen', () => {
  it('to a seat: the client hears that it rings, and the colleague\'s number, then her', async () => {
    const { agent, caller, other, transfer } = await talk();
    const sinceMs = nowMs();
    expect(await transfer('blind', toSeat('1002'))).toBe('done');
    await agent.until(isPhase('acw', sinceMs), 5_000);
    await caller.hearsOut('agent.after', 30_000);
    await talkWith(caller, other);
  });

  it('to a seat that does not answer: the queue has her, at the old place, and the seat is not ready', async () => {
    const { caller, other, transfer } = await talk({ kind: 'no-answer' });
    const before = (await hotline.records.liveCallOf(caller.number))?.state.activity;
    expect(await transfer('blind', toSeat('1002'))).toBe('done');
    await other.until(isPhase('not-ready', nowMs()), 20_000);
    await until('she waits', async () => (await hotline.records.liveCallOf(caller.number))?.state.activity.phase !== 'conversation');
    expect((await hotline.records.liveCallOf(caller.number))?.state.activity).toMatchObject({ enteredAt: before?.['enteredAt'] });
  });

  it('to a queue: whoever is ready there takes her', async () => {
    const { caller, other, transfer } = await talk();
    expect(await transfer('blind', { kind: 'queue', queue: 'general' })).toBe('done');
    await caller.hearsOut('agent.after', 30_000);
    await talkWith(caller, other);
  });

  it('to a number outside that is allowed: the carrier answers, the two hear each other; any other number is refused', async () => {
    const { agent, caller, transfer } = await talk(null);
    expect(await transfer('blind', { kind: 'outside', number: '13900139001' })).toBe('TRANSFER_NOT_ALLOWED');
    expect(await transfer('blind', { kind: 'outside', name: 'branch-2' })).toBe('TRANSFER_NOT_ALLOWED');
    const phone = await hotline.phones.client('02161234567', { kind: 'answer', afterMs: 200 }, { voice: voiceOf('02161234567') });
    const sinceMs = nowMs();
    expect(await transfer('blind', { kind: 'outside', name: 'branch-1' })).toBe('done');
    await agent.until(isPhase('acw', sinceMs), 5_000);
    await until80('the client hears the branch', caller.party.frames, '02161234567');
    await caller.hangUp();
    await phone.switchOff();
  });

  it('to a seat that is busy, not ready, or one\'s own: refused with the reason, and the talk goes on', async () => {
    const { agent, caller, other, transfer } = await talk();
    await other.desk?.change({ action: 'not-ready', reason: 'break' });
    expect(await transfer('consult', toSeat('1002'))).toBe('SEAT_NOT_READY');
    expect(await transfer('blind', toSeat('1003'))).toBe('SEAT_SIGNED_OUT');
    expect(await transfer('blind', toSeat('1001'))).toBe('TRANSFER_TO_SELF');
    expect(await transfer('blind', { kind: 'queue', queue: 'nowhere' })).toBe('TRANSFER_UNKNOWN');
    await talkWith(caller, agent);
    const sinceMs = nowMs();
    await caller.hangUp();
    await agent.until(isPhase('acw', sinceMs), 20_000);
    expect(await transfer('blind', toSeat('1002'))).toBe('CALL_OVER');
  });
});
