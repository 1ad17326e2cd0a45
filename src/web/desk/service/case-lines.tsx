import { Tag } from 'antd';
import type { SeatServiceFile } from '../../../contract/desk/service-file.ts';
import { dayText } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';

/** null: not for the marketing series to see. */
export function CaseLines({ cases }: { cases: SeatServiceFile['cases'] }) {
  const { t, known } = useWords();
  if (cases === null) return <p className="muted">{t('service.casesHidden')}</p>;
  if (cases.length === 0) return <p className="muted">{t('service.noCases')}</p>;
  return (
    <ul className="service-lines">
      {cases.map(({ caseNo, box, state, filedAt }) => (
        <li key={caseNo} data-case={state}><Tag color={state === 'closed' ? 'default' : 'red'}>{t(`service.caseOf.${state}`)}</Tag>{known('inbox.boxOf', box)} <code>{caseNo}</code> <span className="muted">{dayText(filedAt)}</span></li>
      ))}
    </ul>
  );
}
