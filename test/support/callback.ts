/** A callback as far as a test wants it: opened, claimed, talked, recorded, sealed. */
import { randomUUID } from 'node:crypto';
import { createAttemptStore } from '../../src/adapters/postgres/attempt-store.ts';
import { createCallbackStore } from '../../src/adapters/postgres/callback-store.ts';
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

export const claimOf = (caseId: string, attemptId: string = randomUUID(), callId: string = randomUUID()) =>
  ({ caseId, attemptId, callId, node: 's1', queue: 'callback', excludeSeries: ['marketing'], callerDnis: '95500', at: at0 });

export const openCase = async (database: Database, clientId: string): Promise<string> => {
  const caseId = randomUUID();
  await createCallbackStore(database).open({ caseId, clientId, kind: 'new-account', at: at0, dueAt: at0 + 86_400_000 });
  return caseId;
};

/** The call's row as it stands when the agent is there and the phone is about to be dialled. */
export async function stageCallOfSeat(test: TestDatabase, callId: string, seat: TestSeat): Promise<void> {
  const state = callState(callId, {
    direction: 'outbound',
    activity: {
      phase: 'conversation', entryId: 'e', queue: 'callback', enteredAt: at0, step: 'noting-attempt', bridgeId: null, playbackId: null, seatPlaybackId: null,
      recordingId: `${callId}-r1`, connectedAt: null, offer: { seatId: seat.seatId, extension: seat.extension, reservationId: 'r', channelId: 'c', acwMs: 5_000 },
    },
  });
  await test.query(`insert into call (call_id, node, epoch, version, state, pending) values ($1, 's1', 1, 1, $2, '[]')`, [callId, JSON.stringify(state)]);
}

export const sha256Of = 'ab'.repeat(32);

/** Up to a finished talk with its recording expected; `sealed` seals it too. */
export async function stageCallback(test: TestDatabase, database: Database, ask: { clientId: string; seat: TestSeat; sealed: boolean }): Promise<StagedCallback> {
  const caseId = await openCase(database, ask.clientId);
  const claim = claimOf(caseId);
  const { attemptId, callId } = claim;
  const answer = await createCallbackStore(database).claim(claim);
  if (answer.kind !== 'claimed') throw new Error(answer.code);
  await stageCallOfSeat(test, callId, ask.seat);
  const attempts = createAttemptStore(database);
  const ledger = createRecordingLedger(database);
  const recordingId = `${callId}-r1`;
  if (!(await attempts.note(attemptId, { kind: 'dialling' }, at0 + 1))) throw new Error('dialling refused');
  await ledger.expect({ recordingId, callId, seatId: ask.seat.seatId, caseId, attemptId, at: at0 + 2 });
  await attempts.note(attemptId, { kind: 'answered' }, at0 + 2);
  await attempts.note(attemptId, { kind: 'ended', outcome: 'talked' }, at0 + 60_000);
  if (ask.sealed) await ledger.seal({ recordingId, path: `2026/11/23/${recordingId}`, sha256: sha256Of, frames: 480_000, at: at0 + 61_000 });
  return { caseId, attemptId, callId, recordingId };
}
