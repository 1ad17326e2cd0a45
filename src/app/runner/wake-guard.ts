/**
 * A process that was stopped for a while (SIGSTOP, a suspended machine) wakes up and believes that no time has passed; meanwhile
 * another may have taken its calls. So after such a sleep nothing goes out before the lease has been asked for.
 *
 *   awake --gap--> in doubt --ours--> awake
 *                     |------lost--> never again
 */
import type { Log } from '../log.ts';

const PULSE_EVERY_MS = 250;
/** Longer than any stall of a busy machine that a take-over could follow; shorter than the lease. */
const ASLEEP_AFTER_MS = 2_000;
const ASK_AGAIN_MS = 500;
/** The store is away as well: by then the event socket has told whether another process has the application. */
const DOUBT_LIMIT_MS = 3_000;

export interface WakeGuard {
  /** undefined: go on. Otherwise wait for it; it never resolves once the calls are another's. */
  doubt(): Promise<void> | undefined;
  stop(): void;
}

export interface WakeGuardDeps {
  readonly monotonicMs: () => number;
  /** Whether the lease is still ours; rejects while the store is away. Who lost it is told elsewhere. */
  readonly isOurs: () => Promise<boolean>;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: Log;
}

export function createWakeGuard(deps: WakeGuardDeps): WakeGuard {
  let awakeAtMs = deps.monotonicMs();
  let doubt: Promise<void> | undefined;

  const settle = async (sleptMs: number): Promise<void> => {
    deps.log.warn({ sleptMs: Math.round(sleptMs) }, 'this process was stopped for a while: its lease is asked for before anything is commanded');
    const since = deps.monotonicMs();
    while (deps.monotonicMs() - since < DOUBT_LIMIT_MS) {
      const isOurs = await deps.isOurs().catch(() => null);
      if (isOurs === false) return new Promise<void>(() => undefined);
      if (isOurs === true) break;
      await deps.pause(ASK_AGAIN_MS);
    }
    doubt = undefined;
  };
  /** Looked at before each command, not only at each pulse: after a sleep any timer may be the first to run. */
  const look = (): void => {
    const nowMs = deps.monotonicMs();
    const sleptMs = nowMs - awakeAtMs;
    awakeAtMs = nowMs;
    if (sleptMs > ASLEEP_AFTER_MS) doubt ??= settle(sleptMs);
  };
  const pulse = setInterval(look, PULSE_EVERY_MS);

  return {
    doubt: () => {
      look();
      return doubt;
    },
    stop: () => clearInterval(pulse),
  };
}
