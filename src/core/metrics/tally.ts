/**
 * The facts of one call, in order, to its visits and talks. A fact kind that nobody thought of here does not compile; it gets a
 * cell, or the word `ignore`.
 */
import type { CallFact } from '../call/facts.ts';
import { answered, closeVisit, consultEnded, consulted, draftOf, openVisit, talkEnded, tookOver, type Draft } from './draft.ts';
import type { CallTally } from './visit.ts';

export interface TimedFact {
  readonly at: number;
  readonly fact: CallFact;
}

type Cell<F> = (draft: Draft, fact: F, at: number) => void;
type FactTable = { readonly [K in CallFact['kind']]: Cell<Extract<CallFact, { kind: K }>> | 'ignore' };

const leftVisit = (outcome: 'flowed-out' | 'callback') => (draft: Draft, _fact: unknown, at: number): void => {
  if (draft.visit !== null) closeVisit(draft, outcome, at);
};

const factTable: FactTable = {
  'call-arrived': (draft, fact, at) => {
    draft.direction = fact.direction;
    draft.startedAt = at;
  },
  'flow-entered': 'ignore',
  'node-entered': 'ignore',
  'no-input': 'ignore',
  'no-match': 'ignore',
  'looked-up': (draft, fact) => {
    if (fact.result === 'found') draft.isSelfServed = true;
  },
  'nothing-found': 'ignore',
  authenticated: 'ignore',
  'language-chosen': 'ignore',
  'ivr-limit-reached': 'ignore',
  'message-left': (draft) => {
    draft.isSelfServed = true;
  },
  'message-empty': 'ignore',
  transferred: 'ignore',
  'client-identified': 'ignore',
  'caller-queued': (draft, fact, at) => openVisit(draft, fact.queue, at),
  'wait-told': 'ignore',
  overflowed: leftVisit('flowed-out'),
  'waiting-key': (draft, fact, at) => {
    if (fact.act !== 'keep-place') leftVisit('flowed-out')(draft, fact, at);
  },
  'place-kept': leftVisit('callback'),
  'place-not-kept': 'ignore',
  'seat-offered': (draft) => {
    if (draft.visit !== null) draft.visit.presented += 1;
  },
  'ring-started': 'ignore',
  'ring-missed': 'ignore',
  'ring-failed': 'ignore',
  'seat-answered': (draft, fact) => {
    draft.takenBy = fact.seatId;
  },
  'client-dialled': 'ignore',
  'client-answered': 'ignore',
  connected: (draft, fact, at) => answered(draft, fact, at),
  'recording-gap': 'ignore',
  abandoned: (draft, _fact, at) => {
    if (draft.visit === null) draft.breaks.push('abandoned, and was not waiting');
    else closeVisit(draft, 'abandoned', at);
  },
  held: (draft, fact, at) => {
    const talk = draft.talks.findLast((one) => one.seatId === fact.seatId && one.endedAt === null);
    if (talk !== undefined) talk.heldSince = at;
  },
  retrieved: (draft, fact) => {
    const talk = draft.talks.findLast((one) => one.seatId === fact.seatId && one.endedAt === null);
    if (talk === undefined) return;
    talk.heldMs += fact.heldMs;
    talk.heldSince = null;
  },
  muted: 'ignore',
  unmuted: 'ignore',
  'keys-sent': 'ignore',
  'check-started': 'ignore',
  'check-ended': 'ignore',
  'seat-away': 'ignore',
  'seat-back': 'ignore',
  'seat-leg-lost': 'ignore',
  'talk-ended': (draft, fact, at) => talkEnded(draft, fact, at),
  'consult-asked': 'ignore',
  'consult-answered': consulted,
  'consult-ended': consultEnded,
  'conference-started': 'ignore',
  swapped: 'ignore',
  // Who was consulted, or took over, has the call from now on; a seat that rings for it is told by `connected`.
  'transferred-to-seat': (draft, fact, at) => {
    if (fact.how === 'consult' || fact.how === 'taken-over') tookOver(draft, fact.seatId, at);
  },
  'monitor-started': 'ignore',
  'monitor-changed': 'ignore',
  'monitor-ended': 'ignore',
  'outside-answered': 'ignore',
  'outside-ended': 'ignore',
  'attempt-ended': 'ignore',
  fault: 'ignore',
  resumed: 'ignore',
  'call-ended': (draft, _fact, at) => {
    if (draft.endedAt !== null) draft.breaks.push('ended twice');
    if (draft.visit !== null) closeVisit(draft, 'flowed-out', at);
    if (draft.talks.some((talk) => talk.endedAt === null)) draft.breaks.push('ended, and a talk of it did not');
    if (draft.consults.some((consult) => consult.endedAt === null)) draft.breaks.push('ended, and a consult of it did not');
    draft.endedAt = at;
  },
};

export function tallyCall(callId: string, facts: readonly TimedFact[]): CallTally {
  const draft = draftOf(callId, facts[0]?.at ?? 0);
  for (const { at, fact } of facts) {
    // A fact of a newer program has no cell here.
    const cell = Object.hasOwn(factTable, fact.kind) ? (factTable[fact.kind] as Cell<CallFact> | 'ignore') : 'ignore';
    if (cell !== 'ignore') cell(draft, fact, at);
  }
  if (!facts.some(({ fact }) => fact.kind === 'call-arrived')) draft.breaks.push('never arrived');
  const { direction, startedAt, endedAt, talks, consults, breaks, recordingIds } = draft;
  const visits = [...draft.visits, ...(draft.visit === null ? [] : [{ ...draft.visit, endedAt: null, outcome: 'waiting' as const, seatId: null }])];
  return {
    callId, direction, startedAt, endedAt, breaks, recordingIds, visits,
    served: talks.length > 0 ? 'talked' : draft.isSelfServed && visits.length === 0 ? 'self-served' : 'not-served',
    talks: talks.map(({ heldSince: _, ...talk }) => talk),
    consults: consults.map(({ consultId: _, ...consult }) => consult),
  };
}
