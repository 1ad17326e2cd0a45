/**
 * The only file that knows JsSIP: one registration over one websocket. A socket that dropped is opened again with the same
 * credentials; a talk goes on meanwhile, for its sound does not pass through the socket.
 */
import { UA, WebSocketInterface } from 'jssip';
import type { RTCSessionEvent } from 'jssip/lib/UA';
import type { PhoneGrant } from '../../contract/desk/phone.ts';
import { createSipCall } from './sip-call.ts';
import type { SipCall, SipSession } from './sip-call.ts';

export interface LineEvents {
  readonly onRegistered: () => void;
  /** The socket is gone, or nobody answers on it; it is tried again. */
  readonly onDown: () => void;
  /** Asterisk does not take these credentials (any more). Nothing more is tried. */
  readonly onRefused: () => void;
  readonly onRing: (call: SipCall) => void;
}

export interface SipLine {
  /** Opens the socket anew at once: after a sleep nobody knows whether the old one still leads anywhere. */
  reconnect(): void;
  /** Opens the socket now if it waits to be opened. */
  hurry(): void;
  /** Nothing is sent: no BYE, for the talk may go on in another page, and whoever has the phone now is registered. */
  close(): void;
  /** The same, but a talk is left as it is. */
  retire(): void;
}

const registerAgainMs = 2_000;
/** How long a phone rings is the server's to say. */
const ringsForS = 86_400;
/** 401 after our answer to the challenge, 403, 404: no such phone, or not this password. */
const refusals: readonly number[] = [401, 403, 404, 407];

export function openLine(grant: PhoneGrant, events: LineEvents): SipLine {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const ua = new UA({
    sockets: [new WebSocketInterface(`${scheme}://${location.host}${grant.socketPath}`)],
    uri: `sip:${grant.username}@${grant.domain}`,
    password: grant.password,
    register_expires: grant.registerS,
    no_answer_timeout: ringsForS,
    session_timers: false,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 4,
    user_agent: 'hotline desk',
  });
  const calls = new Set<SipCall>();
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  /** Before anything was registered a talk cannot know another socket. */
  let hasRegistered = false;

  ua.on('registered', () => {
    events.onRegistered();
    if (hasRegistered) for (const call of calls) call.follow();
    hasRegistered = true;
  });
  ua.on('registrationFailed', ({ response }) => {
    if (isClosed) return;
    // A response is null when none came, whatever the types say.
    const status = (response as { status_code?: number } | null)?.status_code ?? 0;
    if (refusals.includes(status)) return events.onRefused();
    events.onDown();
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => {
      if (ua.isConnected()) ua.register();
    }, registerAgainMs);
  });
  ua.on('disconnected', () => {
    if (!isClosed) events.onDown();
  });
  ua.on('newRTCSession', ({ session, request, originator }: RTCSessionEvent) => {
    if ((originator as string) !== 'remote') return;
    const call = createSipCall(session as SipSession, request, () => calls.delete(call));
    calls.add(call);
    events.onRing(call);
  });
  ua.start();
  // JsSIP leaves it out of its types.
  const { transport } = ua as unknown as { transport: { disconnect(): void; connect(): void } };
  function retire(): void {
    isClosed = true;
    clearTimeout(retryTimer);
    transport.disconnect();
  }

  return {
    reconnect() {
      transport.disconnect();
      transport.connect();
    },
    hurry: () => transport.connect(),
    close() {
      retire();
      for (const call of [...calls]) call.end();
    },
    retire,
  };
}
