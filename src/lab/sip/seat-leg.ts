import type { ClientRequests } from './client-requests.ts';
import { newTag } from './client-requests.ts';
import { type DialogEnds, type ReferOptions, createDialog } from './dialog.ts';
import { nowMs } from './pacer.ts';
import { type RtpSession } from './rtp-session.ts';
import { type MediaOffer, answerTo } from './sdp.ts';
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
  /** Hands the other side on: to this address, or in the place of that other call of ours. The final status (NOTIFY). */
  refer(to: string, options?: ReferOptions): Promise<number>;
  ends(): DialogEnds;
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

export interface OpenedLeg {
  leg: SeatLeg;
  take(request: SipRequest, peer: SipPeer): void;
}

/**
 * The called side of a dialog (RFC 3261, 12 and 13).
 *
 *   invited -> ringing -> answered --ACK--> talking --BYE--> ended
 *      |          |          (no ACK in 32 s: lost)
 *      +----------+--CANCEL--> ended, or refused by us
 */
export function createSeatLeg(parts: LegParts): OpenedLeg {
  const { invite, rtp, answers } = parts;
  const tag = newTag();
  const ends = endsOf(invite, tag);
  const dialog = createDialog({ ...parts, ends, eventPayload: parts.offer.eventPayload });
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
    callId: ends.callId, from: userOf(ends.remote), invitedAtMs: nowMs(),
    rtp, ended,
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
    hold: dialog.hold, refer: dialog.refer, ends: () => ends,
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
      case 'NOTIFY':
        return dialog.notify(request, peer);
      case 'INVITE':
      case 'UPDATE':
        return dialog.renegotiate(request, peer);
      default:
        return answers.give(request, peer, { status: 200, toTag: tag });
    }
  }
  return { leg, take };
}

/** As the called side names both. */
const endsOf = (invite: SipRequest, tag: string): DialogEnds => ({
  local: `${headerOf(invite, 'to')};tag=${tag}`, remote: headerOf(invite, 'from'), callId: headerOf(invite, 'call-id'),
  target: addressOf(headerOf(invite, 'contact')) || addressOf(headerOf(invite, 'from')),
});

/** True when the request belongs to a dialog that exists or once did. */
export const isInDialog = (request: SipRequest): boolean => parameterOf(headerOf(request, 'to'), 'tag') !== undefined;
