/** What an agent asks of the call her seat holds, and how that call stands. */
import { z } from 'zod';
import { authSchema } from './auth.ts';

const callIdSchema = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'is not the id of a call');

/** Why a third party did not come, or is there no more. */
export const guestMisses = ['SEAT_NOT_READY', 'SEAT_BUSY', 'SEAT_UNKNOWN', 'NO_ANSWER', 'NOT_REACHED', 'GUEST_LEFT'] as const;

/** listen: nobody hears her. whisper: the agent alone hears her. barge: all hear each other. */
export const monitorModes = ['listen', 'whisper', 'barge'] as const;

/** Steps of a call once an agent has it; see `callViewSchema`. */
export const callSteps = ['dialling', 'announcing', 'connected', 'held', 'checking', 'rejoining', 'ended'] as const;

/**
 * The call that a seat holds, beside the seat's own state. Sent as row `call-state` of the seat's stream at every change.
 *
 * - dialling: a callback's client is rung, the agent hears the ringing tone
 * - announcing: both hear the agent's number (报工号)
 * - connected: both hear each other
 * - held: the client hears music until she is retrieved
 * - checking: the client is asked for her PIN, out of the agent's hearing; the agent hears music, and learns pass or fail only
 * - rejoining: the agent's page went away; the client hears music, and the page is rung as soon as its phone is back
 * - ended: the talk is over; what is left is the seat's after-call work
 */
export const callViewSchema = z.object({
  callId: z.string(),
  step: z.enum(callSteps),
  /** When this step began, epoch ms of the server. */
  since: z.number().int(),
  /** When both first heard each other; null: not yet, or never. */
  connectedAt: z.number().int().nullable(),
  /** Hold time before this hold, ms: with `since` of a hold the desk counts the whole. */
  heldMs: z.number().int(),
  /** The client does not hear the agent; not a hold. */
  isMuted: z.boolean(),
  /** off: not recorded at this step. paused: silent while a secret is keyed. failed: due and not running; the ledger has the gap. */
  recording: z.enum(['off', 'on', 'paused', 'failed']),
  /** How the last PIN check came out. failed: a wrong PIN, or one that is locked. unavailable: it could not be checked. */
  checked: z.object({ result: z.enum(['passed', 'failed', 'timed-out', 'cancelled', 'unavailable', 'interrupted']), at: z.number().int() }).nullable().default(null),
  auth: authSchema.default({ level: 'none', method: null, at: null }),
  /**
   * The third party of the talk. asking: the seat is being reserved. consult: the client hears music, agent and guest talk. swapped: agent
   * and client talk, the guest hears music. conference: all three hear each other.
   */
  guest: z.object({ kind: z.enum(['seat', 'outside']), name: z.string(), shape: z.enum(['asking', 'ringing', 'consult', 'swapped', 'conference']), since: z.number().int() }).nullable().optional(),
  /** Why the last guest did not come, or is gone. */
  guestOver: z.object({ why: z.enum(guestMisses), at: z.number().int() }).nullable().optional(),
  /** For the page of a guest, or of who monitors: extension of the agent who leads the call; absent: this seat leads. */
  lead: z.string().optional(),
  /** Who monitors the talk, by her extension; on her own page it is she. With `lead` this seat is the one that monitors. */
  monitor: z.object({ name: z.string(), mode: z.enum(monitorModes), since: z.number().int() }).optional(),
}).meta({ id: 'CallView' });

/** A wish for the call named; a click on a call that is over is refused (CALL_OVER), so a stale page does no harm. */
export const callWishSchema = z.discriminatedUnion('action', [
  z.strictObject({
    callId: callIdSchema,
    action: z.enum(['hold', 'retrieve', 'mute', 'unmute', 'check-pin', 'end-check', 'hang-up', 'take-back', 'complete', 'swap', 'conference', 'survey']),
  }),
  z.strictObject({
    callId: callIdSchema,
    /** Pressed for the other side: the guest the agent talks with, else the client. Never logged, never kept; refused while a PIN is keyed. */
    action: z.literal('keypad'),
    keys: z.string().regex(/^[0-9*#]{1,16}$/, 'is not 1 to 16 keys of 0-9 * #'),
  }),
]).meta({ id: 'CallWish' });

/** The wish is saved and will be done; the new `call-state` follows on the seat's stream. */
export const callWishAnswerSchema = z.object({}).meta({ id: 'CallWishAnswer' });

/** How a contact came out, filed by the agent while talking or in ACW. */
export const dispositionCodes = ['resolved', 'follow-up', 'complaint', 'transferred', 'wrong-number', 'no-answer', 'other'] as const;

export const dispositionSchema = z.strictObject({
  callId: callIdSchema,
  code: z.enum(dispositionCodes),
  /** The agent's own words; kept in a protected column, never logged. */
  note: z.string().trim().max(2_000),
}).meta({ id: 'Disposition' });

export type CallView = z.infer<typeof callViewSchema>;
export type CallWish = z.infer<typeof callWishSchema>;
export type CallAction = Exclude<CallWish['action'], 'keypad'>;
export type Disposition = z.infer<typeof dispositionSchema>;
export type DispositionCode = (typeof dispositionCodes)[number];
