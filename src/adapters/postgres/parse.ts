/** The door for stored JSON: what comes out of a jsonb column is checked here once and trusted behind it. */
import { z } from 'zod';
import type { CallCommand } from '../../core/call/commands.ts';
import type { CallEvent } from '../../core/call/events.ts';
import { NO_AUTH, type CallState } from '../../core/call/state.ts';
import { freshTalk } from '../../core/conversation/enter.ts';
import { FIRM_LANGUAGE } from '../../core/speech/language.ts';
import type { PendingState, SeatState } from '../../core/seat/state.ts';
import { wholeState } from './row-text.ts';

/** Form of `call.state` and `call.pending` this program writes. */
export const callFormat = 2;
/** 1: everything written out (row-text.ts). */
const readFormats: readonly number[] = [1, callFormat];

const time = z.number().int();

/**
 * A call's state was written by this program under the same form, so only what a take-over stands on is looked at;
 * fields it does not know stay as they are.
 */
const callStateSchema = z.looseObject({
  callId: z.string(),
  node: z.string(),
  minted: z.number().int(),
  direction: z.enum(['inbound', 'outbound']),
  startedAt: time,
  numberToken: z.string().nullable(),
  clientMatches: z.array(z.string()),
  deadlines: z.array(z.object({ name: z.string(), generation: z.number().int(), dueAt: time })),
  activity: z.looseObject({ phase: z.enum(['arriving', 'ivr', 'waiting', 'conversation', 'outside', 'after', 'ended']) }),
});
const pendingSchema = z.array(z.looseObject({ id: z.number().int(), kind: z.string() }));

/** null: not readable by this program. */
export function parseCall(row: { call_id: string; format: number; state: unknown; pending: unknown }): { state: CallState; pending: CallCommand[] } | null {
  if (!readFormats.includes(row.format)) return null;
  const state = callStateSchema.safeParse(wholeState(row.state, row.call_id));
  const pending = pendingSchema.safeParse(row.pending);
  if (!state.success || !pending.success) return null;
  return { state: withLaterFields(state.data as unknown as CallState), pending: pending.data as unknown as CallCommand[] };
}

/** A call that began under an older program lacks what came later: holds, languages, subflows, identity. */
function withLaterFields(stored: CallState): CallState {
  const { activity } = stored;
  const state = { ...stored, stack: stored.stack ?? [], language: stored.language ?? FIRM_LANGUAGE, auth: stored.auth ?? NO_AUTH, held: stored.held ?? {} };
  if (activity.phase !== 'conversation') return state;
  const offer = { ...activity.offer, endpoint: activity.offer.endpoint ?? activity.offer.extension, isPage: activity.offer.isPage ?? false };
  return { ...state, activity: { ...freshTalk, ...activity, since: activity.since ?? activity.connectedAt ?? state.startedAt, offer } };
}

const notReadyReason = z.enum(['break', 'lunch', 'training', 'rona', 'after-hours', 'signed-in', 'device-lost', 'supervisor']);
const pendingState = z
  .discriminatedUnion('phase', [z.object({ phase: z.literal('not-ready'), reason: notReadyReason }), z.object({ phase: z.literal('signed-out') })])
  .nullable() satisfies z.ZodType<PendingState | null>;
const reservation = z.object({ reservationId: z.string(), callId: z.string(), entryId: z.string() });
const seatStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('signed-out') }),
  z.object({ phase: z.literal('not-ready'), reason: notReadyReason }),
  z.object({ phase: z.literal('ready'), since: time }),
  z.object({ phase: z.literal('reserved'), reservation, expiresAt: time, pending: pendingState }),
  z.object({ phase: z.literal('ringing'), reservation, expiresAt: time, pending: pendingState }),
  z.object({ phase: z.literal('talking'), reservation, since: time, pending: pendingState }),
  z.object({ phase: z.literal('acw'), callId: z.string(), acwEndsAt: time, pending: pendingState, isExtended: z.literal(true).optional() }),
]) satisfies z.ZodType<SeatState>;

/** Throws on a state that no program of this form wrote. */
export const parseSeatState = (value: unknown): SeatState => seatStateSchema.parse(value);

/** Events that reach a call through the inbox, and no others. */
const inboxEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('seat-offered'), at: time, seatId: z.string(), extension: z.string(), entryId: z.string(), reservationId: z.string(),
    expiresAt: time, ringMs: z.number().int(), acwMs: z.number().int(), endpoint: z.string(), isPage: z.boolean(),
  }),
  z.object({
    kind: z.literal('callback-claimed'), at: time, caseId: z.string(), attemptId: z.string(), clientId: z.string(), numberToken: z.string(),
    queue: z.string(), excludeSeries: z.array(z.string()), callerDnis: z.string(), kept: z.object({ enteredAt: time, priority: z.number().int() }).exactOptional(),
  }),
  z.object({ kind: z.literal('hang-up-asked'), at: time, by: z.enum(['seat', 'operator']) }),
]);
export type InboxEvent = z.infer<typeof inboxEventSchema>;

/** null: a kind this program does not know (a newer one wrote it). The business time is not stored: it follows the offset. */
export function parseInboxEvent(value: unknown, businessOffsetMs: number): CallEvent | null {
  const parsed = inboxEventSchema.safeParse(value);
  return parsed.success ? { ...parsed.data, businessAt: parsed.data.at + businessOffsetMs } : null;
}
