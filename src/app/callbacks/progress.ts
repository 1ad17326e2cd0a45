/**
 * Brings a case as far as it can go now: look, decide (core/callback/plan.ts), do, look again. Whoever wakes it and how often
 * does not matter; two at once are told apart by the store, where every change says from what it starts.
 */
import { planCase, type CasePlan } from '../../core/callback/plan.ts';
import { EXCLUDED_SERIES, type CallbackRules } from '../../core/callback/rules.ts';
import { stepAttempt } from '../../core/attempt/step.ts';
import type { CaseEvent } from '../../core/callback/state.ts';
import { stepCase } from '../../core/callback/step.ts';
import type { Clock } from '../clock.ts';
import { uuidV7 } from '../ids.ts';
import type { Log } from '../log.ts';
import type { JobQueue, Wakeups } from '../ports.ts';
import type { CaseDetails, CaseStore } from './ports.ts';

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

type MoveEvent = Extract<CaseEvent, { kind: 'try-again' | 'put-off' | 'cancelled' }>;

const later = (forMs: number): Progress => ({ kind: 'later', forMs });
/** A case takes three or four; more would be a circle. */
const MAX_STEPS = 12;
const AFTER_LOST_MS = 1_000;
const NO_SERVER_MS = 10_000;
const ENOUGH_WAITING_MS = 15_000;
const NUMBER_BUSY_MS = 5 * 60_000;
/** The longest a job is planned ahead: clocks can be set and rules changed, so the case is looked at again. */
const MAX_AHEAD_MS = 3_600_000;

export type ProgressCase = (caseId: string) => Promise<Progress>;

export function createProgressCase(deps: ProgressDeps): ProgressCase {
  const { cases, log } = deps;

  const claim = async (found: CaseDetails, plan: Extract<CasePlan, { kind: 'claim' }>): Promise<Progress | 'again'> => {
    const at = deps.clock.now();
    const attemptId = uuidV7(at);
    const callId = uuidV7(at);
    const { caseId } = found;
    const result = await cases.claim({
      caseId, attemptId, callId, at, attemptNo: plan.attemptNo, numberToken: plan.numberToken,
      queue: deps.queue, excludeSeries: EXCLUDED_SERIES, callerDnis: deps.callerDnis,
    });
    log.info({ caseId, attemptId, callId, attemptNo: plan.attemptNo, result }, 'attempt claim');
    switch (result) {
      case 'claimed':
        deps.wakeups.send('inbox', callId);
        return 'again';
      case 'lost':
        return later(AFTER_LOST_MS);
      case 'number-busy':
        return later(NUMBER_BUSY_MS);
      case 'no-server':
        return later(NO_SERVER_MS);
      case 'enough-waiting':
        return later(ENOUGH_WAITING_MS);
      default:
        return result satisfies never;
    }
  };

  const complete = async (caseId: string, plan: Extract<CasePlan, { kind: 'complete' }>): Promise<Progress | 'again'> => {
    const result = await cases.complete({ caseId, attemptId: plan.attemptId, agentId: plan.agentId, at: deps.clock.now() });
    if (result.kind === 'completed') {
      log.info({ caseId, attemptId: plan.attemptId }, 'callback completed');
      return 'again';
    }
    if (result.kind === 'lost') return later(AFTER_LOST_MS);
    log.error({ caseId, attemptId: plan.attemptId, code: result.code }, 'the database refused to complete a callback');
    return later(MAX_AHEAD_MS);
  };

  /** false: somebody else moved the row, which is as good: look again. */
  const moved = async (step: Promise<boolean>): Promise<Progress | 'again'> => ((await step) ? 'again' : later(AFTER_LOST_MS));

  const move = (found: CaseDetails, event: MoveEvent, why: string): Promise<Progress | 'again'> => {
    const from = found.state;
    const stepped = stepCase(from, event);
    const isOpen = from.phase === 'pending' || from.phase === 'attempting';
    if ('refused' in stepped || !isOpen || (stepped.state.phase !== 'pending' && stepped.state.phase !== 'cancelled')) {
      log.error({ caseId: found.caseId, from: from.phase, event: event.kind }, 'a plan does not fit its case');
      return Promise.resolve(later(MAX_AHEAD_MS));
    }
    log.info({ caseId: found.caseId, event: event.kind, why }, 'case moved');
    return moved(cases.move({ caseId: found.caseId, from, to: stepped.state, why, at: deps.clock.now() }));
  };

  const settle = (found: CaseDetails, { attemptId, outcome }: Extract<CasePlan, { kind: 'settle' }>): Promise<Progress | 'again'> => {
    const from = found.attempts.find((attempt) => attempt.attemptId === attemptId)?.state;
    if (from === undefined || 'refused' in stepAttempt(from, { kind: 'settled', outcome })) {
      log.error({ caseId: found.caseId, attemptId }, 'an attempt cannot be settled');
      return Promise.resolve(later(MAX_AHEAD_MS));
    }
    log.info({ caseId: found.caseId, attemptId, outcome }, 'attempt settled by its facts');
    return moved(cases.settle({ attemptId, from, outcome, at: deps.clock.now() }));
  };

  const perform = (found: CaseDetails, plan: CasePlan): Promise<Progress | 'again'> => {
    const { caseId } = found;
    const at = deps.clock.now();
    switch (plan.kind) {
      case 'over':
        return Promise.resolve({ kind: 'over' });
      case 'wait':
        askForSeal(found);
        return Promise.resolve(later(Math.min(plan.forMs, MAX_AHEAD_MS)));
      case 'claim':
        return claim(found, plan);
      case 'complete':
        return complete(caseId, plan);
      case 'withdraw':
        log.warn({ caseId, attemptId: plan.attemptId }, 'no server took the attempt, it is withdrawn');
        return moved(cases.withdraw(plan.attemptId, at));
      case 'settle':
        return settle(found, plan);
      case 'try-again':
        return move(found, { kind: 'try-again', attemptId: plan.attemptId, nextAttemptAt: plan.nextAttemptAt }, plan.why);
      case 'put-off':
        return move(found, plan, 'not-now');
      case 'cancel':
        return move(found, { kind: 'cancelled', reason: plan.reason }, plan.reason);
      default:
        return plan satisfies never;
    }
  };

  /** The talk is over and its recording not sealed: the call asked for that already; asking twice costs nothing. */
  const askForSeal = (found: CaseDetails): void => {
    for (const attempt of found.attempts) {
      if (attempt.state.phase !== 'ended' || attempt.state.outcome !== 'talked') continue;
      for (const { recordingId, state } of attempt.recordings) {
        if (state === 'expected') deps.jobs.add({ name: 'seal-recording', id: recordingId }).catch(() => undefined);
      }
    }
  };

  return async (caseId) => {
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const found = await cases.find(caseId);
      if (found === null) return { kind: 'over' };
      const plan = planCase(found, { at: deps.clock.now(), businessAt: deps.clock.businessNow() }, deps.rules);
      const result = await perform(found, plan);
      if (result !== 'again') return result;
    }
    log.error({ caseId }, 'case goes round in circles');
    return later(MAX_AHEAD_MS);
  };
}
