/**
 * The last gate before a client's phone rings. The window is looked at here once more (I-08): a claim may have waited for a seat
 * past closing time. Fails closed. When an attempt ends, its case is looked at soon instead of at the next sweep.
 */
import { isInWindow, type CallbackRules } from '../../core/callback/rules.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AttemptStore, JobQueue } from '../ports.ts';
import type { CaseStore } from './ports.ts';

export interface AttemptGateDeps {
  /** The ledger itself. */
  readonly attempts: AttemptStore;
  readonly cases: Pick<CaseStore, 'caseOfAttempt'>;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: CallbackRules;
}

export function createAttemptGate(deps: AttemptGateDeps): AttemptStore {
  const wakeCase = async (attemptId: string): Promise<void> => {
    const caseId = await deps.cases.caseOfAttempt(attemptId);
    if (caseId !== null) await deps.jobs.add({ name: 'callback-attempt', id: caseId });
  };
  return {
    note: async (attemptId, news, at) => {
      if (news.kind === 'dialling' && !isInWindow(deps.rules.window, deps.clock.businessNow())) {
        deps.log.warn({ attemptId }, 'callback not dialled, the calling window has closed');
        return false;
      }
      const isNoted = await deps.attempts.note(attemptId, news, at);
      if (news.kind === 'ended')
        wakeCase(attemptId).catch((error: unknown) => deps.log.warn({ err: error, attemptId }, 'case could not be woken, the sweeper will find it'));
      return isNoted;
    },
  };
}
