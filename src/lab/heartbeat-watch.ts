/** Watches the file that a process touches twice a second. */
import { rmSync, statSync } from 'node:fs';
import { isFrozen } from './restart-policy.ts';

/** Times are monotonic: when a *change* of the file was seen counts, not what the file says the time is. */
export type Look = { nowMs: number; /** How long the looking process itself was held up. */ heldUpMs: number };

export function createHeartbeatWatch(file: string) {
  let startedAtMs = performance.now();
  let last: { mtimeMs: number; seenAtMs: number } | undefined;
  return {
    /** Begins anew for a new process. */
    restart(keepFile: boolean): void {
      startedAtMs = performance.now();
      last = undefined;
      if (!keepFile) rmSync(file, { force: true });
    },
    isFrozen({ nowMs, heldUpMs }: Look): boolean {
      const mtimeMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      if (mtimeMs !== undefined && mtimeMs !== last?.mtimeMs) last = { mtimeMs, seenAtMs: nowMs };
      else if (last !== undefined && heldUpMs > 1_000) last.seenAtMs += heldUpMs;
      return isFrozen({ lastBeatAtMs: last?.seenAtMs, startedAtMs, nowMs });
    },
  };
}
export type HeartbeatWatch = ReturnType<typeof createHeartbeatWatch>;
