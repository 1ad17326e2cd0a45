/** When a part that ended is started again: at once the first time, then more slowly, but it is never given up. */

const delaysMs = [0, 100, 300, 1_000, 2_000, 5_000] as const;
/** A part that ran this long is healthy: its next end counts as the first again. */
export const healthyAfterMs = 10_000;
/** A heartbeat older than this means frozen. */
export const heartbeatLimitMs = 3_000;
/** A process that has not beaten yet is still starting. */
export const firstHeartbeatLimitMs = 30_000;

/** Delay before the next start after this many short lives in a row (0 = none). */
export function restartDelayMs(shortLives: number): number {
  return delaysMs[Math.min(shortLives, delaysMs.length - 1)] ?? 5_000;
}

export type HeartbeatView = {
  /** Monotonic ms at which the heartbeat file was last seen to change; undefined before the first beat. */
  lastBeatAtMs: number | undefined;
  startedAtMs: number;
  nowMs: number;
};

/**
 * Whether a process with a heartbeat is frozen. Times are monotonic and say when a *change* was seen, so that a step
 * of the machine's clock kills nothing.
 */
export function isFrozen(view: HeartbeatView): boolean {
  if (view.lastBeatAtMs === undefined) return view.nowMs - view.startedAtMs > firstHeartbeatLimitMs;
  return view.nowMs - view.lastBeatAtMs > heartbeatLimitMs;
}
