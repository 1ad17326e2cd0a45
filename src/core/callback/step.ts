/** The case's step; its drawing stands in state.ts. Every event is a request of the worker: what no longer fits is refused. */
import { cellOf, type Table } from '../machine.ts';
import type { CaseEvent, CaseRefusal, CaseState } from './state.ts';

type Result = CaseState | { readonly refused: CaseRefusal };
type CaseTable = Table<null, CaseState, CaseEvent, Result>;
const refuse = (refused: CaseRefusal): Result => ({ refused });
const over = (): Result => refuse('CASE_OVER');

const caseTable: CaseTable = {
  pending: {
    claimed: (_, _state, event) => ({ phase: 'attempting', attemptId: event.attemptId }),
    'try-again': () => refuse('CASE_HAS_NO_ATTEMPT'),
    'put-off': (_, _state, event) => ({ phase: 'pending', nextAttemptAt: event.nextAttemptAt }),
    // Of an earlier attempt: its recording was found late.
    proven: (_, _state, event) => ({ phase: 'completed', attemptId: event.attemptId, agentId: event.agentId }),
    cancelled: (_, _state, event) => ({ phase: 'cancelled', reason: event.reason }),
    reviewed: () => refuse('CASE_NOT_COMPLETED'),
  },
  attempting: {
    claimed: (_, state, event) => (event.attemptId === state.attemptId ? state : refuse('CASE_HAS_ATTEMPT')),
    'try-again': (_, state, event) =>
      event.attemptId === state.attemptId ? { phase: 'pending', nextAttemptAt: event.nextAttemptAt } : refuse('CASE_OTHER_ATTEMPT'),
    'put-off': () => refuse('CASE_HAS_ATTEMPT'),
    proven: (_, state, event) =>
      event.attemptId === state.attemptId ? { phase: 'completed', attemptId: event.attemptId, agentId: event.agentId } : refuse('CASE_OTHER_ATTEMPT'),
    cancelled: () => refuse('CASE_HAS_ATTEMPT'),
    reviewed: () => refuse('CASE_NOT_COMPLETED'),
  },
  completed: {
    claimed: over,
    'try-again': over,
    'put-off': over,
    proven: (_, state, event) => (event.attemptId === state.attemptId && event.agentId === state.agentId ? state : refuse('CASE_OVER')),
    cancelled: over,
    // I-03: whoever carried it out does not review it.
    reviewed: (_, state, event) =>
      event.reviewerId === state.agentId
        ? refuse('CASE_REVIEW_BY_OTHER')
        : { phase: 'reviewed', attemptId: state.attemptId, agentId: state.agentId, reviewerId: event.reviewerId },
  },
  reviewed: { claimed: over, 'try-again': over, 'put-off': over, proven: over, cancelled: over, reviewed: over },
  cancelled: { claimed: over, 'try-again': over, 'put-off': over, proven: over, cancelled: over, reviewed: over },
};

/** `state` is the same object when nothing changed. */
export function stepCase(state: CaseState, event: CaseEvent): { readonly state: CaseState } | { readonly refused: CaseRefusal } {
  const cell = cellOf<null, CaseState, CaseEvent, Result>(caseTable, state, event);
  if (cell === 'ignore') return { state };
  const next = cell(null, state, event);
  return 'refused' in next ? next : { state: next };
}
