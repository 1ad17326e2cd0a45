/**
 * One stream on its way to one page. Whatever wakes it (a wake-up, the poll, a hello), it does the same: reads the rows
 * above the last one sent and sends them. So nothing is sent twice, out of order or with a gap, and a lost wake-up only
 * costs the time to the next poll.
 */
import type { StreamBatch } from '../../../app/desk/streams.ts';
import type { StreamMessage } from '../../../contract/desk/realtime.ts';
import { onceAtATime } from '../once-at-a-time.ts';

export interface PumpOptions {
  readonly stream: string;
  readonly from: number;
  readonly read: (after: number) => Promise<StreamBatch>;
  /** false: the page is gone or too slow. */
  readonly send: (message: StreamMessage) => boolean;
  /** The store could not be read: the next wake-up or poll tries again. */
  readonly onFault: (error: unknown) => void;
}

export interface Pump {
  readonly stream: string;
  last(): number;
  /** Kept when everything that was there is sent, or the page is gone. */
  wake(): Promise<void>;
  stop(): void;
}

export function createPump({ stream, from, read, send, onFault }: PumpOptions): Pump {
  let last = from;
  let isStopped = false;

  async function sendBatch(): Promise<boolean> {
    const { messages, hasMore } = await read(last);
    for (const message of messages) {
      if (isStopped) return false;
      if (!send(message)) {
        isStopped = true;
        return false;
      }
      last = message.n;
    }
    return hasMore;
  }

  const sending = onceAtATime({ step: sendBatch, isOver: () => isStopped, onFault });
  return {
    stream,
    last: () => last,
    wake: sending.wake,
    stop() {
      isStopped = true;
    },
  };
}
