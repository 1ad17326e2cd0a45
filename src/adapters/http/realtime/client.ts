/** One open page: hello, then its streams. Everything it may do wrong closes it with a code that says what. */
import type { WebSocket } from 'ws';
import type { Session } from '../../../app/desk/ports.ts';
import type { DeskStreams } from '../../../app/desk/streams.ts';
import { deskProtocol } from '../../../contract/desk/protocol.ts';
import { closeCodes, helloSchema } from '../../../contract/desk/realtime.ts';
import type { ControlMessage, Hello, StreamMessage } from '../../../contract/desk/realtime.ts';
import { createPump } from './pump.ts';
import type { Pump } from './pump.ts';

export interface RealtimeLimits {
  /** Unsent bytes after which a page is too slow to follow. */
  readonly bufferBytes: number;
  /** Rows missed after which the page is told to read the state instead. */
  readonly catchUpRows: number;
  readonly helloWithinMs: number;
}

export interface ClientOptions {
  readonly socket: WebSocket;
  readonly session: Session;
  readonly requestId: string;
  readonly streams: DeskStreams;
  readonly limits: RealtimeLimits;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
  readonly onTooSlow: (agentId: string) => void;
  /** Its streams are known now: wake-ups may come. */
  readonly onStreams: (client: RealtimeClient) => void;
}

export interface RealtimeClient {
  readonly session: Session;
  readonly pumps: () => readonly Pump[];
  tick(): void;
  /** false since the last time it was asked: the page did not answer the ping. */
  isAlive(): boolean;
  close(code: number, reason: string): void;
  stop(): void;
}

export function createRealtimeClient(options: ClientOptions): RealtimeClient {
  const { socket, session, streams, limits, now } = options;
  let pumps: readonly Pump[] = [];
  let hasAnswered = true;

  const { send, shut } = createOutlet(options, () => close(closeCodes.slow, 'too slow'));

  function close(code: number, reason: string): void {
    for (const pump of pumps) pump.stop();
    shut(code, reason);
  }

  function startPump({ stream, from }: Hello['streams'][number], head: number): Pump {
    // A number above the head is of another life of the store.
    const isTooFar = from > head || head - from > limits.catchUpRows;
    if (isTooFar) send({ kind: 'reset', stream, n: head });
    return createPump({
      stream,
      from: isTooFar ? head : from,
      read: (after) => streams.read(session.agent, { stream, after }, options.requestId),
      send,
      onFault: options.onFault,
    });
  }

  async function welcome(hello: Hello): Promise<void> {
    for (const { stream } of hello.streams) {
      if (!(await streams.mayHear(session.agent, stream))) return close(closeCodes.forbidden, 'not your stream');
    }
    const heads = await streams.heads(hello.streams.map(({ stream }) => stream));
    send({ kind: 'welcome', protocol: deskProtocol, serverNow: now() });
    pumps = hello.streams.map((wish) => startPump(wish, heads.get(wish.stream) ?? 0));
    options.onStreams(client);
    for (const pump of pumps) void pump.wake();
  }

  function hear(text: string): void {
    clearTimeout(helloTimer);
    const hello = helloSchema.safeParse(parseJson(text));
    if (!hello.success || pumps.length > 0) return close(closeCodes.badMessage, 'say hello once, as the contract has it');
    if (hello.data.protocol !== deskProtocol) {
      send({ kind: 'reload', protocol: deskProtocol });
      return close(closeCodes.protocol, 'another version');
    }
    welcome(hello.data).catch((error: unknown) => {
      options.onFault(error);
      close(closeCodes.unavailable, 'try again');
    });
  }

  const helloTimer = setTimeout(() => close(closeCodes.badMessage, 'no hello'), limits.helloWithinMs).unref();
  socket.on('message', (data, isBinary) => hear(isBinary ? '' : (data as Buffer).toString()));
  socket.on('pong', () => {
    hasAnswered = true;
  });

  const client: RealtimeClient = {
    session,
    pumps: () => pumps,
    tick() {
      if (pumps.length > 0) send({ kind: 'tick', serverNow: now() });
      if (socket.readyState === socket.OPEN) socket.ping();
    },
    isAlive() {
      const was = hasAnswered;
      hasAnswered = false;
      return was;
    },
    close,
    stop() {
      clearTimeout(helloTimer);
      for (const pump of pumps) pump.stop();
    },
  };
  return client;
}

/** The way out to the page, with a limit on what waits there. */
function createOutlet({ socket, limits, session, onTooSlow }: ClientOptions, letGo: () => void) {
  return {
    /** false: the page is gone, or has just been let go. */
    send(message: ControlMessage | StreamMessage): boolean {
      if (socket.readyState !== socket.OPEN) return false;
      if (socket.bufferedAmount > limits.bufferBytes) {
        onTooSlow(session.agent.agentId);
        letGo();
        return false;
      }
      socket.send(JSON.stringify(message));
      return true;
    },
    shut(code: number, reason: string): void {
      socket.close(code, reason);
      // A page that does not read does not read the closing either.
      setTimeout(() => socket.terminate(), 1_000).unref();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
