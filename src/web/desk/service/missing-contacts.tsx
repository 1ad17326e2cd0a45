import { Alert, Tag } from 'antd';
import type { contactKinds } from '../../../contract/brokerage/service-file.ts';
import { useWords } from '../../words/use-words.ts';

type Kinds = readonly (typeof contactKinds)[number][];

/** The agent is asked to fill what is empty while the client is there. C-07 */
export function MissingContacts({ known, missing }: { known: Kinds; missing: Kinds }) {
  const { t } = useWords();
  const tags = (kinds: Kinds, color: string) => kinds.map((kind) => <Tag key={kind} color={color} data-contact={kind}>{t(`service.contact.${kind}`)}</Tag>);
  if (missing.length === 0) return <p className="service-contacts"><span className="muted">{t('service.complete')}</span> {tags(known, 'green')}</p>;
  return <Alert className="service-missing" type="warning" showIcon title={<>{t('service.missing')} {tags(missing, 'orange')}</>} />;
}
