/** Sums that must hold over any period, and the call or seat that breaks one. Checked each night and by `./hotline figures check`. */
import { seatSlices, signedInMs, type SeatMove } from './seat-time.ts';
import type { CallTally } from './visit.ts';

export type Identity = 'calls-add-up' | 'seat-time-adds-up' | 'recordings-add-up';

/** `callId` null: no call, a seat. */
export interface IdentityBreak {
  readonly identity: Identity;
  readonly callId: string | null;
  readonly seatId: string | null;
  readonly what: string;
}

/** A recording's state in the ledger; due: it may still be sealed. */
export type LedgerState = 'present' | 'missing' | 'due';

export interface CallEvidence {
  /** Of the recordings that stand in the ledger for this call. */
  readonly ledger: ReadonlyMap<string, LedgerState>;
  /** A row of the call is alive: it may be without an end. */
  readonly isLive: boolean;
  /** Nothing of it can be under way any more: what is due is missing. */
  readonly isLongOver: boolean;
}

export function breaksOfCall(tally: CallTally, { ledger, isLive, isLongOver }: CallEvidence): IdentityBreak[] {
  const { callId } = tally;
  const of = (identity: Identity, what: string): IdentityBreak => ({ identity, callId, seatId: null, what });
  const breaks = tally.breaks.map((what) => of('calls-add-up', what));
  if (tally.endedAt === null && !isLive) breaks.push(of('calls-add-up', 'has no end, and is not alive'));
  for (const recordingId of tally.recordingIds) if (!ledger.has(recordingId)) breaks.push(of('recordings-add-up', `recording ${recordingId} is required and was never expected`));
  for (const [recordingId, state] of ledger) if (state === 'due' && isLongOver) breaks.push(of('recordings-add-up', `recording ${recordingId} is neither sealed nor known to be missing`));
  return breaks;
}

/** `moves` of one seat in order, the last one before the period first. */
export function breaksOfSeat(seatId: string, moves: readonly SeatMove[], period: { from: number; to: number }): IdentityBreak[] {
  const of = (what: string, callId: string | null = null): IdentityBreak => ({ identity: 'seat-time-adds-up', callId, seatId, what });
  const breaks = moves.flatMap((move, index): IdentityBreak[] => {
    const before = moves[index - 1];
    if (before === undefined) return [];
    if (move.seq !== before.seq + 1) return [of(`${move.seq - before.seq - 1} moves are missing before number ${move.seq}`, move.callId ?? before.callId)];
    return move.at < before.at ? [of(`move ${move.seq} is earlier than the one before it`, move.callId ?? before.callId)] : [];
  });
  const sum = seatSlices(moves, period).reduce((total, slice) => total + slice.to - slice.from, 0);
  const signedIn = signedInMs(moves, period);
  return sum === signedIn ? breaks : [...breaks, of(`states add up to ${sum} ms, signed in were ${signedIn} ms`)];
}
