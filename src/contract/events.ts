/**
 * The stream of events for other systems: CloudEvents 1.0, one stream for the firm. `sequence` counts without gaps; whoever has seen
 * N goes on behind N. An event may come twice (its `id` is the same), never out of order. docs/api/events.md tells how to use it.
 */
import { z } from 'zod';

export const eventTypes = [
  'call.created', 'call.ringing', 'call.answered', 'call.held', 'call.resumed', 'call.transferred', 'call.ended',
  'queue.entered', 'queue.offered', 'queue.connected', 'queue.abandoned', 'queue.overflowed', 'queue.callback_requested',
  'agent.signed_in', 'agent.state_changed', 'agent.reserved', 'agent.ring_no_answer', 'agent.signed_out',
  'call.talk_ended', 'call.consult_started', 'call.consult_ended', 'call.conference_started', 'call.monitor_started', 'call.monitor_changed', 'call.monitor_ended', 'client.identified', 'client.authenticated',
  'recording.sealed', 'recording.failed', 'attempt.dispatched', 'attempt.answered', 'attempt.outcome',
  'callback.opened', 'callback.attempted', 'callback.put_off', 'callback.completed', 'callback.reviewed', 'callback.cancelled',
] as const;
export type EventType = (typeof eventTypes)[number];

export const EVENT_STREAM = 'firm';
/** WebSocket subprotocol; a browser gives its token as a second one, `bearer.TOKEN`. */
export const EVENT_PROTOCOL = 'hotline.events';

export const cloudEventSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  type: z.string().describe(`Types may be added; pass over those you do not know. Now: ${eventTypes.join(', ')}.`),
  source: z.string(),
  subject: z.string().describe("The id of a call, a seat or a callback case."),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  stream: z.literal(EVENT_STREAM),
  sequence: z.string().regex(/^\d+$/),
  sequencetype: z.literal('Integer'),
  data: z.record(z.string(), z.unknown()),
}).meta({ id: 'CloudEvent' });

const after = z.coerce.number().int().min(0);

/** Of the socket: `after` is the last number seen; without it the stream begins with what happens next. */
export const eventSocketQuerySchema = z.strictObject({ after: after.optional() });
export const eventRowsQuerySchema = z.strictObject({ after, limit: z.coerce.number().int().min(1).max(500).default(100) });
export const eventRowsSchema = z.object({
  events: z.array(cloudEventSchema),
  /** Number of the newest event, and of the oldest that is kept (head + 1: none). Below the oldest, read the facts by the figures. */
  head: z.number().int(),
  oldest: z.number().int(),
}).meta({ id: 'EventRows' });

/** What the socket says beside events. */
export const eventControlSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('welcome'), head: z.number().int(), oldest: z.number().int() }),
  /** What came behind `after` is not kept any more: go on from `oldest`, and ask the figures for the calls of that time. */
  z.object({ kind: z.literal('gap'), after: z.number().int(), oldest: z.number().int() }),
]);

export type CloudEvent = z.infer<typeof cloudEventSchema>;
export type EventRows = z.infer<typeof eventRowsSchema>;
export type EventControl = z.infer<typeof eventControlSchema>;
