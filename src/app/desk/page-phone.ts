/**
 * The phone in an agent's page. Each page that is loaded asks for it and has it from then on: the row says so first, then
 * Asterisk gets a password made for this page alone. It is taken away when the seat is signed out.
 */
import { randomBytes } from 'node:crypto';
import { phoneSocketPath, type PhoneGrant, type PhoneWish } from '../../contract/desk/phone.ts';
import { pageEndpoint } from '../../core/seat/endpoint.ts';
import type { Wakeups } from '../ports.ts';
import type { PagePhones, PagePhoneStore } from './page-phone-ports.ts';
import type { Agent, SeatReads } from './ports.ts';
import { presentSeat, seatStream } from './seat.ts';

export interface PagePhoneDeps {
  readonly seats: SeatReads;
  readonly pagePhones: PagePhoneStore;
  readonly phones: PagePhones;
  /** The call of the seat hears that its page is another one now. */
  readonly tellCall: (callId: string, event: { kind: 'seat-page'; endpoint: string }) => void;
  readonly wakeups: Pick<Wakeups, 'send'>;
  readonly now: () => number;
}

export type PhoneOutcome =
  | { readonly kind: 'done'; readonly value: PhoneGrant }
  | { readonly kind: 'refused'; readonly code: 'NO_SEAT' | 'SEAT_SIGNED_OUT' | 'TELEPHONY_UNAVAILABLE' };

/** Domain of the page's address of record: a name for SIP, not a host. */
const DOMAIN = 'hotline.invalid';
const REGISTER_S = 60;

export type PagePhone = ReturnType<typeof createPagePhone>;

export function createPagePhone({ seats, pagePhones, phones, tellCall, wakeups, now }: PagePhoneDeps) {
  return {
    /** SIP names of the phones that this agent's pages may have. */
    async names(agent: Agent): Promise<ReadonlySet<string>> {
      return new Set((await seats.ofAgent(agent.agentId)).map((seat) => pageEndpoint(seat.extension)));
    },
    async grant(agent: Agent, { pageId }: PhoneWish): Promise<PhoneOutcome> {
      const seat = presentSeat(await seats.ofAgent(agent.agentId));
      if (seat === undefined) return { kind: 'refused', code: 'NO_SEAT' };
      const taken = await pagePhones.take({ seatId: seat.seatId, pageId, at: now() });
      if (taken === null) return { kind: 'refused', code: 'SEAT_SIGNED_OUT' };
      wakeups.send('stream', seatStream(seat.seatId));
      const endpoint = pageEndpoint(seat.extension);
      const password = randomBytes(24).toString('base64url');
      // Before the new page can register: its registration then finds the old leg given up.
      if (taken.isNewPage && taken.callId !== null) tellCall(taken.callId, { kind: 'seat-page', endpoint });
      const pushed = await phones.push({ endpoint, extension: seat.extension, password });
      if (pushed.kind !== 'done') return { kind: 'refused', code: 'TELEPHONY_UNAVAILABLE' };
      return { kind: 'done', value: { username: endpoint, domain: DOMAIN, password, socketPath: phoneSocketPath, registerS: REGISTER_S } };
    },
  };
}
