/** One other system that listens: whatever wakes it, the rows above the last one sent are read and sent, in order. */
import type { WebSocket } from 'ws';
import { cloudEvent } from '../../../app/api/cloud-event.ts';
import type { EventStore } from '../../../app/api/event-ports.ts';
import type { ApiToken } from '../../../app/api/tokens.ts';
import { closeCodes } from '../../../contract/desk/realtime.ts';
import type { CloudEvent, EventControl } from '../../../contract/events.ts';
import { onceAtATime } from '../once-at-a-time.ts';

const BATCH = 200;
const BUFFER_BYTES = 1024 * 1024;

export interface EventListenerOptions {
  readonly socket: WebSocket;
  readonly token: ApiToken;
  readonly events: Pick<EventStore, 'read'>;
  readonly onFault: (error: unknown) => void;
}

export interface EventListener {
  readonly token: ApiToken;
  isOpen(): boolean;
  send(message: CloudEvent | EventControl): boolean;
  goOnFrom(last: number): void;
  wake(): void;
  /** Asks for a sign of life; false: the last one got no answer. */
  ping(): boolean;
  close(code: number, reason: string): void;
}

export function createEventListener({ socket, token, events, onFault }: EventListenerOptions): EventListener {
  let last = 0;
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });

  function close(code: number, reason: string): void {
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), 1_000).unref();
  }
  function send(message: CloudEvent | EventControl): boolean {
    if (socket.readyState !== socket.OPEN) return false;
    if (socket.bufferedAmount > BUFFER_BYTES) {
      close(closeCodes.slow, 'too slow, come back with the last number you have');
      return false;
    }
    socket.send(JSON.stringify(message));
    return true;
  }
  async function sendRows(): Promise<boolean> {
    const rows = await events.read(last, BATCH);
    for (const row of rows) {
      if (!send(cloudEvent(row))) return false;
      last = row.n;
    }
    return rows.length === BATCH;
  }
  const sending = onceAtATime({ step: sendRows, isOver: () => socket.readyState !== socket.OPEN, onFault });

  return {
    token,
    isOpen: () => socket.readyState === socket.OPEN,
    send,
    goOnFrom: (from) => {
      last = from;
    },
    wake: () => void sending.wake(),
    ping: () => {
      const was = isAlive;
      isAlive = false;
      if (socket.readyState === socket.OPEN) socket.ping();
      return was;
    },
    close,
  };
}
