/** The phone in the agent's page: what the page needs to register it, and how pages learn who has it. */
import { z } from 'zod';

/** A page asks for its phone each time it is loaded; `pageId` is minted by the page, new at each load. */
export const phoneWishSchema = z.strictObject({ pageId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) }).meta({ id: 'PhoneWish' });

/**
 * The seat's phone is in this page from now on. The password is made anew for each page and is worth nothing after the
 * seat signs out, or another page asks. It is in no log and in no store of ours.
 */
export const phoneGrantSchema = z.object({
  /** SIP user and realm; the address of record is `sip:<username>@<domain>`. */
  username: z.string(),
  domain: z.string(),
  password: z.string(),
  /** Path of the SIP websocket on this very server (subprotocol `sip`). */
  socketPath: z.string(),
  /** Expiry to register with, seconds. */
  registerS: z.number().int(),
}).meta({ id: 'PhoneGrant' });

/** The SIP websocket of pages; what `socketPath` of a grant says. */
export const phoneSocketPath = '/api/phone';

/** Which phone of the seat rings. Row `seat-phone` of the seat's stream: a page that finds another `pageId` steps back. */
export const seatPhoneSchema = z.discriminatedUnion('kind', [
  /** The phone on the desk, registered by itself. */
  z.object({ kind: z.literal('desk') }),
  z.object({ kind: z.literal('browser'), pageId: z.string() }),
]).meta({ id: 'SeatPhone' });

/** SIP header of an INVITE to a page: the call it belongs to. */
export const callHeader = 'X-Hotline-Call';
/** SIP header with value `auto`: the page answers by itself, for its talk goes on (a reload, a lost network). */
export const answerHeader = 'X-Hotline-Answer';

export type PhoneWish = z.infer<typeof phoneWishSchema>;
export type PhoneGrant = z.infer<typeof phoneGrantSchema>;
export type SeatPhone = z.infer<typeof seatPhoneSchema>;
