import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { dispositionCodes } from '../../../contract/desk/call-control.ts';
import type { Disposition } from '../../../contract/desk/call-control.ts';
import { useWords } from '../../words/use-words.ts';
import type { Draft, DraftChange } from './drafts.ts';

export interface WrapUpFormProps {
  readonly draft: Draft;
  readonly edit: (part: DraftChange) => void;
  /** null: the form of the call at hand is not put away. */
  readonly dismiss: (() => void) | null;
  readonly file: (disposition: Disposition) => Promise<void>;
}

export function WrapUpForm({ draft, edit, dismiss, file }: WrapUpFormProps) {
  const { t, say } = useWords();
  const noteId = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { callId, code, note, filedAt } = draft;

  async function send(): Promise<void> {
    if (isBusy || filedAt !== null) return;
    if (code === null) return setProblem(t('wrapUp.chooseCode'));
    setBusy(true);
    setProblem(null);
    try {
      await file({ callId, code, note: note.trim() });
    } catch (error) {
      setProblem(say(error));
    } finally {
      setBusy(false);
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && event.ctrlKey && !event.shiftKey) void send();
  }

  return (
    <form className="wrap-up-form" onKeyDown={onKeyDown} onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <fieldset className="wrap-up-codes">
        <legend>{t('wrapUp.code')}</legend>
        {dispositionCodes.map((each) => (
          <label key={each} data-chosen={each === code}>
            <input type="radio" name={`code-${callId}`} checked={each === code} onChange={() => { setProblem(null); edit({ code: each }); }} />
            {t(`wrapUp.codeOf.${each}`)}
          </label>
        ))}
      </fieldset>
      <label className="wrap-up-note-label" htmlFor={noteId}>{t('wrapUp.note')}</label>
      <Input.TextArea id={noteId} className="wrap-up-note" value={note} maxLength={2_000} showCount autoSize={{ minRows: 4, maxRows: 6 }} placeholder={t('wrapUp.noteHint')} onChange={(event) => edit({ note: event.target.value })} />
      <p className="wrap-up-problem" role="alert">{problem}</p>
      <div className="wrap-up-actions">
        <Button htmlType="submit" type={filedAt === null ? 'primary' : 'default'} loading={isBusy} disabled={filedAt !== null} title="Ctrl+Enter">{t(filedAt === null ? 'wrapUp.file' : 'wrapUp.isFiled')}</Button>
        {dismiss !== null && <Button htmlType="button" onClick={dismiss}>{t('wrapUp.dismiss')}</Button>}
      </div>
    </form>
  );
}
