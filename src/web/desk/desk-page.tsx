import { Alert, Button, Result, Skeleton } from 'antd';
import { useEffect } from 'react';
import type { Me } from '../../contract/desk/session.ts';
import { CallList } from '../calls/call-list.tsx';
import { useWords } from '../words/use-words.ts';
import { RequestError } from '../api/request.ts';
import { DeskHeader } from './desk-header.tsx';
import type { DeskState } from './desk-state.ts';
import './desk.css';
import { PopCard } from './pop-card.tsx';
import { SeatCard } from './seat-card.tsx';
import { useDesk } from './use-desk.ts';

export function DeskPage({ me }: { me: Me }) {
  const { t } = useWords();
  const { desk, store } = useDesk();
  const phase = desk.seat?.state.phase;

  useEffect(() => {
    const sign = phase === 'ringing' || phase === 'reserved' ? '☎ ' : '';
    document.title = `${sign}${phase === undefined ? '' : `${t(`seat.phase.${phase}`)} · `}${t('title')}`;
  }, [phase, t]);

  return (
    <div className="desk">
      <DeskHeader me={me} desk={desk} />
      <Banner desk={desk} />
      <main className="desk-body">
        {desk.seat === null ? (
          <NoSeat desk={desk} onRetry={store.retry} />
        ) : (
          <>
            <aside className="desk-side"><SeatCard seat={desk.seat} extensions={desk.extensions} offsetMs={desk.offsetMs} change={store.change} /></aside>
            <div className="desk-main">
              <PopCard seat={desk.seat} />
              <CallList canSeeAll={me.canSeeAllCalls} version={desk.callsVersion} />
            </div>
          </>
        )}
      </main>
    </div>
  );
}

function Banner({ desk }: { desk: DeskState }) {
  const { t, say } = useWords();
  if (desk.isOtherVersion) {
    return (
      <Alert banner type="warning" title={t('connection.otherVersion')} description={t('connection.otherVersionHint')}
        action={<Button onClick={() => location.reload()}>{t('connection.reload')}</Button>} />
    );
  }
  if (desk.connection === 'down') return <Alert banner type="error" role="alert" title={t('connection.downTitle')} description={t('connection.downHint')} />;
  if (desk.seat !== null && desk.problem !== null) return <Alert banner type="warning" title={say(new RequestError(desk.problem))} />;
  return null;
}

function NoSeat({ desk, onRetry }: { desk: DeskState; onRetry: () => void }) {
  const { t, say } = useWords();
  if (desk.problem === null) {
    return (
      <>
        <aside className="desk-side"><div className="card"><Skeleton active paragraph={{ rows: 6 }} /></div></aside>
        <div className="desk-main"><div className="card"><Skeleton active paragraph={{ rows: 5 }} /></div></div>
      </>
    );
  }
  return (
    <div className="card desk-problem">
      <Result status="warning" title={say(new RequestError(desk.problem))} extra={<Button type="primary" onClick={onRetry}>{t('error.retry')}</Button>} />
    </div>
  );
}
