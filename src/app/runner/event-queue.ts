/** What waits to be read by one call: one event at a time, in order. A handler's failure ends its turn, not the queue. */
import type { NewEvent } from './new-event.ts';
import type { Taken } from './taken.ts';

/** A call that gets more events than this while the store is away has gone wrong; the oldest stay, the rest is dropped. */
const MAX_WAITING = 500;

export interface EventQueue {
  /** false: too many wait, the event is dropped. `taken` hears what became of it. */
  put(event: NewEvent, taken: (what: Taken) => void): boolean;
  /** Nothing is read until `release`, whose own event comes first. */
  hold(): void;
  release(first: () => void): void;
  isIdle(): boolean;
  close(): void;
}

export interface EventQueueDeps {
  readonly take: (event: NewEvent) => Promise<Taken>;
  readonly onFault: (error: unknown) => void;
  readonly onIdle: () => void;
}

export function createEventQueue(deps: EventQueueDeps): EventQueue {
  const waiting: { event: NewEvent; taken: (what: Taken) => void }[] = [];
  let isBusy = false;
  let isHeld = false;
  let isClosed = false;

  const run = async (): Promise<void> => {
    if (isBusy || isHeld) return;
    isBusy = true;
    for (let next = waiting.shift(); next !== undefined && !isClosed; next = waiting.shift()) {
      try {
        next.taken(await deps.take(next.event));
      } catch (error) {
        next.taken({ kind: 'not-saved' });
        deps.onFault(error);
      }
    }
    isBusy = false;
    deps.onIdle();
  };

  return {
    put: (event, taken) => {
      if (isClosed) {
        taken({ kind: 'not-saved' });
        return true;
      }
      if (waiting.length >= MAX_WAITING) return false;
      waiting.push({ event, taken });
      void run();
      return true;
    },
    hold: () => {
      isHeld = true;
    },
    release: (first) => {
      const later = waiting.splice(0);
      isHeld = false;
      first();
      waiting.push(...later);
      void run();
    },
    isIdle: () => !isBusy && waiting.length === 0,
    close: () => {
      isClosed = true;
      for (const { taken } of waiting.splice(0)) taken({ kind: 'not-saved' });
    },
  };
}
