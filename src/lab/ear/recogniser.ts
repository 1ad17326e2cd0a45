import { FRAME_MS, meanLevel } from './alaw.ts';
import type { ClipIndex, IndexedClip } from './clip-index.ts';
import type { HearingGap } from './levels.ts';
import type { MusicPlace } from './music-loop.ts';
import { createPathSearch } from './path-search.ts';
import type { PathListener, Segment } from './shared-past.ts';
import { createVoiceDetector } from './voice-detector.ts';

/** What the ear makes of the sound; times are the listener's monotonic milliseconds of the sound itself, not of its recognition. */
export type EarEvent =
  | { kind: 'clip-started'; atMs: number; clip: IndexedClip }
  /** `heardFrames` of `ofFrames` (without silent ends); not complete = cut after that many. */
  | { kind: 'clip-ended'; atMs: number; startedAtMs: number; clip: IndexedClip; isComplete: boolean; heardFrames: number; ofFrames: number }
  | { kind: 'music-started' | 'music-ended'; atMs: number; clip: IndexedClip }
  | { kind: 'voice-started' | 'voice-ended'; atMs: number };

/** Nothing arrived for so long: what was heard to its end is final. */
const PAUSE_MS = 60;
/** Nothing arrived for so long: a clip in its middle was cut. */
const CUT_PAUSE_MS = 500;
/** While a voice sounds, only each so-manieth frame is searched for in the music: looking everywhere is dear. */
const MUSIC_SEARCH_EVERY = 5;
/** Longer losses than this are a pause, not a hole to be filled. */
const MAX_LOST_FRAMES = 50;

/**
 * The ear of a caller or a seat: fed each 20 ms frame as it arrives, it tells which catalogue clips were heard, how far, and what
 * else sounded. It knows the catalogue's bytes and nothing of the system that plays them.
 */
export function createRecogniser(options: { index: ClipIndex; onEvent: (event: EarEvent) => void }) {
  const { index, onEvent } = options;
  const gaps: HearingGap[] = [];
  const times = createFrameTimes();
  const voice = createVoiceDetector((kind, atMs) => onEvent({ kind, atMs }));
  const search = createPathSearch(index, createSegmentTeller({ index, onEvent, timeOf: times.of }));
  let lastAtMs: number | undefined;
  /** How late the last frame came: under load a stream falls behind the clock without any pause in it. */
  let lateMs = 0;
  let isSettled = true;
  let musicAt: MusicPlace | undefined;

  function settle(isFinal: boolean): void {
    isSettled = search.settle(isFinal);
    if (isSettled) musicAt = undefined;
  }

  function fillLoss(atMs: number, lost: number): void {
    gaps.push({ atMs: atMs - lost * FRAME_MS, lengthMs: lost * FRAME_MS });
    for (let n = Math.min(lost, MAX_LOST_FRAMES); n > 0; n -= 1) {
      times.add(atMs - n * FRAME_MS);
      search.skipLost();
    }
  }

  function placeInMusic(number: number, frame: Buffer): MusicPlace | undefined {
    const isExplained = number >= 0 && !index.isSilent(number);
    const isSkipped = !musicAt && voice.isSounding() && search.frameCount() % MUSIC_SEARCH_EVERY !== 0;
    return isExplained || isSkipped ? undefined : index.findInMusic(frame, musicAt);
  }

  return {
    /** One frame of 160 bytes that sounded at `atMs` and came at `arrivedMs`; `lostBefore` packets are missing before it. */
    hear(atMs: number, frame: Buffer, lostBefore = 0, arrivedMs = atMs): void {
      if (lastAtMs !== undefined && atMs - lastAtMs > CUT_PAUSE_MS) settle(true);
      if (lostBefore > 0) fillLoss(atMs, lostBefore);
      times.add(atMs);
      lastAtMs = atMs;
      lateMs = arrivedMs - atMs;
      isSettled = false;
      const number = index.frameNumber(frame);
      musicAt = placeInMusic(number, frame);
      search.advance(number, musicAt?.clip);
      voice.hear(atMs, number < 0 && !musicAt ? meanLevel(frame) : 0);
    },

    /** Time passed without a frame: call it while listening, at least each 50 ms; `nowMs` on the frames' clock. */
    idle(nowMs: number): void {
      if (lastAtMs === undefined) return;
      voice.idle(nowMs - lateMs);
      const quietMs = nowMs - lateMs - lastAtMs - FRAME_MS;
      if (!isSettled && quietMs >= PAUSE_MS) settle(quietMs >= CUT_PAUSE_MS);
    },

    /** The call is over: what is open is told as it stands. */
    end(): void {
      settle(true);
      voice.end();
    },

    /** Packets lost on the way, by sequence number. */
    gaps: (): readonly HearingGap[] => gaps,
  };
}

/** When each frame sounded, by its number; the distant past is forgotten. */
function createFrameTimes() {
  const times: number[] = [];
  let forgotten = 0;
  return {
    add(atMs: number): void {
      times.push(atMs);
      if (times.length < 40_000) return;
      forgotten += 20_000;
      times.splice(0, 20_000);
    },
    of: (frame: number): number => times[frame - forgotten] ?? times.at(-1) ?? 0,
  };
}

function createSegmentTeller(options: { index: ClipIndex; onEvent: (event: EarEvent) => void; timeOf: (frame: number) => number }): PathListener {
  const { index, onEvent, timeOf } = options;
  /** A clip entered in its middle (loss) began before its first heard frame. */
  const startOf = (segment: Segment): number => timeOf(segment.startFrame) - segment.fromPosition * FRAME_MS;
  /** Where the last clip was cut: one that goes on later in itself was held up by a stall, and is not told twice. */
  let cutAt: { clip: number; position: number } | undefined;
  return {
    started(segment) {
      const clip = index.clips[segment.clip];
      const isHeldUp = cutAt?.clip === segment.clip && segment.fromPosition >= cutAt.position;
      if (clip && segment.kind === 'clip' && !isHeldUp) onEvent({ kind: 'clip-started', atMs: startOf(segment), clip });
      if (clip && segment.kind === 'music') onEvent({ kind: 'music-started', atMs: startOf(segment), clip });
    },
    ended(segment, endFrame, isComplete) {
      const clip = index.clips[segment.clip];
      const atMs = timeOf(endFrame - 1) + FRAME_MS;
      if (clip && segment.kind === 'music') onEvent({ kind: 'music-ended', atMs, clip });
      if (!clip || segment.kind !== 'clip') return;
      const heardFrames = endFrame - segment.startFrame;
      cutAt = isComplete ? undefined : { clip: segment.clip, position: segment.fromPosition + heardFrames };
      onEvent({ kind: 'clip-ended', atMs, startedAtMs: startOf(segment), clip, isComplete, heardFrames, ofFrames: clip.frames.length });
    },
  };
}
