import { CaretRightFilled, CloseOutlined, PauseOutlined, SafetyOutlined } from '@ant-design/icons';
import { Alert, Button, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { audioAddress } from '../api/desk-api.ts';
import { span } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';
import { createChannelChoice } from './channel-choice.ts';
import type { ChannelChoice, Heard } from './channel-choice.ts';
import { peaksOf } from './wave.ts';
import type { Peaks } from './wave.ts';
import { WaveLanes } from './wave-lanes.tsx';

/** Longer recordings are played piece by piece and get no picture: it would need the whole file. */
const pictureUpToBytes = 30_000_000;
const columns = 300;

export function RecordingPlayer({ recordingId, onClose }: { recordingId: string; onClose: () => void }) {
  const { t } = useWords();
  const audio = useRef<HTMLAudioElement>(null);
  const [time, setTime] = useState({ position: 0, duration: 0 });
  const [isPlaying, setPlaying] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [heard, choose] = useChannels(audio);
  const peaks = usePeaks(recordingId);

  const look = () => {
    const element = audio.current;
    if (element !== null) setTime({ position: element.currentTime, duration: Number.isFinite(element.duration) ? element.duration : 0 });
  };
  const toggle = () => {
    const element = audio.current;
    if (element === null) return;
    if (element.paused) element.play().catch(() => setFailed(true));
    else element.pause();
  };
  const seek = (seconds: number) => {
    if (audio.current !== null) audio.current.currentTime = seconds;
    look();
  };
  const retry = () => {
    setFailed(false);
    audio.current?.load();
  };

  return (
    <div className="player" role="group" aria-label={t('player.title')}>
      <audio
        ref={audio} src={audioAddress(recordingId)} preload="auto" autoPlay
        onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)} onTimeUpdate={look} onDurationChange={look} onError={() => setFailed(true)}
      />
      {hasFailed && <Alert type="error" showIcon title={t('player.failed')} description={t('player.failedHint', { id: recordingId })} action={<Button onClick={retry}>{t('player.retry')}</Button>} />}
      <div className="player-row">
        <Button type="primary" shape="circle" size="large" aria-label={t(isPlaying ? 'player.pause' : 'player.play')} icon={isPlaying ? <PauseOutlined /> : <CaretRightFilled />} onClick={toggle} />
        <div className="player-legend"><span data-side="left">{t('player.left')}</span><span data-side="right">{t('player.right')}</span></div>
        <WaveLanes peaks={peaks} position={time.position} duration={time.duration} onSeek={seek} />
        <div className="player-time">{span(time.position * 1_000)} / {span(time.duration * 1_000)}</div>
      </div>
      <div className="player-row player-foot">
        <Segmented<Heard>
          size="small" aria-label={t('player.channels')} value={heard} onChange={choose}
          options={[{ value: 'both', label: t('player.both') }, { value: 'left', label: t('player.client') }, { value: 'right', label: t('player.agent') }]}
        />
        <span className="muted"><SafetyOutlined /> {t('player.audited')}</span>
        <Button className="player-close" type="text" size="small" icon={<CloseOutlined />} onClick={onClose}>{t('calls.close')}</Button>
      </div>
    </div>
  );
}

function useChannels(audio: React.RefObject<HTMLAudioElement | null>): [Heard, (heard: Heard) => void] {
  const [heard, setHeard] = useState<Heard>('both');
  const choice = useRef<ChannelChoice | null>(null);
  useEffect(() => () => choice.current?.close(), []);
  return [
    heard,
    (chosen) => {
      // Only who chooses needs the graph; without it the browser plays the file as it is.
      if (audio.current !== null) choice.current ??= createChannelChoice(audio.current);
      choice.current?.hear(chosen);
      setHeard(chosen);
    },
  ];
}

function usePeaks(recordingId: string): Peaks | null {
  const [peaks, setPeaks] = useState<Peaks | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const read = async () => {
      const response = await fetch(audioAddress(recordingId), { signal: stop.signal });
      if (!response.ok || Number(response.headers.get('content-length') ?? 0) > pictureUpToBytes) return stop.abort();
      setPeaks(peaksOf(await response.arrayBuffer(), columns));
    };
    read().catch(() => undefined);
    return () => stop.abort();
  }, [recordingId]);
  return peaks;
}
