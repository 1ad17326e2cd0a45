/**
 * "Keep my place and call me back": a case with its reason, opened while the caller is on the line, and an attempt at once. Its call waits
 * in her queue with her time; only when its turn has come and an agent is on the line is her phone dialled, so live callbacks are
 * never more than agents. One open case per client and per number: asked twice, she is called once.
 */
import { CALLBACK_KINDS } from '../../core/callback/rules.ts';
import type { Clock } from '../clock.ts';
import type { CallOwners } from '../house/ports.ts';
import { uuidV7 } from '../ids.ts';
import type { Log } from '../log.ts';
import type { JobQueue } from '../ports.ts';
import type { CaseStore, KeptPlace } from './ports.ts';

/** null: kept. */
export type KeepPlace = (wanted: Omit<KeptPlace, 'numberToken'> & { readonly callId: string }) => Promise<'CLIENT_UNKNOWN' | 'CALLBACK_PENDING' | null>;

export interface KeepPlaceDeps {
  readonly callbacks: Pick<CaseStore, 'open'>;
  readonly owners: CallOwners;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
}

export function createKeepPlace({ callbacks, owners, jobs, clock, log }: KeepPlaceDeps): KeepPlace {
  return async ({ callId, queue, enteredAt, priority }) => {
    const { clientId = null, numberToken = null } = owners.of(callId) ?? {};
    if (clientId === null || numberToken === null) return 'CLIENT_UNKNOWN';
    const at = clock.now();
    const caseId = uuidV7(at);
    const businessAt = clock.businessNow();
    const kind = 'kept-place';
    const opened = await callbacks.open({ caseId, clientId, kind, at, dueAt: businessAt + CALLBACK_KINDS[kind].withinMs, nextAttemptAt: businessAt, kept: { queue, enteredAt, priority, numberToken } });
    if (opened.kind === 'exists') return 'CALLBACK_PENDING';
    if (opened.kind !== 'opened') return 'CLIENT_UNKNOWN';
    jobs.add({ name: 'callback-attempt', id: caseId }).catch((error: unknown) => {
      log.warn({ err: error, caseId }, 'kept place could not be queued, the sweeper will find it');
    });
    return null;
  };
}
