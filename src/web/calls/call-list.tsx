import { CaretRightFilled, ClockCircleOutlined, ReloadOutlined, UpOutlined, WarningOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Segmented, Table, Tag, Tooltip } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import type { ListedCall } from '../../contract/desk/calls.ts';
import { span } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';
import type { Translate } from '../words/use-words.ts';
import { CallDay } from './call-day.tsx';
import './calls.css';
import { OutcomeTag } from './outcome-tag.tsx';
import { RecordingPlayer } from './recording-player.tsx';
import { useCalls } from './use-calls.ts';

type Scope = 'mine' | 'all';

export function CallList({ canSeeAll, version }: { canSeeAll: boolean; version: number }) {
  const { t, say, known } = useWords();
  const [scope, setScope] = useState<Scope>('mine');
  const [playing, setPlaying] = useState<string | null>(null);
  const list = useCalls(scope, version);
  const toggle = (recordingId: string) => setPlaying(playing === recordingId ? null : recordingId);
  const open = list.calls.filter((call) => call.recordings.some(({ recordingId }) => recordingId === playing)).map((call) => call.callId);

  return (
    <section className="card calls" aria-label={t('calls.heading')}>
      <header className="calls-head">
        <h2>{t('calls.heading')}</h2>
        {canSeeAll && <Segmented<Scope> value={scope} onChange={setScope} options={[{ value: 'mine', label: t('calls.mine') }, { value: 'all', label: t('calls.all') }]} />}
        <Button className="calls-refresh" type="text" icon={<ReloadOutlined spin={list.isLoading} />} onClick={list.refresh}>{t('calls.refresh')}</Button>
      </header>
      {list.error !== null && <Alert type="warning" showIcon title={say(list.error)} action={<Button size="small" onClick={list.refresh}>{t('error.retry')}</Button>} />}
      <Table<ListedCall>
        rowKey="callId"
        size="middle"
        pagination={false}
        loading={list.isLoading && list.calls.length === 0}
        dataSource={[...list.calls]}
        columns={columnsOf({ t, known, hasAgents: scope === 'all', playing, toggle })}
        locale={{ emptyText: <Nothing isLoading={list.isLoading} /> }}
        expandable={{
          expandedRowKeys: open,
          showExpandColumn: false,
          expandedRowRender: () => playing !== null && <RecordingPlayer key={playing} recordingId={playing} onClose={() => setPlaying(null)} />,
        }}
      />
      {list.calls.length > 0 && (
        <footer className="calls-foot">
          {list.hasMore ? <Button onClick={list.more} loading={list.isLoading}>{t('calls.more')}</Button> : <span className="muted">{t('calls.end')}</span>}
        </footer>
      )}
    </section>
  );
}

function Nothing({ isLoading }: { isLoading: boolean }) {
  const { t } = useWords();
  if (isLoading) return <div className="calls-nothing" />;
  return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<><strong>{t('calls.empty')}</strong><p className="muted">{t('calls.emptyHint')}</p></>} />;
}

interface ColumnOptions {
  t: Translate;
  known: (group: string, id: string) => string;
  hasAgents: boolean;
  playing: string | null;
  toggle: (recordingId: string) => void;
}

function columnsOf({ t, known, hasAgents, playing, toggle }: ColumnOptions): TableColumnsType<ListedCall> {
  const time = (ms: number | null) => (ms === null ? <span className="muted">–</span> : span(ms));
  return [
    { title: t('calls.time'), key: 'time', render: (_, call) => <CallDay at={call.startedAt} /> },
    { title: t('calls.direction'), key: 'direction', render: (_, call) => <Tag variant="filled" color={call.direction === 'inbound' ? 'blue' : 'purple'}>{t(`pop.direction.${call.direction}`)}</Tag> },
    { title: t('calls.client'), key: 'client', render: (_, call) => <CallClient call={call} /> },
    { title: t('calls.queue'), key: 'queue', responsive: ['xl'], render: (_, call) => (call.queue === null ? <span className="muted">–</span> : known('queue', call.queue)) },
    ...(hasAgents ? [{ title: t('calls.agent'), key: 'agent', render: (_: unknown, call: ListedCall) => call.agentName ?? <span className="muted">–</span> }] : []),
    { title: t('calls.outcome'), key: 'outcome', render: (_, call) => <OutcomeTag outcome={call.outcome} /> },
    { title: t('calls.waited'), key: 'waited', responsive: ['lg'], align: 'right', className: 'figures', render: (_, call) => time(call.waitedMs) },
    { title: t('calls.talk'), key: 'talk', align: 'right', className: 'figures', render: (_, call) => time(call.talkMs) },
    { title: t('calls.recording'), key: 'recording', align: 'center', render: (_, call) => <Recordings call={call} playing={playing} toggle={toggle} /> },
  ];
}

function CallClient({ call }: { call: ListedCall }) {
  const { t } = useWords();
  const name = call.clientName ?? (call.clientMatchCount > 1 ? t('calls.matches', { count: call.clientMatchCount }) : null);
  return (
    <div className="call-client">
      {name === null ? <span className="muted">{t('calls.unknown')}</span> : <span>{name}</span>}
      <small>{call.number?.text ?? t('pop.withheld')}</small>
    </div>
  );
}

function Recordings({ call, playing, toggle }: { call: ListedCall; playing: string | null; toggle: (recordingId: string) => void }) {
  const { t } = useWords();
  if (call.recordings.length === 0) return <span className="muted">{t('calls.noRecording')}</span>;
  return call.recordings.map(({ recordingId, status }) => {
    if (status === 'sealed') {
      const isOpen = playing === recordingId;
      return (
        <Button key={recordingId} size="small" type={isOpen ? 'primary' : 'default'} icon={isOpen ? <UpOutlined /> : <CaretRightFilled />} aria-expanded={isOpen} onClick={() => toggle(recordingId)}>
          {t(isOpen ? 'calls.close' : 'calls.recordingOf.sealed')}
        </Button>
      );
    }
    return (
      <Tooltip key={recordingId} title={t(`calls.recordingHint.${status}`)}>
        <Tag tabIndex={0} variant="filled" color={status === 'due' ? 'blue' : 'red'} icon={status === 'due' ? <ClockCircleOutlined /> : <WarningOutlined />}>{t(`calls.recordingOf.${status}`)}</Tag>
      </Tooltip>
    );
  });
}
