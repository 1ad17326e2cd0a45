/** A callback as far as a test of the store wants it: claimed, talked, recorded, sealed. */
import { freshTalk } from '../../src/core/conversation/enter.ts';
import { randomUUID } from 'node:crypto';
import { createAttemptStore } from '../../src/adapters/postgres/attempt-store.ts';
import type { Database } from '../../src/adapters/postgres/pool.ts';
import { createRecordingLedger } from '../../src/adapters/postgres/recording-ledger.ts';
import { at0, callState } from './call-state.ts';
import type { TestDatabase } from './database.ts';
import type { TestSeat } from './firm.ts';

export interface StagedCallback {
  readonly caseId: string;
  readonly attemptId: string;
  readonly callId: string;
  readonly recordingId: string;
}

/** An open case with a claimed attempt at the client's first number. */
export async function stageClaim(test: TestDatabase, clientId: string): Promise<Omit<StagedCallback, 'recordingId'>> {
  const [caseId, attemptId, callId] = [randomUUID(), randomUUID(), randomUUID()];
  const at = new Date(at0);
  await test.query(
    `insert into callback_case (id, client_id, branch_id, kind, state, opened_at, due_at, next_attempt_at) values ($1, $2, 'hq', 'new-account', 'attempting', $3, $3, $3)`, [caseId, clientId, at]);
  await test.query(
    `insert into attempt (id, case_id, attempt_no, number_token, call_id, claimed_at) select $1, $2, 1, token, $3, $4 from client_number where client_id = $5 and rank = 1`,
    [attemptId, caseId, callId, at, clientId]);
  return { caseId, attemptId, callId };
}

/** The call's row as it stands when the agent is there and the phone is about to be dialled. */
export async function stageCallOfSeat(test: TestDatabase, callId: string, seat: TestSeat): Promise<void> {
  const state = callState(callId, {
    direction: 'outbound',
    activity: {
      ...freshTalk, since: at0, phase: 'conversation', entryId: 'e', queue: 'callback', enteredAt: at0, step: 'noting-attempt', bridgeId: null, playbackId: null, seatPlaybackId: null,
      recordingId: `${callId}-r1`, connectedAt: null, offer: { seatId: seat.seatId, extension: seat.extension, reservationId: 'r', channelId: 'c', acwMs: 5_000, endpoint: seat.extension, isPage: false },
    },
  });
  await test.query(`insert into call (call_id, node, epoch, version, state, pending) values ($1, 's1', 1, 1, $2, '[]')`, [callId, JSON.stringify(state)]);
}

export const sha256Of = 'ab'.repeat(32);

export async function sealByHand(test: TestDatabase, recordingId: string): Promise<void> {
  await test.query(`update recording set state = 'sealed', path = 'p', sha256 = $2, frames = 480000, sealed_at = now() where id = $1`, [recordingId, sha256Of]);
}

/** Up to a finished talk with its recording expected; `sealed` seals it too. */
export async function stageCallback(test: TestDatabase, database: Database, ask: { clientId: string; seat: TestSeat; sealed: boolean }): Promise<StagedCallback> {
  const claim = await stageClaim(test, ask.clientId);
  const { caseId, attemptId, callId } = claim;
  await stageCallOfSeat(test, callId, ask.seat);
  const attempts = createAttemptStore(database);
  const recordingId = `${callId}-r1`;
  if (!(await attempts.note(attemptId, { kind: 'dialling' }, at0 + 1))) throw new Error('dialling refused');
  await createRecordingLedger(database).expect({ recordingId, callId, seatId: ask.seat.seatId, caseId, attemptId, at: at0 + 2 });
  await attempts.note(attemptId, { kind: 'answered' }, at0 + 2);
  await attempts.note(attemptId, { kind: 'ended', outcome: 'talked' }, at0 + 60_000);
  if (ask.sealed) await sealByHand(test, recordingId);
  return { ...claim, recordingId };
}
