import { CoffeeOutlined, CustomerServiceOutlined, EditOutlined, PhoneOutlined, PoweroffOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { Alert, Tag } from 'antd';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import type { Seat, SeatChange, SeatState } from '../../contract/desk/seat.ts';
import { span } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';
import { useKeptFocus } from './keys/use-kept-focus.ts';
import { SeatButtons } from './seat-buttons.tsx';
import { useNow } from './use-now.ts';
import type { DeskPhone } from './use-phone-place.ts';

const icons: Readonly<Record<SeatState['phase'], ReactNode>> = {
  'signed-out': <PoweroffOutlined />,
  'not-ready': <CoffeeOutlined />,
  ready: <CustomerServiceOutlined />,
  reserved: <ThunderboltOutlined />,
  ringing: <PhoneOutlined />,
  talking: <PhoneOutlined />,
  acw: <EditOutlined />,
};

export interface SeatCardProps {
  seat: Seat;
  extensions: readonly string[];
  offsetMs: number;
  change: (change: SeatChange) => Promise<void>;
  phone: DeskPhone;
}

/** The state in large, how long it has lasted by the server's clock, and what may be asked of it now. */
export function SeatCard({ seat, extensions, offsetMs, change, phone }: SeatCardProps) {
  const { t, known } = useWords();
  const { state } = seat;
  const reason = state.phase === 'not-ready' ? state.reason : null;
  const isDesk = phone.place === 'desk';
  const card = useRef<HTMLElement>(null);
  useKeptFocus(card);

  return (
    <section ref={card} tabIndex={-1} className="card seat-card" aria-label={t('seat.heading')}>
      <div className="seat-state" data-phase={state.phase}>
        <div className="seat-phase" role="status">
          <span className="seat-icon">{icons[state.phase]}</span>
          <strong>{t(`seat.phase.${state.phase}`)}</strong>
          {reason !== null && <span className="seat-reason">{known('seat.reason', reason)}</span>}
        </div>
        <Clock seat={seat} offsetMs={offsetMs} />
        <div className="seat-hint">{t(state.phase === 'ringing' ? `call.now.ringing.${phone.place}` : `seat.phaseHint.${state.phase}`)}</div>
      </div>
      <div className="seat-below">
        <div className="seat-device">
          <span>{t('seat.extension', { extension: seat.extension })}</span>
          {isDesk ? <Device isOnline={seat.isDeviceOnline} /> : <Tag>{t('seat.device.page')}</Tag>}
        </div>
        {isDesk && seat.isDeviceOnline === false && state.phase !== 'signed-out' && <Alert type="warning" showIcon title={t('seat.deviceHint')} />}
        {(reason === 'rona' || reason === 'device-lost' || reason === 'signed-in' || reason === 'supervisor') && (
          <Alert type={reason === 'signed-in' ? 'info' : 'warning'} showIcon title={t(`seat.reasonHint.${reason}`)} />
        )}
        <SeatButtons state={state} extension={seat.extension} extensions={extensions} change={change} phone={phone} />
      </div>
    </section>
  );
}

function Device({ isOnline }: { isOnline: boolean | null }) {
  const { t } = useWords();
  if (isOnline === null) return <Tag>{t('seat.device.unknown')}</Tag>;
  return isOnline ? <Tag color="green">{t('seat.device.online')}</Tag> : <Tag color="red">{t('seat.device.offline')}</Tag>;
}

function Clock({ seat, offsetMs }: { seat: Seat; offsetMs: number }) {
  const { t } = useWords();
  const now = useNow(offsetMs);
  const { state, since } = seat;
  const isAcw = state.phase === 'acw';
  const leftMs = isAcw ? state.acwEndsAt - now : 0;
  const wholeMs = isAcw ? Math.max(1, state.acwEndsAt - since) : 1;
  return (
    <>
      <div className="seat-clock" role="timer" aria-label={isAcw ? t('seat.acwLeft') : t('seat.inState')}>
        {span(isAcw ? leftMs + 999 : now - since)}
        {isAcw && <small>{t('seat.acwLeft')}</small>}
      </div>
      {isAcw && <div className="seat-progress" aria-hidden="true"><i style={{ width: `${Math.min(100, Math.max(0, (leftMs / wholeMs) * 100))}%` }} /></div>}
    </>
  );
}
