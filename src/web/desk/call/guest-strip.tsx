import { TeamOutlined } from '@ant-design/icons';
import type { CallAction } from '../../../contract/desk/call-control.ts';
import { useWords } from '../../words/use-words.ts';
import { guestActionsOf } from './situation.ts';
import type { Situation } from './situation.ts';

/** The third party of the talk, and what can be done about it; afterwards why it did not come. */
export function GuestStrip({ situation, asked, ask }: { situation: Situation; asked: CallAction | null; ask: (action: CallAction) => void }) {
  const { t } = useWords();
  const { view, kind } = situation;
  if (view === null || kind === 'ended' || kind === 'none') return null;
  // A supervisor has a strip of her own.
  if (view.lead !== undefined && view.monitor !== undefined) return null;
  if (view.lead !== undefined) return <span className="guest-strip" role="status"><TeamOutlined /> {t('call.guest.lead', { name: view.lead })}</span>;
  const guest = view.guest ?? null;
  if (guest === null) return view.guestOver === undefined || view.guestOver === null ? null : <span className="guest-strip" data-over="true" role="status">{t(`call.guest.over.${view.guestOver.why}`)}</span>;
  return (
    <span className="guest-strip" data-shape={guest.shape}>
      <span role="status"><TeamOutlined /> <strong>{guest.name}</strong> {t(`call.guest.shape.${guest.shape}`)}</span>
      {guestActionsOf(view).map((action) => (
        <button key={action} type="button" data-guest={action} aria-disabled={asked !== null} onClick={() => asked === null && ask(action)}>{t(`call.guest.act.${action}`)}</button>
      ))}
    </span>
  );
}
