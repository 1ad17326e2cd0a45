import { PhoneOutlined, PoweroffOutlined, CoffeeOutlined } from '@ant-design/icons';
import { Alert, Skeleton, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Auth } from '../../contract/desk/auth.ts';
import type { ScreenPop } from '../../contract/desk/pop.ts';
import type { Seat, SeatState } from '../../contract/desk/seat.ts';
import { span } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';
import { AuthBadge } from './auth-badge.tsx';
import { CallerNumber } from './caller-number.tsx';
import { ClientPanel } from './client-panel.tsx';
import { callOf } from './desk-state.ts';
import { GivenAnswers } from './given-answers.tsx';
import { IvrPath } from './ivr-path.tsx';
import './pop.css';
import { ServiceFile } from './service/service-file.tsx';
import { PreviousCalls } from './previous-calls.tsx';

/** Who is on the phone, before it rings. */
export function PopCard({ seat }: { seat: Seat }) {
  const { pop, state, call } = seat;
  if (callOf(state) === null) return <NoCall state={state} />;
  if (pop === null) return <Coming />;
  return <Pop key={pop.callId} pop={pop} auth={call?.callId === pop.callId ? call.auth : pop.auth} phase={state.phase} />;
}

function Pop({ pop, auth, phase }: { pop: ScreenPop; auth: Auth; phase: SeatState['phase'] }) {
  const { t, known } = useWords();
  const [chosenId, choose] = useState<string | null>(null);
  const clientId = pop.match.kind === 'one' ? pop.match.client.clientId : chosenId;
  const isInbound = pop.direction === 'inbound';
  return (
    <section className="card pop" data-phase={phase} aria-label={t(`pop.direction.${pop.direction}`)}>
      <header className="pop-head">
        <Tag className="pop-direction" color={isInbound ? 'blue' : 'purple'}>{t(`pop.direction.${pop.direction}`)}</Tag>
        <strong>{known('queue', pop.queue)}</strong>
        {isInbound && <span className="muted">{t('pop.dnis', { dnis: pop.dnis })}</span>}
        <AuthBadge auth={auth} />
        <span className="pop-waited">{isInbound && t('pop.waited', { time: span(pop.waitedMs) })}</span>
        <Tag className="pop-phase" data-phase={phase} variant="solid">{t(`seat.phase.${phase}`)}</Tag>
      </header>
      {pop.caseId !== null && <Alert className="pop-case" type="info" showIcon title={<><strong>{t('pop.case')}</strong> {t('pop.caseHint')}</>} />}
      <div className="pop-who">
        <CallerNumber ani={pop.ani} direction={pop.direction} />
        <ClientPanel match={pop.match} chosenId={chosenId} choose={choose} />
      </div>
      <div className="pop-more">
        {isInbound && <Block title={t('pop.path')}><IvrPath nodes={pop.ivrPath} titles={pop.ivrTitles} /></Block>}
        {isInbound && <Block title={t('pop.answers')}><GivenAnswers answers={pop.answers} /></Block>}
        <Block title={t('pop.previous')}><PreviousCalls key={clientsOf(pop)} callId={pop.callId} /></Block>
      </div>
      {pop.match.kind !== 'none' && <ServiceFile key={clientId} callId={pop.callId} clientId={clientId} />}
    </section>
  );
}

/** An amended pop may know other clients: then their calls are read. */
function clientsOf({ match }: ScreenPop): string {
  if (match.kind === 'none') return '';
  return match.kind === 'one' ? match.client.clientId : match.clients.map(({ clientId }) => clientId).join(' ');
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="pop-block">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Coming() {
  const { t } = useWords();
  return (
    <section className="card pop" aria-busy="true" aria-label={t('pop.waiting')}>
      <p className="muted">{t('pop.waiting')}</p>
      <Skeleton active avatar paragraph={{ rows: 3 }} />
    </section>
  );
}

function NoCall({ state }: { state: SeatState }) {
  const { t } = useWords();
  const [icon, words] =
    state.phase === 'ready' ? [<PhoneOutlined key="i" />, 'emptyReady'] : state.phase === 'signed-out' ? [<PoweroffOutlined key="i" />, 'emptySignedOut'] : [<CoffeeOutlined key="i" />, 'emptyNotReady'];
  return (
    <section className="card pop-empty" data-phase={state.phase}>
      <span className="pop-empty-icon" aria-hidden="true">{icon}</span>
      <strong>{t(`pop.${words}`)}</strong>
      <span className="muted">{t(`pop.${words}Hint`)}</span>
    </section>
  );
}
