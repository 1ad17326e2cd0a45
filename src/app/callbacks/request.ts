/** Somebody asks for a client to be called back: a case is written, a job points at it. */
import { CALLBACK_KINDS, isInWindow, nextInWindow, type CallbackKind, type CallbackRules } from '../../core/callback/rules.ts';
import type { Clock } from '../clock.ts';
import { uuidV7 } from '../ids.ts';
import type { Log } from '../log.ts';
import type { JobQueue } from '../ports.ts';
import type { CaseStore, ClientSearch } from './ports.ts';

export interface RequestDeps {
  readonly cases: Pick<CaseStore, 'open'>;
  readonly clients: ClientSearch;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: CallbackRules;
}

export type RequestRefusal = 'CLIENT_NOT_FOUND' | 'CLIENT_NOT_UNIQUE' | 'CLIENT_HAS_NO_NUMBER' | 'CALLBACK_PENDING';

export interface OpenedCase {
  readonly kind: 'opened';
  readonly caseId: string;
  readonly clientId: string;
  /** Business time (epoch ms) from which it is dialled, and its deadline. */
  readonly nextAttemptAt: number;
  readonly dueAt: number;
  /** false: a client's phone may not ring now (I-08), it is dialled at `nextAttemptAt`. */
  readonly isInWindow: boolean;
  /** false: Redis is away; the worker's sweeper finds the case within half a minute. */
  readonly isQueued: boolean;
}

/** `caseId`: the case that is pending already. */
export type RequestAnswer = OpenedCase | { readonly kind: 'refused'; readonly code: RequestRefusal; readonly caseId: string | null };

const refused = (code: RequestRefusal, caseId: string | null = null): RequestAnswer => ({ kind: 'refused', code, caseId });

/** `client`: id, client number or phone number. */
export async function requestCallback(deps: RequestDeps, wish: { client: string; kind: CallbackKind }): Promise<RequestAnswer> {
  const [clientId, ...others] = await deps.clients.search(wish.client);
  if (clientId === undefined) return refused('CLIENT_NOT_FOUND');
  if (others.length > 0) return refused('CLIENT_NOT_UNIQUE');
  const at = deps.clock.now();
  const businessAt = deps.clock.businessNow();
  const caseId = uuidV7(at);
  const { window } = deps.rules;
  const nextAttemptAt = nextInWindow(window, businessAt);
  const dueAt = businessAt + CALLBACK_KINDS[wish.kind].withinMs;
  const opened = await deps.cases.open({ caseId, clientId, kind: wish.kind, at, dueAt, nextAttemptAt });
  if (opened.kind === 'no-client') return refused('CLIENT_NOT_FOUND');
  if (opened.kind === 'no-number') return refused('CLIENT_HAS_NO_NUMBER');
  if (opened.kind === 'exists') return refused('CALLBACK_PENDING', opened.caseId);
  const isQueued = await deps.jobs.add({ name: 'callback-attempt', id: caseId, delayMs: nextAttemptAt - businessAt }).then(
    () => true,
    (error: unknown) => {
      deps.log.warn({ err: error, caseId }, 'callback could not be queued, the sweeper will find it');
      return false;
    },
  );
  return { kind: 'opened', caseId, clientId, nextAttemptAt, dueAt, isInWindow: isInWindow(window, businessAt), isQueued };
}
