/**
 * The events websocket: connects, asks every second whether the other side still answers, and never gives up. What
 * arrives before `setUp` has run is held back, so that nothing is heard before the connection counts as made.
 *
 *   waiting (100 ms .. 2 s) --> connecting --open--> setting up --> up --cut, or 3 pings unanswered--> waiting
 */
import WebSocket from 'ws';

export interface SocketTimings {
  readonly pingMs: number;
  readonly missedPongs: number;
  readonly firstRetryMs: number;
  readonly lastRetryMs: number;
}
export const defaultSocketTimings: SocketTimings = { pingMs: 1_000, missedPongs: 3, firstRetryMs: 100, lastRetryMs: 2_000 };

export interface SocketDeps {
  readonly url: string;
  readonly authorization: string;
  readonly timings: SocketTimings;
  /** Runs on each new connection before anything is heard on it. When it throws, the connection is dropped and made again. */
  setUp(): Promise<void>;
  onUp(): void;
  onMessage(message: string): void;
  onDown(reason: string): void;
  /** An attempt to connect failed, the `attempt`th in a row. */
  onRefused(reason: string, attempt: number): void;
}

export interface EventSocket {
  /** Resolves when the first attempt is over, well or not. */
  start(): Promise<void>;
  isUp(): boolean;
  stop(): void;
}

/** One connection. Calls `onClosed` exactly once; afterwards nothing of it is heard. */
function openConnection(deps: SocketDeps, on: { up: () => void; closed: (reason: string) => void }) {
  const socket = new WebSocket(deps.url, { headers: { authorization: deps.authorization }, perMessageDeflate: false, handshakeTimeout: 2_000 });
  let held: string[] | null = [];
  let missed = 0;
  let isClosed = false;
  let pinging: NodeJS.Timeout | undefined;
  const close = (reason: string): void => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(pinging);
    socket.terminate();
    on.closed(reason);
  };
  const ping = (): void => {
    if (missed >= deps.timings.missedPongs) close('no answer to pings');
    else {
      missed += 1;
      socket.ping();
    }
  };
  const open = async (): Promise<void> => {
    pinging = setInterval(ping, deps.timings.pingMs);
    try {
      await deps.setUp();
    } catch {
      close('set-up failed');
    }
    if (isClosed) return;
    on.up();
    for (const message of held ?? []) deps.onMessage(message);
    held = null;
  };
  socket.on('open', () => { void open(); });
  socket.on('pong', () => { missed = 0; });
  socket.on('message', (message: Buffer) => {
    if (isClosed) return;
    missed = 0;
    if (held === null) deps.onMessage(message.toString());
    else held.push(message.toString());
  });
  // The error's message can hold the address; its code cannot.
  socket.on('error', (error: NodeJS.ErrnoException) => { close(error.code ?? 'connection error'); });
  socket.on('close', (closeCode) => { close(`closed ${closeCode}`); });
  return { close };
}

export function createEventSocket(deps: SocketDeps): EventSocket {
  let connection: ReturnType<typeof openConnection> | null = null;
  let state: 'stopped' | 'down' | 'up' = 'stopped';
  let retryMs = deps.timings.firstRetryMs;
  let retry: NodeJS.Timeout | undefined;
  let refused = 0;
  let firstAttemptIsOver: () => void = () => undefined;

  const closed = (reason: string): void => {
    connection = null;
    const wasUp = state === 'up';
    if (state === 'stopped') return;
    state = 'down';
    retry = setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, deps.timings.lastRetryMs);
    if (wasUp) deps.onDown(reason);
    else deps.onRefused(reason, (refused += 1));
    firstAttemptIsOver();
  };
  const up = (): void => {
    state = 'up';
    refused = 0;
    retryMs = deps.timings.firstRetryMs;
    deps.onUp();
    firstAttemptIsOver();
  };
  function connect(): void {
    connection = openConnection(deps, { up, closed });
  }

  return {
    start() {
      state = 'down';
      return new Promise((resolve) => {
        firstAttemptIsOver = resolve;
        connect();
      });
    },
    isUp: () => state === 'up',
    stop() {
      state = 'stopped';
      clearTimeout(retry);
      connection?.close('stopped');
      firstAttemptIsOver();
    },
  };
}
