/**
 * Each server's clock against PostgreSQL's: times that servers write for each other (how long a reservation holds, when after-call work
 * ends) are only as good as their clocks agree. The offset is measured like a network clock's, half the way there and back apart.
 */
import type { Log } from './log.ts';

const LOOK_EVERY_MS = 10_000;
/** Beyond this a reservation of one server could run out at another. */
export const CLOCK_OFFSET_LIMIT_MS = 1_000;

export interface ClockWatchDeps {
  /** The store's clock, epoch ms. */
  readonly askStore: () => Promise<number>;
  readonly now: () => number;
  readonly log: Log;
}

export function createClockWatch({ askStore, now, log }: ClockWatchDeps) {
  let timer: NodeJS.Timeout | undefined;
  let offsetMs: number | null = null;
  const isOff = (): boolean => offsetMs !== null && Math.abs(offsetMs) > CLOCK_OFFSET_LIMIT_MS;

  async function look(): Promise<void> {
    const before = now();
    const store = await askStore();
    const after = now();
    // A slow answer tells too little.
    if (after - before > CLOCK_OFFSET_LIMIT_MS) return;
    const wasOff = isOff();
    offsetMs = Math.round((before + after) / 2 - store);
    if (isOff() && !wasOff) log.error({ offsetMs }, "this server's clock is not PostgreSQL's");
    if (!isOff() && wasOff) log.info({ offsetMs }, "this server's clock agrees with PostgreSQL's again");
  }

  const tick = (): void => void look().catch(() => undefined);
  return {
    look,
    start: (): void => {
      tick();
      timer = setInterval(tick, LOOK_EVERY_MS);
    },
    stop: (): void => clearInterval(timer),
    /** Said on the health page: callers are served all the same. */
    trouble: (): readonly string[] => (isOff() ? [`the clock of this server is ${offsetMs} ms off PostgreSQL's: let both machines follow one time server`] : []),
  };
}
