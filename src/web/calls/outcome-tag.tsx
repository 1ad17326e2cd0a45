import { Tag } from 'antd';
import type { ListedCall } from '../../contract/desk/calls.ts';
import { useWords } from '../words/use-words.ts';

const colours: Readonly<Record<ListedCall['outcome'], string>> = {
  live: 'blue', talked: 'green', 'self-service': 'default', abandoned: 'orange', 'not-reached': 'default', fault: 'red',
};

export function OutcomeTag({ outcome }: { outcome: ListedCall['outcome'] }) {
  const { t } = useWords();
  return <Tag variant="filled" color={colours[outcome]}>{t(`calls.outcomeOf.${outcome}`)}</Tag>;
}
