/**
 * The phone in an agent's page. Each page that is loaded asks for it and has it from then on: the row says so first, then
 * Asterisk gets a password made for this page alone. It is taken away when the seat is signed out.
 */
import { randomBytes } from 'node:crypto';
import type { PhoneGrant, PhoneWish } from '../../contract/desk/phone.ts';
import { pageEndpoint } from '../../core/seat/endpoint.ts';
import type { Log } from '../log.ts';
import type { CommandOutcome, Wakeups } from '../ports.ts';
import type { Agent, SeatReads } from './ports.ts';
import { callOf, presentSeat, seatStream } from './seat.ts';

export interface PagePhoneStore {
  /** null: the seat is signed out. The seat's stream tells which page has the phone. */
  take(wish: { seatId: string; pageId: string; at: number }): Promise<{ readonly isNewPage: boolean } | null>;
  /** Back to the phone on the desk; does nothing at a seat that is signed in again. */
  release(seat: { seatId: string; at: number }): Promise<void>;
  /** The same for an agent who signs in, whatever page was left open or closed before; does nothing at a seat with a call. */
  toDesk(seat: { seatId: string; at: number }): Promise<void>;
  /** Seats whose phone is in a page. */
  held(): Promise<readonly { readonly seatId: string; readonly extension: string; readonly isSignedOut: boolean }[]>;
}

/** Phones in pages, as Asterisk knows them. */
export interface PagePhones {
  /** Made, or given a new password: who is registered with the old one cannot register again. */
  push(phone: { endpoint: string; extension: string; password: string }): Promise<CommandOutcome>;
  /** Endpoint, password and registration go; a talk under way goes on. */
  drop(endpoint: string): Promise<CommandOutcome>;
  /** Those that Asterisk has. Throws when it does not answer. */
  list(): Promise<readonly string[]>;
}

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
const SOCKET_PATH = '/api/phone';
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
      const callId = callOf(seat.state);
      if (taken.isNewPage && callId !== null) tellCall(callId, { kind: 'seat-page', endpoint });
      const pushed = await phones.push({ endpoint, extension: seat.extension, password });
      if (pushed.kind !== 'done') return { kind: 'refused', code: 'TELEPHONY_UNAVAILABLE' };
      return { kind: 'done', value: { username: endpoint, domain: DOMAIN, password, socketPath: SOCKET_PATH, registerS: REGISTER_S } };
    },
  };
}

export interface PhoneKeeperDeps {
  readonly pagePhones: PagePhoneStore;
  readonly phones: PagePhones;
  readonly now: () => number;
  readonly log: Log;
}

const LOOK_EVERY_MS = 2_000;
/** Every so many looks: endpoints of pages that no seat has any more. */
const LOOKS_PER_CLEARING = 30;

/** Takes phones away from pages whose seat is signed out, and from Asterisk what no seat has. */
export function createPhoneKeeper({ pagePhones, phones, now, log }: PhoneKeeperDeps) {
  let timer: NodeJS.Timeout | undefined;
  let looks = 0;

  async function dropOf(seat: { seatId: string; extension: string }): Promise<void> {
    const dropped = await phones.drop(pageEndpoint(seat.extension));
    if (dropped.kind === 'done' || dropped.kind === 'gone') await pagePhones.release({ seatId: seat.seatId, at: now() });
  }

  /** Phones that a crash left behind: endpoints that no seat has. */
  async function clearStrays(): Promise<void> {
    const there = await phones.list();
    const held = new Set((await pagePhones.held()).map((seat) => pageEndpoint(seat.extension)));
    for (const endpoint of there) if (!held.has(endpoint)) await phones.drop(endpoint);
  }

  async function look(): Promise<void> {
    if (looks % LOOKS_PER_CLEARING === 0) await clearStrays();
    looks += 1;
    for (const seat of await pagePhones.held()) if (seat.isSignedOut) await dropOf(seat);
  }

  const again = (): void => {
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => log.warn({ err: error }, 'phones of signed-out seats could not be looked for, trying again'))
        .finally(again);
    }, LOOK_EVERY_MS);
  };

  return {
    start: again,
    look,
    stop: () => clearTimeout(timer),
  };
}
