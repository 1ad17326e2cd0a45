import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { InboxCase } from '../../contract/desk/inbox.ts';
import { useWords } from '../words/use-words.ts';

export interface CloseCaseProps {
  readonly of: InboxCase;
  readonly close: (result: string) => Promise<boolean>;
  readonly done: () => void;
}

/** Closing asks what was done: a case without a result teaches nobody anything. */
export function CloseCase({ of, close, done }: CloseCaseProps) {
  const { t } = useWords();
  const [result, setResult] = useState('');
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    if (await close(result.trim())) done();
    else setSaving(false);
  };
  return (
    <Modal open title={t('inbox.closeTitle', { number: of.caseNo })} onCancel={done} onOk={() => void save()} confirmLoading={isSaving}
      okText={t('inbox.act.confirm')} cancelText={t('inbox.act.cancel')} okButtonProps={{ disabled: result.trim() === '' }}>
      <label className="inbox-result">
        <span>{t('inbox.result')}</span>
        <Input.TextArea rows={5} maxLength={2_000} showCount autoFocus value={result} onChange={(event) => setResult(event.target.value)} placeholder={t('inbox.resultHint')} />
      </label>
    </Modal>
  );
}
