import { useEffect, useRef } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { span } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';
import type { Peaks } from './wave.ts';

export interface WaveLanesProps {
  peaks: Peaks | null;
  /** Seconds. */
  position: number;
  duration: number;
  onSeek: (seconds: number) => void;
}

const height = 84;
const colours = { left: ['#93c5fd', '#1d4ed8'], right: ['#fcd34d', '#b45309'] } as const;

/** Two lanes, client above and agent below; a click or the arrow keys move the position. */
export function WaveLanes({ peaks, position, duration, onSeek }: WaveLanesProps) {
  const { t } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, peaks, duration > 0 ? position / duration : 0);
  }, [peaks, position, duration]);

  const seek = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - box.left) / box.width) * duration);
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -5, ArrowRight: 5, Home: -duration, End: duration }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onSeek(Math.min(duration, Math.max(0, position + by)));
  };

  return (
    <canvas
      ref={canvas} className="lanes" width={1_200} height={height * 2} style={{ height }} tabIndex={0}
      role="slider" aria-label={t('player.seek')} aria-valuemin={0} aria-valuemax={Math.round(duration)} aria-valuenow={Math.round(position)} aria-valuetext={span(position * 1_000)}
      onClick={seek} onKeyDown={step}
    />
  );
}

function draw(canvas: HTMLCanvasElement, peaks: Peaks | null, played: number): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { width, height: whole } = canvas;
  context.clearRect(0, 0, width, whole);
  drawLane(context, peaks?.left ?? null, { width, middle: whole / 4, reach: whole / 4 - 6, played, colours: colours.left });
  drawLane(context, peaks?.right ?? null, { width, middle: (whole / 4) * 3, reach: whole / 4 - 6, played, colours: colours.right });
  context.fillStyle = '#0f172a';
  context.fillRect(Math.min(width - 2, played * width), 0, 2, whole);
}

interface Lane {
  width: number;
  middle: number;
  reach: number;
  played: number;
  colours: readonly [string, string];
}

function drawLane(context: CanvasRenderingContext2D, peaks: Float32Array | null, { width, middle, reach, played, colours: [ahead, heard] }: Lane): void {
  const columns = peaks?.length ?? 200;
  const step = width / columns;
  for (let column = 0; column < columns; column += 1) {
    const size = Math.max(1.5, Math.sqrt(peaks?.[column] ?? 0) * reach);
    context.fillStyle = column / columns < played ? heard : ahead;
    context.fillRect(column * step, middle - size, Math.max(1, step - 1.5), size * 2);
  }
}
