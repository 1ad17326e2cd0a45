import { PhoneOutlined, SendOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { readPreviousCalls } from '../api/desk-api.ts';
import type { ListedCall } from '../../contract/desk/calls.ts';
import { CallDay } from '../calls/call-day.tsx';
import { OutcomeTag } from '../calls/outcome-tag.tsx';
import { useWords } from '../words/use-words.ts';

/** F-09 */
export function PreviousCalls({ callId }: { callId: string }) {
  const { t } = useWords();
  const [calls, setCalls] = useState<readonly ListedCall[] | 'asking' | 'failed'>('asking');

  useEffect(() => {
    let isHere = true;
    readPreviousCalls().then(
      (answer) => isHere && setCalls(answer.callId === callId ? answer.calls : []),
      () => isHere && setCalls('failed'),
    );
    return () => {
      isHere = false;
    };
  }, [callId]);

  if (calls === 'asking') return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (calls === 'failed') return <p className="muted">{t('pop.previousFailed')}</p>;
  if (calls.length === 0) return <p className="muted">{t('pop.noPrevious')}</p>;
  return (
    <ul className="previous">
      {calls.map((call) => (
        <li key={call.callId}>
          {call.direction === 'inbound' ? <PhoneOutlined aria-label={t('pop.direction.inbound')} /> : <SendOutlined aria-label={t('pop.direction.outbound')} />}
          <CallDay at={call.startedAt} />
          <OutcomeTag outcome={call.outcome} />
          <span className="muted">{call.agentName}</span>
        </li>
      ))}
    </ul>
  );
}
