import type { Seat } from '../../contract/desk/seat.ts';
import { span } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';
import { useNow } from './use-now.ts';

/** The seat's state and how long it has lasted; it never scrolls away. */
export function StatePill({ seat, offsetMs }: { seat: Seat; offsetMs: number }) {
  const { t, known } = useWords();
  const now = useNow(offsetMs);
  const { state, since } = seat;
  return (
    <div className="state-pill" data-phase={state.phase} aria-label={t('header.state')} role="group">
      <strong>{t(`seat.phase.${state.phase}`)}</strong>
      {state.phase === 'not-ready' && <span>{known('seat.reason', state.reason)}</span>}
      <time>{span(now - since)}</time>
    </div>
  );
}
