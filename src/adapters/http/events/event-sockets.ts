/**
 * Other systems that listen: each is sent the rows above the last one it has. A wake-up says "look"; beside it one look a second, so
 * that a lost wake-up costs a second. Who does not read is let go, and goes on from its last number when it is back.
 */
import type { WebSocket } from 'ws';
import type { EventStore } from '../../../app/api/event-ports.ts';
import { EVENT_WAKE } from '../../../app/api/publish.ts';
import type { ApiToken } from '../../../app/api/tokens.ts';
import type { Wakeups } from '../../../app/ports.ts';
import { closeCodes } from '../../../contract/desk/realtime.ts';
import { repeat } from '../realtime/repeat.ts';
import { createEventListener, type EventListener } from './event-listener.ts';

export interface EventSocketsOptions {
  readonly events: Pick<EventStore, 'read' | 'ends'>;
  readonly wakeups: Pick<Wakeups, 'on'>;
  /** false: the token was revoked or is over meanwhile. */
  readonly isValid: (tokenId: string) => Promise<boolean>;
  readonly onFault: (error: unknown) => void;
  readonly pollMs?: number;
  readonly tickMs?: number;
}

const SOCKETS_OF_TOKEN = 4;
/** RFC 6455: the server goes away. */
const GOING_AWAY = 1001;

export interface EventSockets {
  /** `after`: the last number it has; undefined: it wants what happens next. */
  attach(socket: WebSocket, token: ApiToken, after: number | undefined): void;
  stop(): void;
}

export function createEventSockets({ events, wakeups, isValid, onFault, pollMs = 1_000, tickMs = 10_000 }: EventSocketsOptions): EventSockets {
  const listeners = new Set<EventListener>();
  const wakeAll = (): void => {
    for (const listener of listeners) listener.wake();
  };
  wakeups.on('stream', (stream) => {
    if (stream === EVENT_WAKE) wakeAll();
  });

  async function tick(): Promise<void> {
    for (const listener of [...listeners]) {
      if (!listener.ping()) listener.close(closeCodes.slow, 'no answer');
      else if (!(await isValid(listener.token.tokenId))) listener.close(closeCodes.signInRequired, 'the token is over');
    }
  }
  const rounds = [repeat({ periodMs: pollMs, work: async () => wakeAll(), onFault }), repeat({ periodMs: tickMs, work: tick, onFault })];

  async function welcome(listener: EventListener, after: number | undefined): Promise<void> {
    const { head, oldest } = await events.ends();
    listener.send({ kind: 'welcome', head, oldest });
    // Numbers above the head are of another life of the store.
    const isLost = after !== undefined && (after > head || after + 1 < oldest);
    if (isLost) listener.send({ kind: 'gap', after, oldest });
    listener.goOnFrom(isLost ? Math.max(0, oldest - 1) : after ?? head);
    if (!listener.isOpen()) return;
    listeners.add(listener);
    listener.wake();
  }

  return {
    attach(socket, token, after) {
      const own = [...listeners].filter((one) => one.token.tokenId === token.tokenId);
      if (own.length >= SOCKETS_OF_TOKEN) own[0]?.close(closeCodes.forbidden, 'too many sockets of one token');
      const listener = createEventListener({ socket, token, events, onFault });
      const forget = (): void => void listeners.delete(listener);
      socket.on('close', forget);
      socket.on('error', forget);
      welcome(listener, after).catch((error: unknown) => {
        onFault(error);
        listener.close(closeCodes.unavailable, 'try again');
      });
    },
    stop() {
      for (const round of rounds) round.stop();
      for (const listener of listeners) listener.close(GOING_AWAY, 'going away');
      listeners.clear();
    },
  };
}
