/** What waits to be read by one call: one event at a time, in order. A handler's failure ends its turn, not the queue. */
import type { NewEvent } from './new-event.ts';
import type { Taken } from './taken.ts';

/** A call that gets more events than this while the store is away has gone wrong; the oldest stay, the rest is dropped. */
const MAX_WAITING = 500;

export interface EventQueue {
  /** false: too many wait, the event is dropped. `taken` hears what became of it. */
  put(event: NewEvent, taken: (what: Taken) => void): boolean;
  /** Nothing is read until as many `release`, each of whose own events comes first. */
  hold(): void;
  release(first: () => void): void;
  isIdle(): boolean;
  close(): void;
}

/** What became of an event of a sitting; `fault`: its handler threw. */
export type Outcome = Taken | { readonly kind: 'fault'; readonly error: unknown };

export interface EventQueueDeps {
  /** Reads as many as it likes, in order, at least one; answers what became of each. */
  readonly sit: (next: () => NewEvent | undefined) => Promise<readonly Outcome[]>;
  readonly onFault: (error: unknown) => void;
  readonly onIdle: () => void;
}

interface Waiting {
  readonly event: NewEvent;
  readonly taken: (what: Taken) => void;
}

export function createEventQueue(deps: EventQueueDeps): EventQueue {
  const waiting: Waiting[] = [];
  let isBusy = false;
  let holds = 0;
  let isClosed = false;

  const sit = async (): Promise<void> => {
    const read: Waiting[] = [];
    const next = (): NewEvent | undefined => {
      const one = isClosed || holds > 0 ? undefined : waiting.shift();
      if (one !== undefined) read.push(one);
      return one?.event;
    };
    const outcomes = await deps.sit(next).catch((error: unknown): Outcome[] => [{ kind: 'fault', error }]);
    read.forEach(({ taken }, index) => {
      const outcome = outcomes[index] ?? outcomes.at(-1);
      if (outcome === undefined || outcome.kind === 'fault') taken({ kind: 'not-saved' });
      else taken(outcome);
    });
    for (const outcome of outcomes) if (outcome.kind === 'fault') deps.onFault(outcome.error);
  };
  const run = async (): Promise<void> => {
    if (isBusy || holds > 0) return;
    isBusy = true;
    while (waiting.length > 0 && !isClosed && holds === 0) await sit();
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
      holds += 1;
    },
    release: (first) => {
      const later = waiting.splice(0);
      holds -= 1;
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
