import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { SeatServiceFile } from '../../../contract/desk/service-file.ts';
import { useWords } from '../../words/use-words.ts';
import { CaseLines } from './case-lines.tsx';
import { FileFacts } from './file-facts.tsx';
import { AlertLines, ServiceLines, TradeLines } from './file-lines.tsx';
import { MissingContacts } from './missing-contacts.tsx';
import './service.css';
import { useServiceFile } from './use-service-file.ts';

/** F-01. `clientId` null: none was chosen of several. */
export function ServiceFile({ callId, clientId }: { callId: string; clientId: string | null }) {
  const { t } = useWords();
  const { shown, again } = useServiceFile(callId, clientId);
  return (
    <section className="service" aria-label={t('service.heading')} aria-busy={shown === 'asking' && clientId !== null}>
      <h3>{t('service.heading')}</h3>
      {clientId === null ? <p className="muted">{t('service.choose')}</p> : shown === 'asking' ? <Skeleton active title={false} paragraph={{ rows: 3 }} /> : shown === 'failed' ? <Gone words={t('service.failed')} again={again} /> : <Shown answer={shown} again={again} />}
    </section>
  );
}

function Shown({ answer: { office, cases }, again }: { answer: SeatServiceFile; again: () => void }) {
  const { t } = useWords();
  const caseBlock = <Block title={t('service.cases')}><CaseLines cases={cases} /></Block>;
  if (office.kind !== 'found') {
    const words = office.kind === 'unavailable' ? t(`service.unavailable.${office.reason}`) : t('service.unknown');
    return <>{office.kind === 'unavailable' ? <Gone words={words} again={again} /> : <p className="muted">{words}</p>}<div className="service-blocks">{caseBlock}</div></>;
  }
  const { file } = office;
  return (
    <>
      <MissingContacts {...file.contacts} />
      <FileFacts file={file} />
      <div className="service-blocks">
        <Block title={t('service.alerts')}><AlertLines alerts={file.alerts} /></Block>
        <Block title={t('service.services')}><ServiceLines services={file.services} /></Block>
        {caseBlock}
        <Block title={t('service.trades')}><TradeLines trades={file.trades} /></Block>
      </div>
    </>
  );
}

function Gone({ words, again }: { words: string; again: () => void }) {
  const { t } = useWords();
  return <Alert type="warning" showIcon title={words} action={<Button size="small" onClick={again}>{t('service.retry')}</Button>} />;
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return <section className="service-block"><h4>{title}</h4>{children}</section>;
}
