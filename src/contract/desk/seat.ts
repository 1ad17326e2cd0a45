import { z } from 'zod';
import { callViewSchema } from './call-control.ts';
import { seatPhoneSchema } from './phone.ts';
import { popSchema } from './pop.ts';

/** Reasons an agent may choose; the others of `notReadyReasons` are given by the system. */
export const chosenReasons = ['break', 'lunch', 'training', 'after-hours'] as const;
export const notReadyReasons = [...chosenReasons, 'rona', 'signed-in', 'device-lost', 'supervisor'] as const;

const reason = z.enum(notReadyReasons);
const pending = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('not-ready'), reason }),
  z.object({ phase: z.literal('signed-out') }),
]).nullable();
const onCall = { callId: z.string(), pending };

/** A seat's state as the desk shows it. Times are epoch ms of the server. */
export const seatStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('signed-out') }),
  z.object({ phase: z.literal('not-ready'), reason }),
  z.object({ phase: z.literal('ready') }),
  z.object({ phase: z.literal('reserved'), ...onCall }),
  z.object({ phase: z.literal('ringing'), ...onCall }),
  z.object({ phase: z.literal('talking'), ...onCall }),
  z.object({ phase: z.literal('acw'), ...onCall, acwEndsAt: z.number().int(), isExtended: z.boolean().optional() }),
]).meta({ id: 'SeatState' });

export const seatSchema = z.object({
  seatId: z.string(),
  extension: z.string(),
  state: seatStateSchema,
  /** When this phase (and reason) began, epoch ms. */
  since: z.number().int(),
  /** Whether the phone that rings (`phone`) is registered; null: not known. */
  isDeviceOnline: z.boolean().nullable(),
  phone: seatPhoneSchema,
  /** The seat's stream of realtime messages and its newest number in this snapshot: subscribe from there. */
  stream: z.string(),
  streamN: z.number().int(),
  /** How the call that the seat holds stands; null: no agent has it yet, or there is none. */
  call: callViewSchema.nullable(),
  /** Card of the call that the seat holds now. */
  pop: popSchema.nullable(),
}).meta({ id: 'Seat' });

export const seatAnswerSchema = z.object({
  serverNow: z.number().int(),
  seat: seatSchema,
  /** Extensions this agent may sign in on. */
  extensions: z.array(z.string()),
}).meta({ id: 'SeatAnswer' });

/** A wish for the seat. `extension` is needed only where the agent has several seats. */
export const seatChangeSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('sign-in'), extension: z.string().regex(/^\d{3,6}$/).optional() }),
  z.strictObject({ action: z.literal('ready') }),
  z.strictObject({ action: z.literal('not-ready'), reason: z.enum(chosenReasons) }),
  /** Ends the after-call work before its time. */
  z.strictObject({ action: z.literal('acw-done') }),
  /** One more minute of after-call work, once for each call. */
  z.strictObject({ action: z.literal('acw-extend') }),
  z.strictObject({ action: z.literal('sign-out') }),
]).meta({ id: 'SeatChange' });

/** A supervisor's word for another's seat; while it is on a call it takes effect after it. */
export const seatForceSchema = z.strictObject({ to: z.enum(['ready', 'not-ready', 'signed-out']) }).meta({ id: 'SeatForce' });

/** Why a seat is offered nothing: what is missing before the matcher looks at it, one code each; none: it may be offered a call. */
export const seatLacks = ['signed-out', 'not-ready', 'on-a-call', 'after-call-work', 'phone-offline', 'no-licence', 'no-skill'] as const;
/** Why a caller who waits is not this seat's; null: she is. */
export const whyNotThisSeat = ['no-skill', 'series-not-allowed', 'no-licence', 'last-agent-first', 'seat-not-ready', 'other-seat', 'earlier-caller'] as const;
export const seatExplainSchema = z.object({
  serverNow: z.number().int(),
  seatId: z.string(),
  extension: z.string(),
  state: seatStateSchema,
  since: z.number().int(),
  /** Asterisk at which the phone that rings is registered; null: never seen. */
  exchange: z.string().nullable(),
  lacks: z.array(z.enum(seatLacks)),
  queues: z.array(z.string()),
  /** Who waits for this seat's skills, by the function that decides; null: it is signed out, nobody looks at it. */
  routing: z.object({
    /** The call it would be offered now. */
    offers: z.string().nullable(),
    /** In the order of their turn; `more` were left out. `instead`: the seat that gets her, or the call that has this seat first. */
    waiting: z.array(z.object({
      callId: z.string(), queue: z.string(), priority: z.number().int(), enteredAt: z.number().int(), why: z.enum(whyNotThisSeat).nullable(), instead: z.string().optional(),
    })),
    more: z.number().int(),
    /** Callers in queues it has no skill for. */
    otherQueues: z.number().int(),
  }).nullable(),
}).meta({ id: 'SeatExplain' });

export type SeatState = z.infer<typeof seatStateSchema>;
export type Seat = z.infer<typeof seatSchema>;
export type SeatAnswer = z.infer<typeof seatAnswerSchema>;
export type SeatForce = z.infer<typeof seatForceSchema>;
export type SeatExplain = z.infer<typeof seatExplainSchema>;
export type SeatChange = z.infer<typeof seatChangeSchema>;
export type ChosenReason = (typeof chosenReasons)[number];
