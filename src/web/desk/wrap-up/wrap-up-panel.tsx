import { CheckCircleFilled, FormOutlined } from '@ant-design/icons';
import { useState } from 'react';
import type { Disposition } from '../../../contract/desk/call-control.ts';
import { clockTime } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import { changed, dismissed, filed } from './drafts.ts';
import type { Draft } from './drafts.ts';
import type { ChangeDrafts } from './use-drafts.ts';
import { WrapUpForm } from './wrap-up-form.tsx';
import './wrap-up.css';

export interface WrapUpPanelProps {
  readonly drafts: readonly Draft[];
  readonly change: ChangeDrafts;
  /** The call at hand; forms of others are of calls before. */
  readonly callId: string | null;
  readonly now: () => number;
  readonly file: (disposition: Disposition) => Promise<void>;
}

/** What came of the call, and of calls before it whose form is not filed yet. */
export function WrapUpPanel({ drafts, change, callId, now, file }: WrapUpPanelProps) {
  const { t } = useWords();
  const [chosenId, choose] = useState<string | null>(null);
  const shown = drafts.find((draft) => draft.callId === chosenId) ?? drafts.find((draft) => draft.callId === callId) ?? drafts[0];
  if (shown === undefined) return null;
  return (
    <section className="card wrap-up" aria-label={t('wrapUp.heading')}>
      <header className="wrap-up-head">
        <h2><FormOutlined /> {t('wrapUp.heading')}</h2>
        <Saved draft={shown} />
      </header>
      {drafts.length > 1 && (
        <div className="wrap-up-choice" role="tablist" aria-label={t('wrapUp.unfiled')}>
          {drafts.map((draft) => (
            <button key={draft.callId} type="button" role="tab" aria-selected={draft === shown} onClick={() => choose(draft.callId)}>
              {draft.callId === callId ? t('wrapUp.thisCall') : t('wrapUp.earlierCall', { time: clockTime(draft.openedAt) })}
            </button>
          ))}
        </div>
      )}
      {shown.callId !== callId && <p className="wrap-up-earlier">{t('wrapUp.earlierHint', { time: clockTime(shown.openedAt) })}</p>}
      <WrapUpForm
        key={shown.callId}
        draft={shown}
        edit={(part) => change((all) => changed(all, shown.callId, part))}
        dismiss={shown.callId === callId ? null : () => change((all) => dismissed(all, shown.callId))}
        file={async (disposition) => {
          await file(disposition);
          change((all) => filed(all, shown, now()));
        }}
      />
    </section>
  );
}

function Saved({ draft }: { draft: Draft }) {
  const { t } = useWords();
  if (draft.filedAt !== null) return <span className="wrap-up-saved" data-saved="yes" role="status"><CheckCircleFilled /> {t('wrapUp.filed', { time: clockTime(draft.filedAt) })}</span>;
  return draft.code === null && draft.note === '' ? null : <span className="wrap-up-saved" data-saved="no" role="status">{t('wrapUp.unsaved')}</span>;
}
