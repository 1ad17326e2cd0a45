/** Carries out one plan of core/callback. 'again': done, the case can be looked at once more; else when to come back. */
import { stepAttempt } from '../../core/attempt/step.ts';
import type { CasePlan } from '../../core/callback/plan.ts';
import { EXCLUDED_SERIES, type CallbackRules } from '../../core/callback/rules.ts';
import type { CaseEvent } from '../../core/callback/state.ts';
import { stepCase } from '../../core/callback/step.ts';
import type { Clock } from '../clock.ts';
import { uuidV7 } from '../ids.ts';
import type { Log } from '../log.ts';
import type { JobQueue, Wakeups } from '../ports.ts';
import type { CaseDetails, CaseStore, ClaimResult } from './ports.ts';

export interface ProgressDeps {
  readonly cases: CaseStore;
  readonly jobs: JobQueue;
  readonly wakeups: Wakeups;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: CallbackRules;
  /** Queue in which attempts wait for a seat. */
  readonly queue: string;
  /** Shown to the client as the caller: the hotline's own number. */
  readonly callerDnis: string;
}

/** over: nothing will come of itself any more. later: look again after so long. */
export type Progress = { readonly kind: 'over' } | { readonly kind: 'later'; readonly forMs: number };
type Performed = Progress | 'again';
type Plan<K extends CasePlan['kind']> = Extract<CasePlan, { kind: K }>;
type MoveEvent = Extract<CaseEvent, { kind: 'try-again' | 'put-off' | 'cancelled' }>;

export const later = (forMs: number): Progress => ({ kind: 'later', forMs });
/** The longest a job is planned ahead: clocks can be set and rules changed, so the case is looked at again. */
export const MAX_AHEAD_MS = 3_600_000;
const AFTER_LOST_MS = 1_000;
const waitAfterClaim: Readonly<Record<Exclude<ClaimResult, 'claimed'>, number>> = {
  lost: AFTER_LOST_MS, 'number-busy': 5 * 60_000, 'no-server': 10_000, 'enough-waiting': 15_000,
};

/** false: somebody else moved the row, which is as good: look again. */
const moved = async (step: Promise<boolean>): Promise<Performed> => ((await step) ? 'again' : later(AFTER_LOST_MS));

export async function performPlan(deps: ProgressDeps, found: CaseDetails, plan: CasePlan): Promise<Performed> {
  const { caseId } = found;
  switch (plan.kind) {
    case 'over':
      return { kind: 'over' };
    case 'wait':
      askForSeal(deps, found);
      return later(Math.min(plan.forMs, MAX_AHEAD_MS));
    case 'claim':
      return claim(deps, found, plan);
    case 'complete':
      return complete(deps, caseId, plan);
    case 'withdraw':
      deps.log.warn({ caseId, attemptId: plan.attemptId }, 'no server took the attempt, it is withdrawn');
      return moved(deps.cases.withdraw(plan.attemptId, deps.clock.now()));
    case 'settle':
      return settle(deps, found, plan);
    case 'try-again':
      return move(deps, found, { event: { kind: 'try-again', attemptId: plan.attemptId, nextAttemptAt: plan.nextAttemptAt }, why: plan.why });
    case 'put-off':
      return move(deps, found, { event: plan, why: 'not-now' });
    case 'cancel':
      return move(deps, found, { event: { kind: 'cancelled', reason: plan.reason }, why: plan.reason });
    default:
      return plan satisfies never;
  }
}

async function claim(deps: ProgressDeps, { caseId, kept }: CaseDetails, plan: Plan<'claim'>): Promise<Performed> {
  const at = deps.clock.now();
  const attemptId = uuidV7(at);
  const callId = uuidV7(at);
  const { attemptNo, numberToken } = plan;
  const { callerDnis } = deps;
  const queue = kept?.queue ?? deps.queue;
  const result = await deps.cases.claim({ caseId, attemptId, callId, at, attemptNo, numberToken, queue, excludeSeries: EXCLUDED_SERIES, callerDnis, ...(kept === undefined ? {} : { kept }) });
  deps.log.info({ caseId, attemptId, callId, attemptNo, result }, 'attempt claim');
  if (result !== 'claimed') return later(waitAfterClaim[result]);
  deps.wakeups.send('inbox', callId);
  return 'again';
}

async function complete({ cases, clock, log }: ProgressDeps, caseId: string, { attemptId, agentId }: Plan<'complete'>): Promise<Performed> {
  const result = await cases.complete({ caseId, attemptId, agentId, at: clock.now() });
  switch (result.kind) {
    case 'completed':
      log.info({ caseId, attemptId }, 'callback completed');
      return 'again';
    case 'lost':
      return later(AFTER_LOST_MS);
    case 'refused':
      log.error({ caseId, attemptId, code: result.code }, 'the database refused to complete a callback');
      return later(MAX_AHEAD_MS);
    default:
      return result satisfies never;
  }
}

async function settle({ cases, clock, log }: ProgressDeps, found: CaseDetails, { attemptId, outcome }: Plan<'settle'>): Promise<Performed> {
  const from = found.attempts.find((attempt) => attempt.attemptId === attemptId)?.state;
  if (from === undefined || 'refused' in stepAttempt(from, { kind: 'settled', outcome })) {
    log.error({ caseId: found.caseId, attemptId }, 'an attempt cannot be settled');
    return later(MAX_AHEAD_MS);
  }
  log.info({ caseId: found.caseId, attemptId, outcome }, 'attempt settled by its facts');
  return moved(cases.settle({ attemptId, from, outcome, at: clock.now() }));
}

async function move({ cases, clock, log }: ProgressDeps, { caseId, state: from }: CaseDetails, { event, why }: { event: MoveEvent; why: string }): Promise<Performed> {
  const stepped = stepCase(from, event);
  const isOpen = from.phase === 'pending' || from.phase === 'attempting';
  if ('refused' in stepped || !isOpen || (stepped.state.phase !== 'pending' && stepped.state.phase !== 'cancelled')) {
    log.error({ caseId, from: from.phase, event: event.kind }, 'a plan does not fit its case');
    return later(MAX_AHEAD_MS);
  }
  log.info({ caseId, event: event.kind, why }, 'case moved');
  return moved(cases.move({ caseId, from, to: stepped.state, why, at: clock.now() }));
}

/** The talk is over and its recording not sealed: the call asked for that already; asking twice costs nothing. */
function askForSeal({ jobs }: ProgressDeps, found: CaseDetails): void {
  for (const attempt of found.attempts) {
    if (attempt.state.phase !== 'ended' || attempt.state.outcome !== 'talked') continue;
    for (const { recordingId, state } of attempt.recordings) {
      if (state === 'expected') jobs.add({ name: 'seal-recording', id: recordingId }).catch(() => undefined);
    }
  }
}
