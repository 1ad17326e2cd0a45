import { ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Table, Tag } from 'antd';
import type { TableColumnsType } from 'antd';
import type { Talk } from '../../contract/desk/monitor.ts';
import '../calls/calls.css';
import { useNow } from '../desk/use-now.ts';
import { span } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';
import { talkActionsOf, type TalkActions } from './talk-actions.ts';
import './talks.css';
import { useTalks, type TalkAction } from './use-talks.ts';

export interface TalkListProps {
  /** Her own. */
  readonly extension: string;
  /** Grows when a call of her seat began or ended. */
  readonly version: number;
  readonly offsetMs: number;
}

/** For a supervisor: who talks, how long, and her ways to take part. */
export function TalkList({ extension, version, offsetMs }: TalkListProps) {
  const { t, say } = useWords();
  const list = useTalks(version);
  return (
    <section className="card calls talks" aria-label={t('talks.heading')}>
      <header className="calls-head">
        <h2>{t('talks.heading')}</h2>
        <span className="muted">{t('talks.hint')}</span>
        <Button className="calls-refresh" type="text" icon={<ReloadOutlined />} onClick={list.refresh}>{t('talks.refresh')}</Button>
      </header>
      {list.error !== null && <Alert type="warning" showIcon title={say(list.error)} action={<Button size="small" onClick={list.refresh}>{t('error.retry')}</Button>} />}
      <Table<Talk>
        rowKey="callId"
        size="middle"
        pagination={false}
        loading={list.isLoading}
        dataSource={[...list.talks]}
        columns={useColumns({ extension, offsetMs, act: list.act })}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('talks.empty')} /> }}
      />
    </section>
  );
}

interface ColumnOptions {
  readonly extension: string;
  readonly offsetMs: number;
  readonly act: (talk: Talk, action: TalkAction, isThere: boolean) => void;
}

function useColumns({ extension, offsetMs, act }: ColumnOptions): TableColumnsType<Talk> {
  const { t, known } = useWords();
  const now = useNow(offsetMs);
  return [
    { title: t('talks.agent'), key: 'agent', render: (_, talk) => <div className="call-client"><span>{talk.agentName}</span><small>{talk.extension}</small></div> },
    { title: t('talks.queue'), key: 'queue', render: (_, talk) => known('queue', talk.queue) },
    { title: t('talks.length'), key: 'length', align: 'right', className: 'figures', render: (_, talk) => span(now - talk.since) },
    { title: t('talks.monitor'), key: 'monitor', render: (_, talk) => <Monitor talk={talk} isHers={talk.monitoredBy === extension} /> },
    { title: '', key: 'act', align: 'right', render: (_, talk) => <Actions talk={talk} {...talkActionsOf(talk, extension)} act={act} /> },
  ];
}

function Monitor({ talk, isHers }: { talk: Talk; isHers: boolean }) {
  const { t } = useWords();
  if (talk.monitoredBy === null || talk.mode === null) return <span className="muted">–</span>;
  return <Tag variant="filled" color={isHers ? 'blue' : 'default'}>{t(`talks.by.${talk.mode}`, { name: talk.monitoredBy })}</Tag>;
}

function Actions({ talk, actions, isThere, act }: TalkActions & { talk: Talk; act: ColumnOptions['act'] }) {
  const { t } = useWords();
  return (
    <div className="talk-actions">
      {actions.map((action) => (
        <Button key={action} size="small" danger={action === 'take-over'} data-talk-act={action} onClick={() => act(talk, action, isThere)}>{t(`call.monitor.act.${action}`)}</Button>
      ))}
    </div>
  );
}
