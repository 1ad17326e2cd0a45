/**
 * What goes over the realtime socket. The page says `hello` first; the server then sends the rows of each stream above the
 * number given, and each new row as it comes. Rows of one stream arrive in order and without gaps; the row in the store is
 * the truth, so a page that finds a gap (or is told `reset`) reads the seat anew by REST.
 */
import { z } from 'zod';
import { popSchema } from './pop.ts';
import { seatStateSchema } from './seat.ts';

export const helloSchema = z.strictObject({
  kind: z.literal('hello'),
  protocol: z.number().int(),
  streams: z.array(z.strictObject({ stream: z.string().max(80), from: z.number().int().min(0) })).max(8),
});

/** One row of a stream. Kinds a page does not know are passed over; their number counts all the same. */
export const streamMessageSchema = z.object({
  stream: z.string(),
  n: z.number().int(),
  kind: z.string(),
  at: z.number().int(),
  body: z.unknown(),
});

/** Body of `seat-state`. `since` is the row's `at` unless the phase went on unchanged. */
export const seatStateBodySchema = z.object({ state: seatStateSchema, since: z.number().int() });
/** Body of `screen-pop`. A second one with the same callId amends the first. */
export const screenPopBodySchema = popSchema;

export const controlMessageSchema = z.discriminatedUnion('kind', [
  /** Answer to hello, and every few seconds after it: alive, and this is the time. */
  z.object({ kind: z.literal('welcome'), protocol: z.number().int(), serverNow: z.number().int() }),
  z.object({ kind: z.literal('tick'), serverNow: z.number().int() }),
  /** Page and server speak different versions: load the page anew. */
  z.object({ kind: z.literal('reload'), protocol: z.number().int() }),
  /** Too much was missed to send it row by row: read the state by REST and say hello from there. */
  z.object({ kind: z.literal('reset'), stream: z.string(), n: z.number().int() }),
]);

/** Reasons the server closes a socket with (RFC 6455, private range). */
export const closeCodes = { badMessage: 4400, signInRequired: 4401, forbidden: 4403, protocol: 4409, slow: 4413, unavailable: 4503 } as const;

export type Hello = z.infer<typeof helloSchema>;
export type StreamMessage = z.infer<typeof streamMessageSchema>;
export type ControlMessage = z.infer<typeof controlMessageSchema>;
