import { Button, Result, Skeleton } from 'antd';
import type { Me } from '../../contract/desk/session.ts';
import { useWords } from '../words/use-words.ts';
import { RequestError } from '../api/request.ts';
import { DeskBanner } from './desk-banner.tsx';
import { DeskHeader } from './desk-header.tsx';
import type { DeskState } from './desk-state.ts';
import './desk.css';
import { SeatDesk } from './seat-desk.tsx';
import { useDesk } from './use-desk.ts';

export function DeskPage({ me }: { me: Me }) {
  const { desk, store } = useDesk();
  if (desk.seat !== null) return <SeatDesk key={desk.seat.seatId} me={me} desk={desk} seat={desk.seat} store={store} />;
  return (
    <div className="desk">
      <DeskHeader me={me} showKeys={() => undefined} checkMicrophone={null}>{null}</DeskHeader>
      <DeskBanner desk={desk} />
      <main className="desk-body"><NoSeat desk={desk} onRetry={store.retry} /></main>
    </div>
  );
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
