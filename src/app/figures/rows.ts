/** A call's facts to the rows that are kept of it. */
import { tallyCall } from '../../core/metrics/tally.ts';
import { classOf, waitOf, type Thresholds } from '../../core/metrics/thresholds.ts';
import type { CallTally } from '../../core/metrics/visit.ts';
import type { CallFacts, CallRows } from './ports.ts';

/** null: it has not ended. */
export function rowsOf({ callId, facts, acwMs }: CallFacts, thresholds: readonly Thresholds[], tally: CallTally = tallyCall(callId, facts)): CallRows | null {
  const { startedAt, endedAt, direction, served, visits, talks, consults } = tally;
  if (endedAt === null) return null;
  const lastWith = new Map(talks.map((talk) => [talk.seatId, talk.n]));
  return {
    callId, startedAt, endedAt, direction, served,
    // A callback waits for a seat, nobody waits in it.
    visits: direction === 'outbound' ? [] : visits.map((visit) => ({
      callId, n: visit.n, queue: visit.queue, enteredAt: visit.enteredAt, class: classOf(visit, thresholds), waitedMs: waitOf(visit), presented: visit.presented, seatId: visit.seatId,
    })),
    talks: talks.map(({ n, seatId, queue, startedAt: talkedFrom, endedAt: talkedTo, heldMs }) => ({
      callId, n, seatId, queue, direction, startedAt: talkedFrom, talkMs: Math.max(0, (talkedTo ?? endedAt) - talkedFrom - heldMs), holdMs: heldMs,
      // One work after the call, however often the seat had it.
      acwMs: lastWith.get(seatId) === n ? acwMs.get(seatId) ?? (acwMs.has(seatId) ? null : 0) : 0,
    })),
    consults: consults.map(({ n, seatId, queue, startedAt: askedIn, endedAt: over }) => ({ callId, n, seatId, queue, startedAt: askedIn, talkMs: Math.max(0, (over ?? endedAt) - askedIn) })),
  };
}
