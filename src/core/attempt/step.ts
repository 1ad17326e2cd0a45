/** The attempt's step; its drawing stands in state.ts. The same news twice is the same state: commands are sent again after a restart. */
import { cellOf, type Table } from '../machine.ts';
import type { AttemptEvent, AttemptRefusal, AttemptState } from './state.ts';

type Result = AttemptState | { readonly refused: AttemptRefusal };
type AttemptTable = Table<null, AttemptState, AttemptEvent, Result>;
const refuse = (refused: AttemptRefusal): Result => ({ refused });

const attemptTable: AttemptTable = {
  claimed: {
    dialling: () => ({ phase: 'dialling' }),
    answered: () => refuse('ATTEMPT_NOT_DIALLED'),
    ended: (_, _state, event) => ({ phase: 'ended', outcome: event.outcome }),
    settled: (_, _state, event) => ({ phase: 'ended', outcome: event.outcome }),
  },
  dialling: {
    dialling: 'ignore',
    answered: () => ({ phase: 'answered' }),
    ended: (_, _state, event) => ({ phase: 'ended', outcome: event.outcome }),
    settled: (_, _state, event) => ({ phase: 'ended', outcome: event.outcome }),
  },
  answered: {
    dialling: () => refuse('ATTEMPT_ALREADY_ANSWERED'),
    answered: 'ignore',
    ended: (_, _state, event) => ({ phase: 'ended', outcome: event.outcome }),
    settled: (_, _state, event) => ({ phase: 'ended', outcome: event.outcome }),
  },
  ended: {
    dialling: () => refuse('ATTEMPT_OVER'),
    answered: () => refuse('ATTEMPT_OVER'),
    ended: (_, state, event) => (event.outcome === state.outcome ? state : refuse('ATTEMPT_OVER')),
    settled: (_, state, event) => {
      if (state.outcome === event.outcome) return state;
      return state.outcome === 'unknown' ? { phase: 'ended', outcome: event.outcome } : refuse('ATTEMPT_OVER');
    },
  },
};

/** `state` is the same object when nothing changed. */
export function stepAttempt(state: AttemptState, event: AttemptEvent): { readonly state: AttemptState } | { readonly refused: AttemptRefusal } {
  const cell = cellOf<null, AttemptState, AttemptEvent, Result>(attemptTable, state, event);
  if (cell === 'ignore') return { state };
  const next = cell(null, state, event);
  return 'refused' in next ? next : { state: next };
}
