import { randomBytes } from 'node:crypto';
import { PhoneFault } from '../ear/phone-fault.ts';
import { answerChallenge } from './digest.ts';
import { sendUntilStopped } from './retransmission.ts';
import { type SipResponse, formatRequest, headerOf, parameterOf, sequenceOf } from './sip-message.ts';
import type { SipPeer, SipTransport } from './sip-transport.ts';

export interface OutgoingRequest {
  method: string;
  uri: string;
  peer: SipPeer;
  /** All headers but Via, CSeq, Max-Forwards and Content-Length. */
  headers: readonly (readonly [string, string])[];
  /** Next CSeq number; asked again when the request is repeated with credentials. */
  nextSequence: () => number;
  body?: string;
}

/** Nobody answered a request within 32 s. */
export class SipTimeout extends PhoneFault {}

export const newTag = (): string => randomBytes(6).toString('hex');

/** Requests we send, each a client transaction of its own until its final answer (RFC 3261, 17.1). */
export function createClientRequests(transport: () => SipTransport, account: { user: string; password: string }) {
  const acknowledged = new Map<string, () => void>();
  const waiting = new Map<string, { resolve: (response: SipResponse) => void; stop: () => void; isInvite: boolean }>();

  function once(request: OutgoingRequest, credentials?: readonly [string, string]): Promise<SipResponse & { sequence: number }> {
    const { host, port } = transport();
    const branch = `z9hG4bK${newTag()}`;
    const sequence = request.nextSequence();
    const datagram = formatRequest({
      method: request.method,
      uri: request.uri,
      headers: [
        ['Via', `SIP/2.0/UDP ${host}:${port};branch=${branch};rport`], ['Max-Forwards', '70'], ['CSeq', `${sequence} ${request.method}`],
        ...request.headers, ...(credentials ? [credentials] : []),
      ],
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return new Promise((resolve, reject) => {
      const stop = sendUntilStopped(() => transport().send(datagram, request.peer), () => {
        waiting.delete(branch);
        reject(new SipTimeout('SIP_TIMEOUT', `no answer to ${request.method} from ${request.peer.host}:${request.peer.port}`));
      });
      waiting.set(branch, { resolve: (response) => resolve({ ...response, sequence }), stop, isInvite: request.method === 'INVITE' });
    });
  }

  /** ACK of the final answer to an INVITE; it has no answer of its own. */
  function acknowledge(of: { uri: string; peer: SipPeer; response: SipResponse; sequence: number }): void {
    const { host, port } = transport();
    const branch = of.response.status < 300 ? `z9hG4bK${newTag()}` : (parameterOf(headerOf(of.response, 'via'), 'branch') ?? '');
    const ack = formatRequest({
      method: 'ACK',
      uri: of.uri,
      headers: [
        ['Via', `SIP/2.0/UDP ${host}:${port};branch=${branch};rport`], ['Max-Forwards', '70'], ['CSeq', `${of.sequence} ACK`],
        ['From', headerOf(of.response, 'from')], ['To', headerOf(of.response, 'to')], ['Call-ID', headerOf(of.response, 'call-id')],
      ],
    });
    acknowledged.set(`${headerOf(of.response, 'call-id')} ${of.sequence}`, () => transport().send(ack, of.peer));
    transport().send(ack, of.peer);
  }

  return {
    /** The final answer, credentials given when they are asked for. Throws SipTimeout. */
    async send(request: OutgoingRequest): Promise<SipResponse & { sequence: number }> {
      const first = await once(request);
      if (first.status !== 401 && first.status !== 407) return first;
      if (request.method === 'INVITE') acknowledge({ uri: request.uri, peer: request.peer, response: first, sequence: first.sequence });
      const credentials = answerChallenge(first, request, account);
      return credentials ? once(request, credentials) : first;
    },
    acknowledge,
    take(response: SipResponse): void {
      const branch = parameterOf(headerOf(response, 'via'), 'branch') ?? '';
      const one = waiting.get(branch);
      // A final answer that comes again says that our ACK was lost.
      if (!one) return acknowledged.get(`${headerOf(response, 'call-id')} ${sequenceOf(response).number}`)?.();
      // A provisional answer ends the repeating of an INVITE; others are repeated until the final one.
      if (response.status < 200) return void (one.isInvite && one.stop());
      one.stop();
      waiting.delete(branch);
      one.resolve(response);
    },
    close(): void {
      for (const one of waiting.values()) one.stop();
      waiting.clear();
    },
  };
}
export type ClientRequests = ReturnType<typeof createClientRequests>;
