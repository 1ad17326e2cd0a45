import { useWords } from '../../words/use-words.ts';
import { AuthBadge } from '../auth-badge.tsx';
import './call-bar.css';
import type { CallBarProps } from './call-bar-props.ts';
import { CallButtons } from './call-buttons.tsx';
import { CallStatus } from './call-status.tsx';
import { CallTimers } from './call-timers.tsx';
import { GuestStrip } from './guest-strip.tsx';
import { MonitorStrip } from './monitor-strip.tsx';
import { CallerGlance } from './caller-glance.tsx';

/** The telephone of the desk: always there and always the same height, so that no button moves under a finger. */
export function CallBar(props: CallBarProps) {
  const { t } = useWords();
  const { seat, situation, offsetMs } = props;
  return (
    <section className="call-bar" data-situation={situation.kind} data-muted={situation.view?.isMuted === true} aria-label={t('call.heading')} tabIndex={-1}>
      <div className="call-bar-row">
        <CallerGlance situation={situation} pop={seat.pop} />
        {situation.view !== null && situation.kind !== 'ended' && <AuthBadge auth={situation.view.auth} isShort />}
        <CallTimers situation={situation} acwSince={seat.state.phase === 'acw' ? seat.since : null} offsetMs={offsetMs} />
        <CallButtons {...props} />
      </div>
      <CallStatus situation={situation} place={props.place} third={<><GuestStrip situation={situation} asked={props.asked} ask={props.ask} /><MonitorStrip situation={situation} /></>} />
    </section>
  );
}
