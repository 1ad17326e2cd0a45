/**
 * All open pages. Wake-ups say which stream to look at; beside them one statement a second asks for the heads of all
 * streams in use, so that a lost wake-up (or no Redis at all) costs a second and nothing else.
 */
import type { WebSocket } from 'ws';
import type { Session } from '../../../app/desk/ports.ts';
import type { DeskStreams } from '../../../app/desk/streams.ts';
import type { Wakeups } from '../../../app/ports.ts';
import { closeCodes } from '../../../contract/desk/realtime.ts';
import { createRealtimeClient } from './client.ts';
import type { RealtimeClient, RealtimeLimits } from './client.ts';
import type { Pump } from './pump.ts';
import { repeat } from './repeat.ts';

export interface HubOptions {
  readonly streams: DeskStreams;
  readonly sessions: { isOpen(sessionKey: string): Promise<boolean> };
  readonly wakeups: Pick<Wakeups, 'on'>;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
  readonly onTooSlow: (agentId: string) => void;
  readonly pollMs?: number;
  readonly tickMs?: number;
  readonly limits?: Partial<RealtimeLimits>;
}

const defaults: RealtimeLimits = { bufferBytes: 256 * 1024, catchUpRows: 500, helloWithinMs: 10_000 };
const pagesOfAgent = 8;
/** Every so many ticks a page's session is looked up again. */
const ticksOfSession = 3;

export interface RealtimeHub {
  attach(socket: WebSocket, session: Session, requestId: string): void;
  /** Kept when every page here that hears the stream has what is in it. */
  deliver(stream: string): Promise<void>;
  /** The session was signed out: its pages are closed at once. */
  closeSession(sessionKey: string): void;
  stop(): void;
}

export function createRealtimeHub(options: HubOptions): RealtimeHub {
  const { streams, sessions, now, onFault } = options;
  const limits = { ...defaults, ...options.limits };
  const clients = new Set<RealtimeClient>();
  const pumpsOf = new Map<string, Set<Pump>>();
  let ticks = 0;

  const deliver = async (stream: string): Promise<void> => {
    await Promise.all([...(pumpsOf.get(stream) ?? [])].map((pump) => pump.wake()));
  };
  options.wakeups.on('stream', (stream) => {
    void deliver(stream);
  });

  function enlist(client: RealtimeClient): void {
    for (const pump of client.pumps()) {
      const pumps = pumpsOf.get(pump.stream) ?? new Set();
      pumpsOf.set(pump.stream, pumps.add(pump));
    }
  }

  function forget(client: RealtimeClient): void {
    clients.delete(client);
    client.stop();
    for (const pump of client.pumps()) {
      const pumps = pumpsOf.get(pump.stream);
      pumps?.delete(pump);
      if (pumps?.size === 0) pumpsOf.delete(pump.stream);
    }
  }

  async function poll(): Promise<void> {
    if (pumpsOf.size === 0) return;
    const heads = await streams.heads([...pumpsOf.keys()]);
    for (const [stream, pumps] of pumpsOf) {
      const head = heads.get(stream) ?? 0;
      for (const pump of pumps) if (head > pump.last()) void pump.wake();
    }
  }

  async function tick(): Promise<void> {
    ticks += 1;
    for (const client of clients) {
      if (client.isAlive()) client.tick();
      else client.close(closeCodes.slow, 'no answer');
    }
    if (ticks % ticksOfSession !== 0) return;
    for (const client of [...clients]) {
      if (!(await sessions.isOpen(client.session.sessionKey))) client.close(closeCodes.signInRequired, 'signed out');
    }
  }

  const rounds = [repeat({ periodMs: options.pollMs ?? 1_000, work: poll, onFault }), repeat({ periodMs: options.tickMs ?? 10_000, work: tick, onFault })];

  return {
    attach(socket, session, requestId) {
      const own = [...clients].filter((client) => client.session.agent.agentId === session.agent.agentId);
      if (own.length >= pagesOfAgent) own[0]?.close(closeCodes.forbidden, 'too many pages');
      const client = createRealtimeClient({ socket, session, requestId, streams, limits, now, onFault, onTooSlow: options.onTooSlow, onStreams: enlist });
      clients.add(client);
      socket.on('close', () => forget(client));
      socket.on('error', () => forget(client));
    },
    deliver,
    closeSession(sessionKey) {
      for (const client of clients) {
        if (client.session.sessionKey === sessionKey) client.close(closeCodes.signInRequired, 'signed out');
      }
    },
    stop() {
      for (const round of rounds) round.stop();
      for (const client of [...clients]) forget(client);
    },
  };
}
