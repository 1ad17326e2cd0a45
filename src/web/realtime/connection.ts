/**
 * The realtime socket, opened again for ever. Browsers slow down the timers of hidden pages, so nothing here counts on one
 * being on time: what is heard decides, and a page that comes back into view looks at once.
 */
import { deskProtocol } from '../../contract/desk/protocol.ts';
import { closeCodes, controlMessageSchema, streamMessageSchema } from '../../contract/desk/realtime.ts';
import type { ControlMessage, StreamMessage } from '../../contract/desk/realtime.ts';

export interface ConnectionEvents {
  /** Where to go on from, asked at each connect; null: not now. */
  readonly from: () => { stream: string; from: number } | null;
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onTime: (serverNow: number) => void;
  readonly onRow: (row: StreamMessage) => void;
  /** Rows were missed: read the state. */
  readonly onReset: () => void;
  readonly onOtherVersion: () => void;
  readonly onSignedOut: () => void;
}

export interface Connection {
  stop(): void;
}

/** The server ticks every 10 s. */
const silentForMs = 25_000;
const firstRetryMs = 500;
const lastRetryMs = 10_000;

export function connect(events: ConnectionEvents): Connection {
  let socket: WebSocket | null = null;
  let tries = 0;
  let heardAt = 0;
  let isStopped = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(retryTimer);
    const from = events.from();
    if (isStopped || from === null) return;
    const own = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/realtime`);
    socket = own;
    heardAt = Date.now();
    own.onopen = () => own.send(JSON.stringify({ kind: 'hello', protocol: deskProtocol, streams: [from] }));
    own.onmessage = (event: MessageEvent<string>) => {
      heardAt = Date.now();
      if (own === socket && hear(event.data, events) === 'welcome') tries = 0;
    };
    own.onclose = ({ code }) => {
      if (own === socket) lost(code);
    };
  }

  function lost(code: number): void {
    socket = null;
    if (isStopped) return;
    events.onDown();
    if (code === closeCodes.signInRequired) return events.onSignedOut();
    if (code === closeCodes.protocol) return;
    const waitMs = Math.min(lastRetryMs, firstRetryMs * 2 ** tries) * (0.75 + Math.random() / 2);
    tries += 1;
    retryTimer = setTimeout(open, waitMs);
  }

  function look(): void {
    if (isStopped) return;
    if (socket === null) open();
    else if (Date.now() - heardAt > silentForMs) {
      const old = socket;
      lost(0);
      old.close();
    }
  }

  const stopLooking = lookOften(look);
  open();

  return {
    stop() {
      isStopped = true;
      clearTimeout(retryTimer);
      stopLooking();
      socket?.close();
    },
  };
}

/** Tells the page what the server said. */
function hear(text: string, events: ConnectionEvents): ControlMessage['kind'] | 'row' | 'unknown' {
  const message: unknown = JSON.parse(text);
  const control = controlMessageSchema.safeParse(message);
  if (control.success) {
    obey(control.data, events);
    return control.data.kind;
  }
  const row = streamMessageSchema.safeParse(message);
  if (!row.success) return 'unknown';
  events.onRow(row.data);
  return 'row';
}

function obey(message: ControlMessage, events: ConnectionEvents): void {
  switch (message.kind) {
    case 'welcome':
      events.onTime(message.serverNow);
      return events.onUp();
    case 'tick':
      return events.onTime(message.serverNow);
    case 'reset':
      return events.onReset();
    case 'reload':
      return events.onOtherVersion();
  }
}

/** Now and then, and at once when the page comes back into view or the network does. */
function lookOften(look: () => void): () => void {
  const timer = setInterval(look, 5_000);
  const lookNow = () => {
    if (document.visibilityState === 'visible') look();
  };
  document.addEventListener('visibilitychange', lookNow);
  window.addEventListener('online', lookNow);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', lookNow);
    window.removeEventListener('online', lookNow);
  };
}
