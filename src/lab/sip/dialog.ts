import { PhoneFault } from '../ear/phone-fault.ts';
import type { ClientRequests } from './client-requests.ts';
import type { RtpSession } from './rtp-session.ts';
import { type MediaDirection, answerTo, formatSdp, parseSdp } from './sdp.ts';
import type { ServerAnswers } from './server-answers.ts';
import { type SipRequest, parameterOf } from './sip-message.ts';
import type { SipPeer } from './sip-transport.ts';

/** Both ends of a dialog as our requests name them (RFC 3261, 12): headers with their tags. */
export interface DialogEnds {
  local: string;
  remote: string;
  callId: string;
  /** Where requests are addressed. */
  target: string;
}

export interface ReferOptions {
  /** Our other call: in its place. */
  replaced?: DialogEnds;
  /** It was taken (202); what becomes of it follows. */
  accepted?: () => void;
}

export interface DialogParts {
  ends: DialogEnds;
  peer: SipPeer;
  rtp: RtpSession;
  answers: ServerAnswers;
  requests: ClientRequests;
  /** Our Contact address. */
  contact: string;
  host: string;
  eventPayload: number | undefined;
  /** CSeq number of the last request of ours. */
  sequence?: number;
}

const NOTIFY_LIMIT_MS = 20_000;

/** The dialog that a REFER names is to be replaced: the receiver's tag comes first (RFC 3891, 3). */
export function replacesOf({ callId, local, remote }: DialogEnds): string {
  return encodeURIComponent(`${callId};to-tag=${parameterOf(remote, 'tag') ?? ''};from-tag=${parameterOf(local, 'tag') ?? ''}`);
}

/** What a NOTIFY says of a REFER: the status line of a response (RFC 3515, 2.4.5); 0: no such line. */
export const referStatus = (body: string): number => Number(/^SIP\/2\.0 (\d{3})/.exec(body)?.[1] ?? 0);

/** What both sides of a confirmed dialog may ask of each other. */
export function createDialog(parts: DialogParts) {
  const { ends, peer, rtp, answers, requests } = parts;
  let sequence = parts.sequence ?? 0;
  let version = 0;
  let referred: (status: number) => void = () => undefined;

  function describe(direction: MediaDirection, eventPayload: number | undefined): { headers: (readonly [string, string])[]; body: string } {
    version += 1;
    rtp.setSending(direction === 'sendrecv' || direction === 'sendonly');
    return { headers: [['Contact', parts.contact], ['Content-Type', 'application/sdp']], body: formatSdp({ host: parts.host, port: rtp.port, version, direction, eventPayload }) };
  }

  function request(method: string, more?: { headers: readonly (readonly [string, string])[]; body?: string }) {
    return requests.send({
      method,
      uri: ends.target,
      peer,
      nextSequence: () => (sequence += 1),
      headers: [['From', ends.local], ['To', ends.remote], ['Call-ID', ends.callId], ...(more?.headers ?? [])],
      ...(more?.body === undefined ? {} : { body: more.body }),
    });
  }

  return {
    describe,
    bye: async (): Promise<void> => void (await request('BYE').catch(() => undefined)),
    async hold(isHeld: boolean): Promise<void> {
      const response = await request('INVITE', describe(isHeld ? 'sendonly' : 'sendrecv', parts.eventPayload));
      requests.acknowledge({ uri: ends.target, peer, response, sequence: response.sequence });
      if (response.status >= 300) throw new Error(`hold was answered with ${response.status}`);
    },
    /** REFER, and what became of it: a final status, of the answer or of the last NOTIFY. Throws when no NOTIFY comes. */
    async refer(to: string, { replaced, accepted }: ReferOptions = {}): Promise<number> {
      let timer: NodeJS.Timeout | undefined;
      const notified = new Promise<number>((resolve, reject) => {
        referred = resolve;
        timer = setTimeout(() => reject(new PhoneFault('REFER_UNANSWERED', 'no NOTIFY says what became of the REFER')), NOTIFY_LIMIT_MS);
      });
      notified.catch(() => undefined);
      const query = replaced === undefined ? '' : `?Replaces=${replacesOf(replaced)}`;
      const response = await request('REFER', { headers: [['Contact', parts.contact], ['Refer-To', `<sip:${to}@${peer.host}:${peer.port}${query}>`], ['Referred-By', parts.contact]] });
      if (response.status === 202) accepted?.();
      const status = response.status === 202 ? await notified.finally(() => clearTimeout(timer)) : response.status;
      clearTimeout(timer);
      return status;
    },
    notify(request: SipRequest, from: SipPeer): void {
      answers.give(request, from, { status: 200 });
      const status = referStatus(request.body);
      if (status >= 200) referred(status);
    },
    /** The other side changes the media: new address, hold, retrieve. Without a description ours is offered again. */
    renegotiate(request: SipRequest, from: SipPeer): void {
      const offer = parseSdp(request.body);
      if (request.body !== '' && !offer) return answers.give(request, from, { status: 488 });
      if (offer) rtp.sendTo(offer.remote);
      if (request.body === '' && request.method === 'UPDATE') return answers.give(request, from, { status: 200, headers: [['Contact', parts.contact]] });
      answers.give(request, from, { status: 200, ...describe(answerTo(offer?.direction ?? 'sendrecv'), offer?.eventPayload ?? parts.eventPayload) });
    },
  };
}
export type Dialog = ReturnType<typeof createDialog>;
