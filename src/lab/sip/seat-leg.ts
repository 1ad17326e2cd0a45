import type { ClientRequests } from './client-requests.ts';
import { newTag } from './client-requests.ts';
import { nowMs } from './pacer.ts';
import { type RtpSession } from './rtp-session.ts';
import { type MediaDirection, type MediaOffer, answerTo, formatSdp, parseSdp } from './sdp.ts';
import type { Answer, ServerAnswers } from './server-answers.ts';
import { type SipRequest, addressOf, headerOf, parameterOf, userOf } from './sip-message.ts';
import type { SipPeer } from './sip-transport.ts';

export type LegEnd = 'us' | 'far-end' | 'cancelled' | 'refused' | 'lost';

/** One call at a seat's phone, as its user has it in hand. */
export interface SeatLeg {
  callId: string;
  /** The number shown. */
  from: string;
  invitedAtMs: number;
  ring(): void;
  /** Picks up; resolves when the other side has confirmed. Rejects when the call ended meanwhile. */
  answer(): Promise<void>;
  refuse(status: 480 | 486 | 603): void;
  /** Puts the other side on hold or takes it back (re-INVITE). */
  hold(isHeld: boolean): Promise<void>;
  hangUp(): Promise<void>;
  isTalking(): boolean;
  ended: Promise<LegEnd>;
  rtp: RtpSession;
}

export interface LegParts {
  invite: SipRequest;
  peer: SipPeer;
  offer: MediaOffer;
  rtp: RtpSession;
  answers: ServerAnswers;
  requests: ClientRequests;
  /** Our Contact address. */
  contact: string;
  host: string;
}

/**
 * The called side of a dialog (RFC 3261, 12 and 13).
 *
 *   invited -> ringing -> answered --ACK--> talking --BYE--> ended
 *      |          |          (no ACK in 32 s: lost)
 *      +----------+--CANCEL--> ended, or refused by us
 */
export function createSeatLeg(parts: LegParts): { leg: SeatLeg; take(request: SipRequest, peer: SipPeer): void } {
  const { invite, rtp, answers } = parts;
  const tag = newTag();
  const dialog = createDialog(parts, tag);
  let state: 'invited' | 'answered' | 'talking' | 'ended' = 'invited';
  const isIn = (...names: (typeof state)[]): boolean => names.includes(state);
  let confirm: () => void = () => undefined;
  let end: (how: LegEnd) => void = () => undefined;
  const ended = new Promise<LegEnd>((resolve) => {
    end = (how) => {
      state = 'ended';
      rtp.close();
      resolve(how);
    };
  });
  const give = (answer: Answer): void => answers.give(invite, parts.peer, { ...answer, toTag: tag });

  const leg: SeatLeg = {
    callId: headerOf(invite, 'call-id'),
    from: userOf(headerOf(invite, 'from')),
    invitedAtMs: nowMs(),
    rtp,
    ended,
    isTalking: () => state === 'talking',
    ring: () => isIn('invited') && give({ status: 180, headers: [['Contact', parts.contact]] }),
    async answer() {
      if (!isIn('invited')) throw new Error('the call has ended');
      state = 'answered';
      rtp.sendTo(parts.offer.remote);
      const confirmed = new Promise<void>((resolve) => (confirm = resolve));
      give({ status: 200, ...dialog.describe(answerTo(parts.offer.direction), parts.offer.eventPayload) });
      await Promise.race([confirmed, ended.then(() => Promise.reject(new Error('the call ended before it was confirmed')))]);
    },
    refuse(status) {
      if (!isIn('invited')) return;
      give({ status });
      end('refused');
    },
    hold: (isHeld) => dialog.hold(isHeld),
    async hangUp() {
      if (isIn('invited')) return leg.refuse(603);
      if (isIn('ended')) return;
      end('us');
      await dialog.bye();
    },
  };

  function take(request: SipRequest, peer: SipPeer): void {
    switch (request.method) {
      case 'ACK':
        if (!answers.acknowledge(request) || !isIn('answered')) return;
        state = 'talking';
        return confirm();
      case 'CANCEL':
        answers.give(request, peer, { status: 200, toTag: tag });
        if (!isIn('invited')) return;
        give({ status: 487 });
        return end('cancelled');
      case 'BYE':
        answers.give(request, peer, { status: isIn('answered', 'talking') ? 200 : 481 });
        if (isIn('answered', 'talking')) end('far-end');
        return;
      case 'INVITE':
      case 'UPDATE':
        return dialog.renegotiate(request, peer);
      default:
        return answers.give(request, peer, { status: 200, toTag: tag });
    }
  }
  return { leg, take };
}

/** What both sides of a confirmed dialog may ask of each other. */
function createDialog(parts: LegParts, tag: string) {
  const { invite, rtp, answers, requests } = parts;
  const remoteTarget = addressOf(headerOf(invite, 'contact')) || addressOf(headerOf(invite, 'from'));
  let sequence = 0;
  let version = 0;

  function describe(direction: MediaDirection, eventPayload: number | undefined): { headers: (readonly [string, string])[]; body: string } {
    version += 1;
    rtp.setSending(direction === 'sendrecv' || direction === 'sendonly');
    return { headers: [['Contact', parts.contact], ['Content-Type', 'application/sdp']], body: formatSdp({ host: parts.host, port: rtp.port, version, direction, eventPayload }) };
  }

  function request(method: string, description?: { headers: (readonly [string, string])[]; body: string }) {
    return requests.send({
      method,
      uri: remoteTarget,
      peer: parts.peer,
      nextSequence: () => (sequence += 1),
      headers: [
        ['From', `${headerOf(invite, 'to')};tag=${tag}`], ['To', headerOf(invite, 'from')], ['Call-ID', headerOf(invite, 'call-id')],
        ...(description?.headers ?? []),
      ],
      ...(description ? { body: description.body } : {}),
    });
  }

  return {
    describe,
    bye: async (): Promise<void> => void (await request('BYE').catch(() => undefined)),
    async hold(isHeld: boolean): Promise<void> {
      const response = await request('INVITE', describe(isHeld ? 'sendonly' : 'sendrecv', parts.offer.eventPayload));
      requests.acknowledge({ uri: remoteTarget, peer: parts.peer, response, sequence: response.sequence });
      if (response.status >= 300) throw new Error(`hold was answered with ${response.status}`);
    },
    /** The other side changes the media: new address, hold, retrieve. Without a description ours is offered again. */
    renegotiate(request: SipRequest, peer: SipPeer): void {
      const offer = parseSdp(request.body);
      if (request.body !== '' && !offer) return answers.give(request, peer, { status: 488 });
      if (offer) rtp.sendTo(offer.remote);
      if (request.body === '' && request.method === 'UPDATE') return answers.give(request, peer, { status: 200, headers: [['Contact', parts.contact]] });
      answers.give(request, peer, { status: 200, ...describe(answerTo(offer?.direction ?? 'sendrecv'), offer?.eventPayload ?? parts.offer.eventPayload) });
    },
  };
}

/** True when the request belongs to a dialog that exists or once did. */
export const isInDialog = (request: SipRequest): boolean => parameterOf(headerOf(request, 'to'), 'tag') !== undefined;
