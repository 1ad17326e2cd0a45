/** A tally in the making: one visit may be open, and a talk with each seat. Lives within tallyCall only. */
import type { CallFact } from '../call/facts.ts';
import type { Consult, Talk, Visit, VisitOutcome } from './visit.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenVisit = Open<Pick<Visit, 'callId' | 'n' | 'queue' | 'enteredAt' | 'presented'>>;
type OpenConsult = Open<Consult> & { readonly consultId: string };
type OpenTalk = Open<Talk> & { heldSince: number | null };

export interface Draft {
  readonly callId: string;
  direction: 'inbound' | 'outbound';
  startedAt: number;
  endedAt: number | null;
  isSelfServed: boolean;
  visit: OpenVisit | null;
  /** Whose phone was lifted for the open visit; they do not hear each other yet. */
  takenBy: string | null;
  readonly visits: Visit[];
  readonly talks: OpenTalk[];
  readonly consults: OpenConsult[];
  readonly recordingIds: string[];
  readonly breaks: string[];
}

export const draftOf = (callId: string, at: number): Draft => ({
  callId, direction: 'inbound', startedAt: at, endedAt: null, isSelfServed: false, visit: null, takenBy: null, visits: [], talks: [], consults: [], recordingIds: [], breaks: [],
});

export function openVisit(draft: Draft, queue: string, at: number): void {
  // The phone that took the call failed before they heard each other: she keeps her place, and it is the same visit.
  const isSame = draft.visit?.queue === queue && draft.takenBy !== null;
  draft.takenBy = null;
  if (isSame) return;
  if (draft.visit !== null) closeVisit(draft, 'flowed-out', at);
  draft.visit = { callId: draft.callId, n: draft.visits.length, queue, enteredAt: at, presented: 0 };
}

export function closeVisit(draft: Draft, outcome: VisitOutcome, at: number, seatId: string | null = null): void {
  if (draft.visit === null) return;
  draft.visits.push({ ...draft.visit, endedAt: at, outcome, seatId });
  draft.visit = null;
  draft.takenBy = null;
}

export function answered(draft: Draft, { seatId, recordingId }: Extract<CallFact, { kind: 'connected' }>, at: number): void {
  const queue = draft.visit?.queue ?? draft.visits.at(-1)?.queue ?? null;
  if (queue === null) draft.breaks.push('connected, and was never queued');
  if (draft.visit === null && draft.visits.at(-1)?.outcome === 'abandoned') draft.breaks.push('connected, and had abandoned');
  if (draft.talks.some((talk) => talk.seatId === seatId && talk.endedAt === null)) draft.breaks.push('connected twice to one seat');
  closeVisit(draft, 'answered', at, seatId);
  draft.recordingIds.push(recordingId);
  draft.talks.push({ callId: draft.callId, n: draft.talks.length, seatId, queue, startedAt: at, endedAt: null, heldMs: 0, endedBy: null, heldSince: null });
}

/** Handed the client by the seat that talked with her: the same visit, a talk of her own. */
export function tookOver(draft: Draft, seatId: string, at: number): void {
  draft.talks.push({ callId: draft.callId, n: draft.talks.length, seatId, queue: draft.visits.at(-1)?.queue ?? null, startedAt: at, endedAt: null, heldMs: 0, endedBy: null, heldSince: null });
}

/** The time stays with the seat that talked, whoever has the call before or after. */
export function talkEnded(draft: Draft, { seatId, by }: Extract<CallFact, { kind: 'talk-ended' }>, at: number): void {
  const talk = draft.talks.findLast((one) => one.seatId === seatId && one.endedAt === null);
  if (talk !== undefined) {
    if (talk.heldSince !== null) talk.heldMs += at - talk.heldSince;
    talk.heldSince = null;
    talk.endedAt = at;
    talk.endedBy = by;
    return;
  }
  if (draft.takenBy !== seatId) draft.breaks.push('a talk ended that had not begun');
  // She left while the agent's number was said: she has spoken with nobody.
  else if (by === 'client' && draft.visit !== null) closeVisit(draft, 'abandoned', at);
}

/** A number outside has a recording of its part too, and no figure: nobody of the firm talks there. */
export function consulted(draft: Draft, { consultId, seatId, recordingId }: Extract<CallFact, { kind: 'consult-answered' }>, at: number): void {
  draft.recordingIds.push(recordingId);
  if (seatId === null) return;
  draft.consults.push({ callId: draft.callId, n: draft.consults.length, seatId, queue: draft.visits.at(-1)?.queue ?? null, startedAt: at, endedAt: null, consultId });
}

export function consultEnded(draft: Draft, { consultId }: Extract<CallFact, { kind: 'consult-ended' }>, at: number): void {
  const consult = draft.consults.find((one) => one.consultId === consultId);
  if (consult !== undefined) consult.endedAt = at;
}
