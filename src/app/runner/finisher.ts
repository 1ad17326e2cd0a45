/** An ended call leaves the live rows for the history, however long the store is away meanwhile. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallStore } from '../ports.ts';
import type { CallBook } from './calls.ts';
import type { Mailbox } from './mailbox.ts';

const RETRY_MS = 500;

export interface Finisher {
  finish(mailbox: Mailbox): Promise<void>;
  stop(): void;
}

export interface FinisherDeps {
  readonly store: CallStore;
  readonly calls: CallBook;
  readonly clock: Clock;
  readonly log: Log;
  readonly epoch: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

export function createFinisher(deps: FinisherDeps): Finisher {
  let isStopped = false;
  return {
    finish: async (mailbox) => {
      const { callId } = mailbox;
      const endedAt = deps.clock.now();
      while (!isStopped) {
        try {
          await deps.store.finish({ callId, epoch: deps.epoch(), endedAt, state: mailbox.state() });
          break;
        } catch (error) {
          deps.log.error({ err: error, callId }, 'ended call could not be put into the history, trying again');
          await deps.pause(RETRY_MS);
        }
      }
      mailbox.close();
      deps.calls.remove(callId);
    },
    stop: () => {
      isStopped = true;
    },
  };
}
