import { CaretRightFilled, ReloadOutlined, UpOutlined } from '@ant-design/icons';
import { Alert, Button, Empty, Table, Tag } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import type { InboxCase } from '../../contract/desk/inbox.ts';
import { CallDay } from '../calls/call-day.tsx';
import '../calls/calls.css';
import { RecordingPlayer } from '../calls/recording-player.tsx';
import { span } from '../words/format.ts';
import { useWords, type Translate } from '../words/use-words.ts';
import { CloseCase } from './close-case.tsx';
import './inbox.css';
import { useInbox } from './use-inbox.ts';

const boxColours: Readonly<Record<InboxCase['box'], string>> = { complaint: 'red', suggestion: 'blue', message: 'default' };
const stateColours: Readonly<Record<InboxCase['state'], string>> = { open: 'orange', taken: 'blue', closed: 'green' };

/** What callers left after the tone. `version` grows when a call of this seat began or ended. */
export function InboxList({ version }: { version: number }) {
  const { t, say } = useWords();
  const inbox = useInbox(version);
  const [playing, setPlaying] = useState<string | null>(null);
  const [closing, setClosing] = useState<InboxCase | null>(null);
  const open = inbox.cases.filter(({ recording }) => recording.recordingId === playing).map(({ caseId }) => caseId);
  const toggle = (recordingId: string) => setPlaying(playing === recordingId ? null : recordingId);
  return (
    <section className="card calls inbox" aria-label={t('inbox.heading')}>
      <header className="calls-head">
        <h2>{t('inbox.heading')}</h2>
        <Button className="calls-refresh" type="text" icon={<ReloadOutlined spin={inbox.isLoading} />} onClick={inbox.refresh}>{t('inbox.refresh')}</Button>
      </header>
      {inbox.error !== null && <Alert type="warning" showIcon title={say(inbox.error)} action={<Button size="small" onClick={inbox.refresh}>{t('error.retry')}</Button>} />}
      <Table<InboxCase>
        rowKey="caseId"
        size="middle"
        pagination={false}
        dataSource={[...inbox.cases]}
        columns={columnsOf({ t, playing, toggle, take: inbox.take, close: setClosing })}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<><strong>{t('inbox.empty')}</strong><p className="muted">{t('inbox.emptyHint')}</p></>} /> }}
        expandable={{ expandedRowKeys: open, showExpandColumn: false, expandedRowRender: () => playing !== null && <RecordingPlayer key={playing} recordingId={playing} onClose={() => setPlaying(null)} /> }}
      />
      {closing !== null && <CloseCase of={closing} close={(result) => inbox.close(closing.caseId, result)} done={() => setClosing(null)} />}
    </section>
  );
}

interface ColumnOptions {
  readonly t: Translate;
  readonly playing: string | null;
  readonly toggle: (recordingId: string) => void;
  readonly take: (caseId: string) => void;
  readonly close: (one: InboxCase) => void;
}

function columnsOf({ t, playing, toggle, take, close }: ColumnOptions): TableColumnsType<InboxCase> {
  return [
    { title: t('inbox.filed'), key: 'filed', render: (_, one) => <CallDay at={one.filedAt} /> },
    { title: t('inbox.number'), key: 'number', render: (_, one) => <span className="inbox-number">{one.caseNo}</span> },
    { title: t('inbox.box'), key: 'box', render: (_, one) => <Tag variant="filled" color={boxColours[one.box]}>{t(`inbox.boxOf.${one.box}`)}</Tag> },
    { title: t('inbox.client'), key: 'client', render: (_, one) => <Client one={one} /> },
    { title: t('inbox.length'), key: 'length', align: 'right', className: 'figures', render: (_, one) => span(one.durationMs) },
    { title: t('inbox.due'), key: 'due', responsive: ['lg'], render: (_, one) => (one.acceptBy === null || one.state !== 'open' ? <span className="muted">–</span> : <CallDay at={one.acceptBy} />) },
    { title: t('inbox.state'), key: 'state', render: (_, one) => <Tag variant="filled" color={stateColours[one.state]}>{stateWord(t, one)}</Tag> },
    { title: t('inbox.recording'), key: 'recording', align: 'center', render: (_, one) => <Recording one={one} isOpen={playing === one.recording.recordingId} toggle={toggle} /> },
    { title: '', key: 'act', align: 'right', render: (_, one) => <Actions one={one} take={take} close={close} /> },
  ];
}

const stateWord = (t: Translate, { state, isMine, takenBy }: InboxCase): string => t(`inbox.stateOf.${state === 'taken' && isMine ? 'mine' : state}`, { name: takenBy ?? '' });

function Client({ one }: { one: InboxCase }) {
  const { t } = useWords();
  return (
    <div className="call-client">
      {one.clientName === null ? <span className="muted">{t('calls.unknown')}</span> : <span>{one.clientName}</span>}
      <small>{one.number?.text ?? t('pop.withheld')}</small>
    </div>
  );
}

function Recording({ one: { recording }, isOpen, toggle }: { one: InboxCase; isOpen: boolean; toggle: (recordingId: string) => void }) {
  const { t } = useWords();
  if (recording.status !== 'sealed') return <Tag variant="filled" color={recording.status === 'due' ? 'blue' : 'red'}>{t(`calls.recordingOf.${recording.status}`)}</Tag>;
  return (
    <Button size="small" type={isOpen ? 'primary' : 'default'} icon={isOpen ? <UpOutlined /> : <CaretRightFilled />} aria-expanded={isOpen} onClick={() => toggle(recording.recordingId)}>
      {t(isOpen ? 'calls.close' : 'calls.recordingOf.sealed')}
    </Button>
  );
}

function Actions({ one, take, close }: { one: InboxCase; take: (caseId: string) => void; close: (one: InboxCase) => void }) {
  const { t } = useWords();
  return (
    <div className="inbox-actions">
      {one.state === 'open' && <Button size="small" onClick={() => take(one.caseId)}>{t('inbox.act.take')}</Button>}
      {one.state === 'taken' && one.isMine && <Button size="small" type="primary" onClick={() => close(one)}>{t('inbox.act.close')}</Button>}
    </div>
  );
}
