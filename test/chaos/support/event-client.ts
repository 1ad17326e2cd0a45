/** Another system at the socket of events: when it is cut off it comes back with the last number it has dealt with. */
import { WebSocket } from 'ws';
import type { CloudEvent, EventControl } from '../../../src/contract/events.ts';

export interface EventClient {
  readonly events: readonly CloudEvent[];
  readonly gaps: readonly EventControl[];
  /** Times it was cut off and is back. */
  returns(): number;
  isOpen(): boolean;
  close(): void;
}

const AGAIN_MS = 200;

export function listenToEvents({ port, token, after }: { port: number; token: string; after: number }): EventClient {
  const events: CloudEvent[] = [];
  const gaps: EventControl[] = [];
  let welcomes = 0;
  let isOver = false;
  let socket: WebSocket | undefined;
  let timer: NodeJS.Timeout | undefined;

  function connect(): void {
    const last = events.at(-1)?.sequence ?? after;
    const one = new WebSocket(`ws://127.0.0.1:${port}/api/events/socket?after=${last}`, { headers: { authorization: `Bearer ${token}` } });
    socket = one;
    one.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as CloudEvent | EventControl;
      if (!('kind' in message)) events.push(message);
      else if (message.kind === 'welcome') welcomes += 1;
      else gaps.push(message);
    });
    one.on('error', () => undefined);
    one.on('close', () => {
      if (!isOver) timer = setTimeout(connect, AGAIN_MS);
    });
  }
  connect();
  return {
    events,
    gaps,
    returns: () => Math.max(0, welcomes - 1),
    isOpen: () => socket?.readyState === WebSocket.OPEN && welcomes > 0,
    close() {
      isOver = true;
      clearTimeout(timer);
      socket?.terminate();
    },
  };
}
