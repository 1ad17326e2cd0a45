/**
 * A decision as it is kept for the routing trace: what was known, small enough for a row of a few hundred bytes. It holds the input,
 * not the answer's reasons: `tell` finds those again with the functions that decided, so the two cannot differ.
 */
import { byRank, choose } from './choose.ts';
import { judge, type No } from './judge.ts';
import type { MatchInput, ReadySeat, WaitingEntry } from './types.ts';

/** So many seats are kept of one decision, the best first and the chosen one always; `more` counts the others. */
const KEPT_SEATS = 12;
/** Callers whose turn was earlier and who got no seat: they are what a later one seems to have passed. */
const KEPT_AHEAD = 6;

/** [seat, level (0: none), ready since, series, licence until, is the last agent's, was taken by a caller before her]. */
export type KeptSeat = readonly [string, number, number, ReadySeat['series'], number | null, 0 | 1, 0 | 1];

export interface Decision {
  readonly at: number;
  readonly businessAt: number;
  readonly entry: WaitingEntry;
  readonly seatId: string;
  readonly seats: readonly KeptSeat[];
  readonly more: number;
  /** Call, queue, and why the chosen seat could not take her. */
  readonly ahead: readonly (readonly [string, string, No])[];
}

interface Deciding {
  readonly input: MatchInput;
  readonly entry: WaitingEntry;
  readonly seat: ReadySeat;
  readonly line: readonly ReadySeat[];
  readonly from: number;
  readonly isTaken: (seatId: string) => boolean;
  readonly left: readonly WaitingEntry[];
}

export function decisionOf({ input, entry, seat, line, from, isTaken, left }: Deciding): Decision {
  const { at, businessAt } = input;
  const kept = new Map<string, KeptSeat>([[seat.seatId, keptSeat(entry, seat, false)]]);
  const keep = (one: ReadySeat): void => {
    if (kept.size < KEPT_SEATS && !kept.has(one.seatId)) kept.set(one.seatId, keptSeat(entry, one, isTaken(one.seatId)));
  };
  for (let n = from; n < line.length && kept.size < KEPT_SEATS; n += 1) if (line[n] !== undefined) keep(line[n] as ReadySeat);
  for (const one of input.seats) {
    if (kept.size >= KEPT_SEATS) break;
    keep(one);
  }
  const ahead: (readonly [string, string, No])[] = [];
  for (const one of left) {
    if (ahead.length >= KEPT_AHEAD) break;
    const verdict = judge(one, seat, input);
    if (verdict.kind === 'no') ahead.push([one.callId, one.queue, verdict.why]);
  }
  return { at, businessAt, entry, seatId: seat.seatId, seats: [...kept.values()], more: input.seats.length - kept.size, ahead };
}

function keptSeat(entry: WaitingEntry, seat: ReadySeat, isTaken: boolean): KeptSeat {
  const level = seat.skills.find(({ queue }) => queue === entry.queue)?.level ?? 0;
  return [seat.seatId, level, seat.readySince, seat.series, seat.licensedUntil, seat.agentId === entry.prefer?.agentId ? 1 : 0, isTaken ? 1 : 0];
}

function seatOf({ entry }: Decision, [seatId, level, readySince, series, licensedUntil, isLast]: KeptSeat): ReadySeat {
  const skills = level === 0 ? [] : [{ queue: entry.queue, level }];
  return { seatId, agentId: isLast === 1 ? (entry.prefer?.agentId ?? '') : '', extension: '', series, skills, readySince, version: 0, licensedUntil };
}

/** The seat again, from nothing but what was kept. */
export function decideAgain(decision: Decision): string | null {
  const { entry, at, businessAt } = decision;
  const taken = new Set(decision.seats.flatMap(([seatId, , , , , , isTaken]) => (isTaken === 1 ? [seatId] : [])));
  const line = decision.seats.map((kept) => seatOf(decision, kept)).filter(({ skills }) => skills.length > 0).sort(byRank(entry.queue));
  return choose(entry, line, { isTaken: (seatId) => taken.has(seatId), at, businessAt })?.seatId ?? null;
}

export interface ToldSeat {
  readonly seatId: string;
  readonly level: number | null;
  readonly readySince: number;
  readonly result: 'chosen' | 'taken-by-earlier' | 'missed-before' | 'ranked-lower' | No;
}

/** Each seat that is kept, and why it was chosen or was not. */
export function tellDecision(decision: Decision): readonly ToldSeat[] {
  return decision.seats.map((kept) => {
    const [seatId, level, readySince, , , , isTaken] = kept;
    const verdict = judge(decision.entry, seatOf(decision, kept), decision);
    const passed = verdict.kind === 'no' ? verdict.why : isTaken === 1 ? 'taken-by-earlier' : verdict.hasMissed ? 'missed-before' : 'ranked-lower';
    return { seatId, level: level === 0 ? null : level, readySince, result: seatId === decision.seatId ? 'chosen' : passed };
  });
}
