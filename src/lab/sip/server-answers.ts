import { sendUntilStopped } from './retransmission.ts';
import { type SipRequest, formatResponse, headerOf, parameterOf, sequenceOf } from './sip-message.ts';
import type { SipPeer, SipTransport } from './sip-transport.ts';

const REASONS: Readonly<Record<number, string>> = {
  100: 'Trying', 180: 'Ringing', 200: 'OK', 404: 'Not Found', 405: 'Method Not Allowed', 420: 'Bad Extension', 480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist', 486: 'Busy Here', 487: 'Request Terminated', 488: 'Not Acceptable Here', 603: 'Decline',
};
/** A repeated request gets its old answer for so long (RFC 3261, timer J). */
const REMEMBER_MS = 32_000;

export interface Answer {
  status: number;
  toTag?: string;
  headers?: readonly (readonly [string, string])[];
  body?: string;
}

/** Answers we give: repeated requests get the same again, final answers to an INVITE are repeated until the ACK. */
export function createServerAnswers(transport: () => SipTransport) {
  const given = new Map<string, { datagram: Buffer; timer: NodeJS.Timeout }>();
  const unacknowledged = new Map<string, () => void>();

  const keyOf = (request: SipRequest): string => `${parameterOf(headerOf(request, 'via'), 'branch') ?? ''} ${request.method}`;

  function remember(key: string, datagram: Buffer): void {
    clearTimeout(given.get(key)?.timer);
    const timer = setTimeout(() => given.delete(key), REMEMBER_MS);
    timer.unref();
    given.set(key, { datagram, timer });
  }

  return {
    /** True when this request came before; its answer is given again. */
    repeat(request: SipRequest, peer: SipPeer): boolean {
      const before = given.get(keyOf(request));
      if (before) transport().send(before.datagram, peer);
      return before !== undefined;
    },
    give(request: SipRequest, peer: SipPeer, answer: Answer): void {
      const { status, toTag, headers = [], body } = answer;
      const to = headerOf(request, 'to');
      const datagram = formatResponse({
        status,
        reason: REASONS[status] ?? 'Answer',
        headers: [
          ...(request.headers['via'] ?? []).map((via) => ['Via', via] as const),
          ...(request.headers['record-route'] ?? []).map((route) => ['Record-Route', route] as const),
          ['From', headerOf(request, 'from')], ['To', toTag && parameterOf(to, 'tag') === undefined ? `${to};tag=${toTag}` : to],
          ['Call-ID', headerOf(request, 'call-id')], ['CSeq', headerOf(request, 'cseq')], ...headers,
        ],
        ...(body === undefined ? {} : { body }),
      });
      remember(keyOf(request), datagram);
      if (request.method !== 'INVITE' || status < 200) return transport().send(datagram, peer);
      const key = acknowledgementOf(request);
      unacknowledged.get(key)?.();
      unacknowledged.set(key, sendUntilStopped(() => transport().send(datagram, peer), () => unacknowledged.delete(key)));
    },
    /** An ACK came: its answer need not be repeated. True when one was waited for. */
    acknowledge(ack: SipRequest): boolean {
      const key = acknowledgementOf(ack);
      unacknowledged.get(key)?.();
      return unacknowledged.delete(key);
    },
    close(): void {
      for (const stop of unacknowledged.values()) stop();
      for (const { timer } of given.values()) clearTimeout(timer);
    },
  };
}
export type ServerAnswers = ReturnType<typeof createServerAnswers>;

function acknowledgementOf(message: SipRequest): string {
  return `${headerOf(message, 'call-id')} ${sequenceOf(message).number}`;
}
