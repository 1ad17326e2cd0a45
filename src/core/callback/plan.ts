/**
 * What is to be done with a case now. Looked at again after every step, by whoever is woken (a job, the sweeper, a sealed
 * recording): the answer comes from the rows alone, so it does not matter who asks, how often, or what was lost on the way.
 */
import type { AttemptOutcome } from '../call/commands.ts';
import { outcomeOfEvidence, type AttemptEvidence } from '../attempt/settle.ts';
import type { AttemptState } from '../attempt/state.ts';
import { retryOf } from './retry.ts';
import { nextInWindow, type CallbackRules } from './rules.ts';
import type { CancelReason, CaseState } from './state.ts';
import { didRing, numberToDial } from './number.ts';

/** Where the attempt's call is. waiting: no server has taken it yet; over: in the history; nowhere: not found at all. */
export type CallWhereabouts = 'waiting' | 'live' | 'over' | 'nowhere';

export interface AttemptView {
  readonly attemptId: string;
  readonly numberToken: string;
  readonly state: AttemptState;
  /** True clock, epoch ms. */
  readonly claimedAt: number;
  readonly dialledAt: number | null;
  readonly endedAt: number | null;
  readonly call: CallWhereabouts;
  readonly evidence: AttemptEvidence;
  readonly recordings: readonly { readonly recordingId: string; readonly state: 'expected' | 'sealed' | 'missing'; readonly agentId: string | null }[];
}

export interface CaseView {
  readonly caseId: string;
  readonly state: CaseState;
  /** The client's numbers, best first. */
  readonly numbers: readonly string[];
  /** In the order they were made; the last one is the case's attempt while it is `attempting`. */
  readonly attempts: readonly AttemptView[];
  /** Business time; absent: it is never too late (a deadline that was missed is worked off all the same). */
  readonly expiresAt?: number;
}

export interface Now {
  readonly at: number;
  readonly businessAt: number;
}

export type WaitReason = 'outside-window' | 'too-early' | 'attempt-runs' | 'call-not-over' | 'call-lost' | 'recording-not-sealed';

export type CasePlan =
  | { readonly kind: 'claim'; readonly attemptNo: number; readonly numberToken: string }
  /** Nothing now; look again after so long. */
  | { readonly kind: 'wait'; readonly forMs: number; readonly why: WaitReason }
  /** The claim is taken back before any server has it. */
  | { readonly kind: 'withdraw'; readonly attemptId: string }
  | { readonly kind: 'settle'; readonly attemptId: string; readonly outcome: AttemptOutcome }
  | { readonly kind: 'complete'; readonly attemptId: string; readonly agentId: string }
  | { readonly kind: 'try-again'; readonly attemptId: string; readonly nextAttemptAt: number; readonly why: AttemptOutcome | 'recording-missing' }
  | { readonly kind: 'put-off'; readonly nextAttemptAt: number }
  | { readonly kind: 'cancel'; readonly reason: CancelReason }
  | { readonly kind: 'over' };

const LOOK_AGAIN_MS = 30_000;
/** Two readings of two clocks are never the same to the millisecond. */
const CLOCKS_DIFFER_MS = 1_000;
const isSame = (oneAt: number, otherAt: number): boolean => Math.abs(oneAt - otherAt) <= CLOCKS_DIFFER_MS;
const wait = (forMs: number, why: WaitReason): CasePlan => ({ kind: 'wait', forMs, why });

export function planCase(view: CaseView, now: Now, rules: CallbackRules): CasePlan {
  switch (view.state.phase) {
    case 'pending':
    case 'attempting':
      return planOpen(view, view.state, { now, rules });
    case 'completed':
    case 'reviewed':
    case 'cancelled':
      return { kind: 'over' };
    default:
      return view.state satisfies never;
  }
}

type OpenState = Extract<CaseState, { phase: 'pending' | 'attempting' }>;
interface By {
  readonly now: Now;
  readonly rules: CallbackRules;
}

function planOpen(view: CaseView, state: OpenState, by: By): CasePlan {
  // Of any attempt: a recording that was found late proves a talk after all, and nobody is called twice for it.
  const proven = view.attempts.map(proofOf).find((proof) => proof !== null);
  if (proven !== undefined) return { kind: 'complete', ...proven };
  const last = view.attempts.at(-1);
  if (last === undefined) return state.phase === 'pending' ? planFirst(view, state.nextAttemptAt, by) : wait(LOOK_AGAIN_MS, 'call-lost');
  const open = planLast(last, by);
  if (open !== null) return open;
  const { nextAttemptAt, why } = againAfter(view, last, by);
  if (state.phase === 'attempting') return { kind: 'try-again', attemptId: last.attemptId, nextAttemptAt, why };
  const over = planEnd(view, by);
  if (over !== null) return over;
  // The time follows from the last attempt; the row's is only what the sweeper looks for.
  if (nextAttemptAt > by.now.businessAt && !isSame(nextAttemptAt, state.nextAttemptAt)) return { kind: 'put-off', nextAttemptAt };
  return planDial(view, { nextAttemptAt, notedAt: state.nextAttemptAt }, by);
}

function planFirst(view: CaseView, nextAttemptAt: number, by: By): CasePlan {
  return planEnd(view, by) ?? planDial(view, { nextAttemptAt, notedAt: nextAttemptAt }, by);
}

/** Enough is enough. */
function planEnd(view: CaseView, { now, rules }: By): CasePlan | null {
  if (view.expiresAt !== undefined && view.expiresAt <= now.businessAt) return { kind: 'cancel', reason: 'expired' };
  if (numberToDial(view.numbers, view.attempts) === null) return { kind: 'cancel', reason: 'no-valid-number' };
  if (view.attempts.filter(didRing).length >= rules.maxDials) return { kind: 'cancel', reason: 'not-reached' };
  return view.attempts.length >= rules.maxAttempts ? { kind: 'cancel', reason: 'gave-up' } : null;
}

function planDial(view: CaseView, { nextAttemptAt, notedAt }: { nextAttemptAt: number; notedAt: number }, { now, rules }: By): CasePlan {
  if (nextAttemptAt > now.businessAt) return wait(nextAttemptAt - now.businessAt, 'too-early');
  // The window is looked at here, at dispatch, whatever was planned.
  const opensAt = nextInWindow(rules.window, now.businessAt);
  if (opensAt > now.businessAt) return isSame(opensAt, notedAt) ? wait(opensAt - now.businessAt, 'outside-window') : { kind: 'put-off', nextAttemptAt: opensAt };
  const numberToken = numberToDial(view.numbers, view.attempts);
  return numberToken === null ? { kind: 'cancel', reason: 'no-valid-number' } : { kind: 'claim', attemptNo: view.attempts.length + 1, numberToken };
}

/** What the last attempt still has to say before anybody is dialled again; null: nothing. */
function planLast(attempt: AttemptView, by: By): CasePlan | null {
  if (attempt.state.phase !== 'ended') return planLive(attempt, by);
  if (attempt.state.outcome === 'talked') return planTalked(attempt, by);
  if (attempt.state.outcome !== 'unknown') return null;
  if (attempt.call === 'live' || attempt.call === 'waiting') return wait(LOOK_AGAIN_MS, 'call-not-over');
  const outcome = outcomeOfEvidence(attempt.evidence);
  return outcome === 'unknown' ? null : { kind: 'settle', attemptId: attempt.attemptId, outcome };
}

/** The ledger says it goes on. Is there still a call behind it? */
function planLive(attempt: AttemptView, { now, rules }: By): CasePlan {
  const { attemptId } = attempt;
  switch (attempt.call) {
    case 'live':
      return wait(LOOK_AGAIN_MS, 'attempt-runs');
    case 'waiting': {
      const leftMs = attempt.claimedAt + rules.claimPatienceMs - now.at;
      return leftMs > 0 ? wait(leftMs, 'attempt-runs') : { kind: 'withdraw', attemptId };
    }
    case 'over':
      return { kind: 'settle', attemptId, outcome: outcomeOfEvidence(attempt.evidence) };
    case 'nowhere': {
      const leftMs = attempt.claimedAt + rules.lostCallGraceMs - now.at;
      return leftMs > 0 ? wait(leftMs, 'call-lost') : { kind: 'settle', attemptId, outcome: outcomeOfEvidence(attempt.evidence) };
    }
    default:
      return attempt.call satisfies never;
  }
}

/** A talk counts when its recording is sealed (E-02); without any recording it has to be held again. */
function planTalked(attempt: AttemptView, { now, rules }: By): CasePlan | null {
  if (attempt.recordings.some((recording) => recording.state === 'expected')) return wait(LOOK_AGAIN_MS, 'recording-not-sealed');
  if (attempt.call === 'live' || attempt.call === 'waiting') return wait(LOOK_AGAIN_MS, 'call-not-over');
  // The ledger's expectation is owed by the call until it is written; it may come a moment after the end.
  const leftMs = (attempt.endedAt ?? attempt.claimedAt) + rules.lostCallGraceMs - now.at;
  return attempt.recordings.length === 0 && leftMs > 0 ? wait(leftMs, 'recording-not-sealed') : null;
}

function proofOf(attempt: AttemptView): { attemptId: string; agentId: string } | null {
  if (attempt.state.phase !== 'ended' || attempt.state.outcome !== 'talked') return null;
  const agentId = attempt.recordings.find((recording) => recording.state === 'sealed' && recording.agentId !== null)?.agentId ?? null;
  return agentId === null ? null : { attemptId: attempt.attemptId, agentId };
}

function againAfter(view: CaseView, last: AttemptView, { now, rules }: By): { nextAttemptAt: number; why: AttemptOutcome | 'recording-missing' } {
  const outcome = last.state.phase === 'ended' ? last.state.outcome : 'unknown';
  const why = outcome === 'talked' ? 'recording-missing' : outcome;
  const endedBusinessAt = (last.endedAt ?? now.at) + (now.businessAt - now.at);
  const notDialledInRow = view.attempts.length - 1 - view.attempts.findLastIndex((one) => one.dialledAt !== null);
  const dials = view.attempts.filter(didRing).length;
  return { nextAttemptAt: retryOf({ why, wasDialled: last.dialledAt !== null, dials, notDialledInRow, endedBusinessAt }, rules), why };
}
