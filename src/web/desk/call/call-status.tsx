import { AudioMutedOutlined, CheckCircleFilled, CustomerServiceOutlined, WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { clockTime } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { PhonePlace, Situation } from './situation.ts';

/** What is recorded, and what the client hears now. Told to screen readers as it changes. */
export function CallStatus({ situation, place, third = null }: { situation: Situation; place: PhonePlace; third?: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="call-status" data-recording={recordingOf(situation)}>
      <Recording situation={situation} />
      <span className="call-now" aria-live="assertive" aria-atomic="true">
        {withMusic.includes(situation.kind) ? <CustomerServiceOutlined /> : situation.view?.isMuted === true && <AudioMutedOutlined />}
        {t(nowOf(situation, place))}
      </span>
      {third}
      <CheckOutcome situation={situation} />
    </div>
  );
}

const inTalk: readonly Situation['kind'][] = ['dialling', 'announcing', 'connected', 'held', 'checking', 'rejoining'];
const withMusic: readonly Situation['kind'][] = ['held', 'rejoining', 'checking'];

function recordingOf({ kind, view }: Situation): 'none' | 'off' | 'on' | 'paused' | 'failed' {
  return view === null || !inTalk.includes(kind) ? 'none' : view.recording;
}

function Recording({ situation }: { situation: Situation }) {
  const { t } = useWords();
  const recording = recordingOf(situation);
  if (recording === 'none') return null;
  return (
    <span className="recording" role={recording === 'failed' ? 'alert' : 'status'}>
      {recording === 'failed' ? <WarningFilled /> : <i aria-hidden="true" />}
      <strong>{t(`call.recording.${recording}`)}</strong>
      {recording === 'failed' && <span>{t('call.recording.failedHint')}</span>}
    </span>
  );
}

/** Pass, fail or neither of the last PIN check, while the talk goes on. */
function CheckOutcome({ situation: { kind, view } }: { situation: Situation }) {
  const { t } = useWords();
  if (view === null || view.checked === null || kind === 'checking' || !inTalk.includes(kind)) return null;
  const { result, at } = view.checked;
  return (
    <span className="check-outcome" data-result={result} role="status">
      {result === 'passed' ? <CheckCircleFilled /> : <WarningFilled />}
      <strong>{t(`call.checked.${result}`)}</strong>
      <time>{clockTime(at)}</time>
    </span>
  );
}

function nowOf({ kind, view }: Situation, place: PhonePlace): string {
  if (kind === 'ringing') return `call.now.ringing.${place}`;
  if (view?.lead !== undefined && view.monitor !== undefined && kind === 'connected') return `call.now.monitor.${view.monitor.mode}`;
  if (view?.guest?.shape === 'conference' && kind === 'connected') return 'call.now.conference';
  if (view?.guest !== undefined && view.guest !== null && kind === 'held') return 'call.now.consult';
  return kind === 'connected' && view?.isMuted === true ? 'call.now.muted' : `call.now.${kind}`;
}
