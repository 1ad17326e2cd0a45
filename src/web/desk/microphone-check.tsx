import { AudioOutlined, CheckCircleFilled, CloseCircleFilled, LoadingOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useEffect } from 'react';
import type { Microphone } from '../phone/phone-state.ts';
import type { PagePhone } from './call/page-phone.ts';
import { useWords } from '../words/use-words.ts';
import './microphone-check.css';

/** Louder than this is a voice, not the room. */
const voiceFrom = 0.35;
const bars = 20;

export interface MicrophoneCheckProps extends PagePhone {
  /** before-ready: she cannot be ready without a microphone. */
  readonly reason: 'before-ready' | 'asked';
  readonly close: () => void;
  readonly ready: () => void;
}

/** Speak, and see it: before the first call, or whenever she wants to know. */
export function MicrophoneCheck({ phone, actions, reason, close, ready }: MicrophoneCheckProps) {
  const { t } = useWords();
  const { microphone } = phone;
  useEffect(() => {
    void actions.checkMicrophone();
    return () => actions.endCheck();
  }, [actions]);
  const isGood = microphone === 'ready';
  return (
    <Modal
      open
      onCancel={close}
      width={480}
      title={t('microphone.heading')}
      footer={[
        <Button key="again" onClick={() => void actions.checkMicrophone()}>{t('microphone.again')}</Button>,
        reason === 'before-ready'
          ? <Button key="ready" type="primary" disabled={!isGood} onClick={ready}>{t('microphone.ready')}</Button>
          : <Button key="close" type="primary" onClick={close}>{t('microphone.close')}</Button>,
      ]}
    >
      <div className="microphone" data-microphone={microphone}>
        <Sentence microphone={microphone} isHeard={(phone.level ?? 0) >= voiceFrom} />
        <Meter level={phone.level ?? 0} />
      </div>
    </Modal>
  );
}

function Sentence({ microphone, isHeard }: { microphone: Microphone; isHeard: boolean }) {
  const { t } = useWords();
  const icon = microphone === 'ready' ? isHeard ? <CheckCircleFilled /> : <AudioOutlined /> : microphone === 'asking' || microphone === 'unknown' ? <LoadingOutlined /> : <CloseCircleFilled />;
  const word = microphone === 'ready' && isHeard ? 'heard' : microphone;
  return (
    <div className="microphone-sentence" role="status">
      <span aria-hidden="true">{icon}</span>
      <div><strong>{t(`microphone.of.${word}`)}</strong><p>{t(`microphone.hint.${word}`)}</p></div>
    </div>
  );
}

function Meter({ level }: { level: number }) {
  const { t } = useWords();
  const lit = Math.round(level * bars);
  return (
    <div className="microphone-meter" role="meter" aria-label={t('microphone.level')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(level * 100)}>
      {Array.from({ length: bars }, (_, position) => <i key={position} data-lit={position < lit} data-loud={position >= bars - 3} />)}
    </div>
  );
}
