/**
 * One page's SIP socket, tied to one of Asterisk's: frames pass as they are, both sides end together. Of what a page says only the
 * name it speaks under is looked at.
 */
import { WebSocket } from 'ws';
import type { RawData } from 'ws';
import type { Session } from '../../../app/desk/ports.ts';
import { closeCodes } from '../../../contract/desk/realtime.ts';
import { speaksAs } from './own-name.ts';

export interface PipeLimits {
  /** Unsent bytes after which a side is too slow to follow. */
  readonly bufferBytes: number;
  /** One SIP message; Asterisk's own limit is near it. */
  readonly messageBytes: number;
  readonly connectWithinMs: number;
}

export interface PipeOptions {
  readonly page: WebSocket;
  readonly session: Session;
  /** SIP names of this agent's seats; until they are known the page's words wait in its socket. */
  readonly names: Promise<ReadonlySet<string>>;
  /** Asterisk's SIP websocket. */
  readonly url: string;
  readonly limits: PipeLimits;
  readonly onEnd: (why: string) => void;
}

export interface SipPipe {
  readonly session: Session;
  /** Asks the page whether it is there; one that did not answer the last time is closed. */
  ping(): void;
  close(code: number, reason: string): void;
}

const textOf = (data: RawData): string => (Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data)).toString();

/** A page that does not read does not read the closing either. */
const closeWithinMs = 1_000;

export function openSipPipe({ page, session, names, url, limits, onEnd }: PipeOptions): SipPipe {
  const pbx = new WebSocket(url, 'sip', { perMessageDeflate: false, maxPayload: limits.messageBytes, handshakeTimeout: limits.connectWithinMs });
  let hasAnswered = true;
  let isOver = false;

  function close(code: number, reason: string): void {
    if (isOver) return;
    isOver = true;
    page.close(code, reason);
    pbx.close();
    setTimeout(() => {
      page.terminate();
      pbx.terminate();
    }, closeWithinMs).unref();
    onEnd(reason);
  }

  function pass(to: WebSocket, data: RawData, isBinary: boolean): void {
    if (to.readyState !== to.OPEN) return;
    if (to.bufferedAmount > limits.bufferBytes) return close(closeCodes.slow, 'too slow');
    to.send(data, { binary: isBinary });
  }

  // What the page says before Asterisk is there waits in the page's own socket.
  page.pause();
  const isThere = new Promise<void>((resolve) => pbx.once('open', resolve));
  Promise.all([names, isThere]).then(
    ([own]) => {
      page.on('message', (data, isBinary) => {
        if (speaksAs(textOf(data), own)) pass(pbx, data, isBinary);
        else close(closeCodes.forbidden, 'another name than its own');
      });
      page.resume();
    },
    () => close(closeCodes.unavailable, 'seats could not be read'),
  );
  pbx.on('message', (data, isBinary) => pass(page, data, isBinary));
  page.on('pong', () => {
    hasAnswered = true;
  });
  page.on('close', () => close(1_000, 'page left'));
  page.on('error', () => close(closeCodes.badMessage, 'page socket broke'));
  pbx.on('close', () => close(closeCodes.unavailable, 'telephony left'));
  // A close follows; without a listener the process would end.
  pbx.on('error', () => close(closeCodes.unavailable, 'telephony away'));

  return {
    session,
    ping() {
      if (!hasAnswered) return close(closeCodes.slow, 'no answer');
      hasAnswered = false;
      if (page.readyState === page.OPEN) page.ping();
    },
    close,
  };
}
