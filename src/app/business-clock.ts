/**
 * The firm's business time: what the calendar, the service hours and the quotes go by. It is the true time plus an offset that
 * stands in the store (set by `up --now`, the same for every process) and is read again from time to time. Telephony timers and
 * the timestamps of facts never use it.
 */
export type BusinessClock = {
  /** Epoch milliseconds of business time. */
  nowMs(): number;
};

/** Where the offset stands; faults are thrown. */
export type BusinessClockStore = {
  read(): Promise<{ readonly offsetMs: number }>;
};

export type BusinessClockDeps = {
  readonly store: BusinessClockStore;
  /** True time, epoch milliseconds. */
  readonly epochNowMs: () => number;
  /** A clock that never steps, for the offset's age. */
  readonly monotonicNowMs: () => number;
  /** The offset read at the start: a process that cannot read it does not know what day it is and must not open. */
  readonly initialOffsetMs: number;
};

export type RefreshingBusinessClock = BusinessClock & {
  /**
   * Reads the offset again. `kept`: the store is away, the last offset holds and the clock runs on. Never rejects; a refresh
   * asked for while one is under way is that one.
   */
  refresh(): Promise<'refreshed' | 'kept'>;
  offsetMs(): number;
  /** How long ago the offset was last read, for the readiness page. */
  offsetAgeMs(): number;
};

export function createBusinessClock(deps: BusinessClockDeps): RefreshingBusinessClock {
  let offsetMs = deps.initialOffsetMs;
  let readAtMs = deps.monotonicNowMs();
  let underWay: Promise<'refreshed' | 'kept'> | undefined;

  const readOffset = async (): Promise<'refreshed' | 'kept'> => {
    try {
      const read = await deps.store.read();
      offsetMs = read.offsetMs;
      readAtMs = deps.monotonicNowMs();
      return 'refreshed';
    } catch {
      // The store says itself that it is away, in its own log and readiness; here only the age grows.
      return 'kept';
    }
  };

  return {
    nowMs: () => deps.epochNowMs() + offsetMs,
    refresh: () =>
      (underWay ??= readOffset().finally(() => {
        underWay = undefined;
      })),
    offsetMs: () => offsetMs,
    offsetAgeMs: () => deps.monotonicNowMs() - readAtMs,
  };
}
