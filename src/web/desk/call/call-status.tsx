import { AudioMutedOutlined, CustomerServiceOutlined, WarningFilled } from '@ant-design/icons';
import { useWords } from '../../words/use-words.ts';
import type { PhonePlace, Situation } from './situation.ts';

/** What is recorded, and what the client hears now. Told to screen readers as it changes. */
export function CallStatus({ situation, place }: { situation: Situation; place: PhonePlace }) {
  const { t } = useWords();
  return (
    <div className="call-status" data-recording={recordingOf(situation)}>
      <Recording situation={situation} />
      <span className="call-now" aria-live="assertive" aria-atomic="true">
        {situation.kind === 'held' || situation.kind === 'rejoining' ? <CustomerServiceOutlined /> : situation.view?.isMuted === true && <AudioMutedOutlined />}
        {t(nowOf(situation, place))}
      </span>
    </div>
  );
}

const inTalk: readonly Situation['kind'][] = ['dialling', 'announcing', 'connected', 'held', 'rejoining'];

function recordingOf({ kind, view }: Situation): 'none' | 'off' | 'on' | 'failed' {
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

function nowOf({ kind, view }: Situation, place: PhonePlace): string {
  if (kind === 'ringing') return `call.now.ringing.${place}`;
  return kind === 'connected' && view?.isMuted === true ? 'call.now.muted' : `call.now.${kind}`;
}
