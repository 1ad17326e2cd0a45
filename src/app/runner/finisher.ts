/** An ended call leaves the live rows for the history, however long the store is away meanwhile. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallStore } from '../ports.ts';
import type { CallBook } from './calls.ts';
import type { Mailbox } from './mailbox.ts';

const RETRY_MS = 500;

/** A crash of the store reaches back less far than this. */
const REMEMBERED_MS = 60_000;

export interface Finisher {
  /** `isInHistory`: its line is written already, with its last step. */
  finish(mailbox: Mailbox, isInHistory: boolean): Promise<void>;
  /** After the store may have crashed: those of the last minute once more. Idempotent; throws while it is away. */
  finishAgain(): Promise<void>;
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
  let recent: Parameters<CallStore['finish']>[0][] = [];
  return {
    finishAgain: async () => {
      for (const call of [...recent]) await deps.store.finish({ ...call, epoch: deps.epoch() });
    },
    finish: async (mailbox, isInHistory) => {
      const { callId } = mailbox;
      const endedAt = deps.clock.now();
      const call = { callId, epoch: deps.epoch(), endedAt, state: mailbox.state() };
      while (!isStopped) {
        try {
          if (!isInHistory) await deps.store.finish({ ...call, epoch: deps.epoch() });
          recent = [...recent.filter((one) => one.endedAt > endedAt - REMEMBERED_MS), call];
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
