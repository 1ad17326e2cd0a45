/**
 * No login and no change without its trace: what is asked is on the disk before the back office hears of it. While the store is
 * away nothing is asked, and the caller hears an apology. A caller may not try for ever either: so many of a kind per call, whoever
 * locks what behind it.
 */
import type { LookupAnswer } from '../../core/call/events.ts';
import type { CallState } from '../../core/call/state.ts';
import type { Answerer, OperationAsk } from '../house/answerer.ts';
import type { Log } from '../log.ts';
import type { Trail, TrailAnswered, TrailKind } from './ports.ts';

const kinds: Readonly<Record<string, TrailKind>> = {
  'identify-account': 'account', 'verify-password': 'login', 'change-password': 'password-change', 'change-contact': 'contact-change',
  'remove-contact': 'contact-change',
};

export const TRIES_PER_CALL = 10;
const WRITE_BOUND_MS = 1_500;
const AGAIN_TIMES = 30;
const AGAIN_MS = 1_000;

export interface TrailedDeps {
  readonly trail: Trail;
  readonly stateOf: (callId: string) => CallState | null;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: Log;
  readonly triesPerCall?: number;
}

/** What was asked, as the trail keeps it: from the live call, never from what was keyed. */
function askedOf({ stateOf, now }: TrailedDeps, { callId, requestId, args }: OperationAsk, kind: TrailKind) {
  const call = stateOf(callId);
  const clientId = args['client'] ?? call?.auth.clientId ?? null;
  return {
    requestId, callId, kind, at: now(), numberToken: call?.numberToken ?? null, dnis: call?.dnis ?? '', clientId: clientId === '' ? null : clientId,
    method: call?.activity.phase === 'conversation' ? 'agent-check' : 'ivr-keys',
  } as const;
}

function resultOf(answer: LookupAnswer): Pick<TrailAnswered, 'result' | 'code' | 'clientId'> {
  switch (answer.kind) {
    case 'found':
      return { result: 'done', code: null, clientId: answer.auth?.clientId ?? null };
    case 'refused':
      return { result: 'refused', code: answer.code, clientId: null };
    case 'not-found':
      return { result: 'refused', code: 'NOT_FOUND', clientId: null };
    case 'failed':
      return { result: 'failed', code: answer.reason, clientId: null };
    case 'lost':
      return { result: 'lost', code: null, clientId: null };
  }
}

export function trailed(answerer: Answerer, deps: TrailedDeps): Answerer {
  const limit = deps.triesPerCall ?? TRIES_PER_CALL;
  /** What came of it may come late, never not at all while this process lives. */
  const writeAnswer = async (entry: TrailAnswered): Promise<void> => {
    for (let tries = 1; tries <= AGAIN_TIMES; tries += 1) {
      try {
        return await deps.trail.answered(entry);
      } catch (error) {
        deps.log.error({ err: error, requestId: entry.requestId }, 'trail: the result could not be written');
        await deps.pause(AGAIN_MS);
      }
    }
  };
  return async (ask) => {
    const kind = Object.hasOwn(kinds, ask.operation) ? kinds[ask.operation] : undefined;
    if (kind === undefined) return answerer(ask);
    const late = deps.pause(WRITE_BOUND_MS).then(() => 'late' as const);
    const written = await Promise.race([deps.trail.asked(askedOf(deps, ask, kind), limit), late]).catch((error: unknown) => {
      deps.log.error({ err: error, callId: ask.callId }, 'trail: not written, so not asked');
      return 'late' as const;
    });
    if (written === 'late') return { kind: 'failed', reason: 'no-trail' };
    if (written === 'too-many') return { kind: 'refused', code: 'TOO_MANY_TRIES' };
    const answer = await answerer(ask).catch((error: unknown): LookupAnswer => {
      deps.log.error({ err: error, callId: ask.callId }, 'look-up failed');
      return { kind: 'failed', reason: 'fault' };
    });
    await Promise.race([writeAnswer({ requestId: ask.requestId, at: deps.now(), ...resultOf(answer) }), deps.pause(WRITE_BOUND_MS)]);
    return answer;
  };
}
