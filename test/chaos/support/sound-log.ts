import { meanLevel } from '../../../src/lab/ear/alaw.ts';
import { type HeardFrame, SOUNDING_LEVEL } from '../../../src/lab/ear/levels.ts';
import type { ArrivedFrame } from '../../../src/lab/sip/rtp-session.ts';
import type { Span } from './both-ways.ts';

const FRAME_MS = 20;
/** At least half of it is kept: the last forty seconds. */
const KEPT_FRAMES = 4_000;

/** What one of many callers hears: when it sounded, and the sound itself of the last while. */
export interface SoundLog {
  onFrame(frame: ArrivedFrame): void;
  /** Frames that came so far, sounding or not. */
  packets(): number;
  hasSounded(sinceMs: number): boolean;
  /** The longest stretch without sound in the span. */
  longestQuiet(span: Span): Span;
  /** Its length, ms. */
  longestQuietMs(span: Span): number;
  /** Of the last forty seconds at least. */
  frames(): readonly HeardFrame[];
}

export function createSoundLog(): SoundLog {
  const sounding: number[] = [];
  let frames: HeardFrame[] = [];
  let packets = 0;
  const longestQuiet = ({ fromMs, toMs }: Span): Span => {
    let longest = { fromMs, toMs: fromMs };
    let lastEndMs = fromMs;
    const until = (atMs: number): void => {
      if (atMs - lastEndMs > longest.toMs - longest.fromMs) longest = { fromMs: lastEndMs, toMs: atMs };
      lastEndMs = Math.max(lastEndMs, atMs + FRAME_MS);
    };
    for (const atMs of sounding) if (atMs >= fromMs && atMs <= toMs) until(atMs);
    until(toMs);
    return longest;
  };
  return {
    onFrame({ atMs, frame }) {
      packets += 1;
      if (meanLevel(frame) >= SOUNDING_LEVEL) sounding.push(atMs);
      frames.push({ atMs, frame });
      if (frames.length > KEPT_FRAMES) frames = frames.slice(frames.length / 2);
    },
    packets: () => packets,
    hasSounded: (sinceMs) => (sounding.at(-1) ?? -Infinity) >= sinceMs,
    longestQuiet,
    longestQuietMs(span) {
      const { fromMs, toMs } = longestQuiet(span);
      return Math.round(toMs - fromMs);
    },
    frames: () => frames,
  };
}
