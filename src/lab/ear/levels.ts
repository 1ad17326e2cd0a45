import { FRAME_BYTES, FRAME_MS, decodeAlaw, meanLevel } from './alaw.ts';

/** What arrived and when: `atMs` on the listener's own monotonic clock, `frame` 160 bytes of A-law. */
export interface HeardFrame {
  atMs: number;
  frame: Buffer;
}

export interface HearingGap {
  atMs: number;
  lengthMs: number;
}

/** From this mean level on a second counts as sounding: far above silence (8), far below any tone or voice of the lab. */
export const SOUNDING_LEVEL = 100;

/**
 * Mean A-law level of each whole second from `fromMs` to `toMs`; a second in which nothing arrived is 0, missing frames count as
 * nothing heard. For "both ways in every second of an outage".
 */
export function levelPerSecond(frames: readonly HeardFrame[], span: { fromMs: number; toMs: number }): number[] {
  const seconds = Math.max(0, Math.floor((span.toMs - span.fromMs) / 1000));
  const sums = new Array<number>(seconds).fill(0);
  for (const { atMs, frame } of frames) {
    const second = Math.floor((atMs - span.fromMs) / 1000);
    if (second < 0 || second >= seconds) continue;
    sums[second] = (sums[second] ?? 0) + meanLevel(frame) * (frame.length / FRAME_BYTES);
  }
  return sums.map((sum) => sum / (1000 / FRAME_MS));
}

/** The stretches longer than `longerThanMs` without any frame of level >= `level` between `fromMs` and `toMs`. */
export function quietGaps(
  frames: readonly HeardFrame[],
  rule: { fromMs: number; toMs: number; longerThanMs: number; level?: number },
): HearingGap[] {
  const level = rule.level ?? SOUNDING_LEVEL;
  const gaps: HearingGap[] = [];
  let lastEndMs = rule.fromMs;
  const close = (untilMs: number): void => {
    if (untilMs - lastEndMs > rule.longerThanMs) gaps.push({ atMs: lastEndMs, lengthMs: untilMs - lastEndMs });
  };
  for (const { atMs, frame } of frames) {
    if (atMs < rule.fromMs || atMs > rule.toMs || meanLevel(frame) < level) continue;
    close(atMs);
    lastEndMs = Math.max(lastEndMs, atMs + FRAME_MS);
  }
  close(rule.toMs);
  return gaps;
}

/**
 * How much of the sound is one tone: 0 (nothing of it) to 1 (nothing else), by the Goertzel filter over A-law bytes at 8 kHz.
 * Tells whose voice is in a recording: every seat and caller of the lab has a frequency of its own.
 */
export function toneShare(alaw: Uint8Array, frequencyHz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequencyHz) / 8000);
  let previous = 0;
  let beforePrevious = 0;
  let energy = 0;
  for (const byte of alaw) {
    const sample = decodeAlaw(byte);
    const current = sample + coefficient * previous - beforePrevious;
    beforePrevious = previous;
    previous = current;
    energy += sample * sample;
  }
  if (energy === 0) return 0;
  const power = previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious;
  return Math.min(1, (2 * power) / (alaw.length * energy));
}
