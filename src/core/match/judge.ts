/** May this seat take this caller? The one place where it is decided: for the offer, for the trace and for `explain`. */
import type { Moment, ReadySeat, WaitingEntry } from './types.ts';

export type No = 'no-skill' | 'series-not-allowed' | 'no-licence' | 'last-agent-first';
export type Verdict = { readonly kind: 'fits'; readonly level: number; readonly hasMissed: boolean } | { readonly kind: 'no'; readonly why: No };

/** A lawful series (I-01), a valid licence where the queue gives advice (F-05), and who talked with the caller last before others. */
export function judge(entry: WaitingEntry, seat: ReadySeat, { at, businessAt }: Moment): Verdict {
  const skill = seat.skills.find((one) => one.queue === entry.queue);
  if (skill === undefined) return { kind: 'no', why: 'no-skill' };
  if (entry.excludeSeries.includes(seat.series)) return { kind: 'no', why: 'series-not-allowed' };
  if (entry.needsLicence && (seat.licensedUntil === null || seat.licensedUntil < businessAt)) return { kind: 'no', why: 'no-licence' };
  const { prefer } = entry;
  if (prefer !== undefined && prefer.isThere && at < prefer.untilAt && prefer.agentId !== seat.agentId && !entry.missedBy.length) return { kind: 'no', why: 'last-agent-first' };
  return { kind: 'fits', level: skill.level, hasMissed: entry.missedBy.includes(seat.seatId) };
}
