import { FRAME_MS } from '../ear/alaw.ts';

/** After a stall this many frames are made up for at once; older ones are left out, as a phone would. */
const MAX_CATCH_UP_FRAMES = 25;

/** The lab's monotonic clock in ms: what all times of calls, seats and ears are read from. */
export const nowMs = (): number => performance.now();

type Beat = (frames: number) => void;
const beats = new Set<Beat>();
let timer: NodeJS.Timeout | undefined;
let nextAtMs = 0;

function tick(): void {
  const dueFrames = Math.floor((nowMs() - nextAtMs) / FRAME_MS) + 1;
  if (dueFrames > 0) {
    nextAtMs += dueFrames * FRAME_MS;
    for (const beat of beats) beat(Math.min(dueFrames, MAX_CATCH_UP_FRAMES));
  }
  timer = setTimeout(tick, Math.max(1, nextAtMs - nowMs()));
}

/**
 * Calls back each 20 ms of monotonic time with the number of frames due (more than 1 after a stall), so that media neither
 * drifts nor loses time. One timer serves all calls of the process. Returns the way to stop.
 */
export function onEachFrame(beat: Beat): () => void {
  beats.add(beat);
  if (!timer) {
    nextAtMs = nowMs() + FRAME_MS;
    timer = setTimeout(tick, FRAME_MS);
  }
  return () => {
    beats.delete(beat);
    if (beats.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}
