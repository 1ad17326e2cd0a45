/**
 * Is the sound file what the talk asks for? Left is what the client said, right what the client heard: 16-bit, 8 kHz, headerless.
 * Lengths that differ a little are no gap: the recording starts a moment after it was ordered and ends with its channel.
 */

export const RATE_HZ = 8_000;
/** Two channels of 16 bits. */
export const BYTES_PER_FRAME = 4;

/**
 * More than this is missing sound. A crash of Asterisk loses 1.1 s at most (its buffer of 32 kB), and that has to be seen: it is
 * below it.
 */
export const LENGTH_TOLERANCE_MS = 1_000;

export interface Talk {
  /** When the recording was ordered, epoch ms. */
  readonly startedAt: number;
  /** When the talk ended, epoch ms; null: the facts do not say (the call's end is used, if there is one). */
  readonly endedAt: number | null;
}

export interface FoundFile {
  readonly bytes: number;
  /** When it was written to last, epoch ms. */
  readonly writtenAt: number;
}

export type RecordingVerdict =
  | { readonly kind: 'ok'; readonly frames: number; readonly expectedMs: number | null }
  /** `where`: the file stops before the talk did, or time is missing within it (neither side sent sound), or both. */
  | { readonly kind: 'short'; readonly frames: number; readonly expectedMs: number; readonly missingMs: number; readonly where: 'end' | 'within' | 'both' }
  | { readonly kind: 'missing'; readonly expectedMs: number | null };

export const framesOf = (bytes: number): number => Math.floor(bytes / BYTES_PER_FRAME);
export const durationMsOf = (frames: number): number => Math.round((frames * 1_000) / RATE_HZ);

export function judgeRecording(talk: Talk, file: FoundFile | null): RecordingVerdict {
  const expectedMs = talk.endedAt === null ? null : Math.max(0, talk.endedAt - talk.startedAt);
  const frames = framesOf(file?.bytes ?? 0);
  if (file === null || frames === 0) return { kind: 'missing', expectedMs };
  if (expectedMs === null || talk.endedAt === null) return { kind: 'ok', frames, expectedMs };
  const missingMs = expectedMs - durationMsOf(frames);
  if (missingMs <= LENGTH_TOLERANCE_MS) return { kind: 'ok', frames, expectedMs };
  const missingAtEndMs = Math.max(0, talk.endedAt - file.writtenAt);
  const missingWithinMs = missingMs - missingAtEndMs;
  const isEnd = missingAtEndMs > LENGTH_TOLERANCE_MS;
  const isWithin = missingWithinMs > LENGTH_TOLERANCE_MS;
  const where = isEnd && isWithin ? 'both' : isEnd ? 'end' : 'within';
  return { kind: 'short', frames, expectedMs, missingMs, where };
}
