/**
 * Bounds how many requests are under way and how many wait for a place, so that a slow back office costs a bounded number of
 * callers a few seconds instead of piling up until memory and sockets are gone.
 */
export type Bulkhead = {
  /** A place, to be given back by `leave`; false at once when the waiting room is full, and when the signal ends the wait. */
  enter(signal: AbortSignal): Promise<boolean>;
  leave(): void;
  load(): { readonly inFlight: number; readonly waiting: number };
};

export function createBulkhead(limits: { readonly maxInFlight: number; readonly maxWaiting: number }): Bulkhead {
  let inFlight = 0;
  /** In order of arrival; each is called once, when a place is handed over. */
  const waiting = new Set<() => void>();

  return {
    enter(signal) {
      if (inFlight < limits.maxInFlight) {
        inFlight += 1;
        return Promise.resolve(true);
      }
      if (waiting.size >= limits.maxWaiting || signal.aborted) return Promise.resolve(false);
      return new Promise((resolve) => {
        const giveUp = (): void => {
          waiting.delete(takePlace);
          resolve(false);
        };
        const takePlace = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve(true);
        };
        waiting.add(takePlace);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
    leave() {
      const [next] = waiting;
      if (next === undefined) {
        inFlight -= 1;
        return;
      }
      // The place goes on to the next in line without being free in between.
      waiting.delete(next);
      next();
    },
    load: () => ({ inFlight, waiting: waiting.size }),
  };
}
