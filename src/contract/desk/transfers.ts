/** Handing a client on: to a seat, a queue, a node of the menus, a number outside that the settings allow. */
import { z } from 'zod';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not the name of a destination');

export const transferTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('seat'), extension: z.string().regex(/^[0-9]{3,6}$/, 'is not an extension') }),
  z.strictObject({ kind: z.literal('queue'), queue: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not a queue') }),
  /** By its name in the settings, or by its number, which must be one of them. */
  z.strictObject({ kind: z.literal('outside'), name: name.optional(), number: z.string().regex(/^[0-9+*#]{1,32}$/, 'is not a number').optional() }),
  z.strictObject({ kind: z.literal('node'), node: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'is not a node') }),
]);

/**
 * blind: the agent is free as soon as it is begun. consult: the client hears music, the agent talks with the other side first; then
 * POST /api/seat/call with complete, swap, conference or take-back.
 */
export const transferWishSchema = z.strictObject({
  callId: z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'is not the id of a call'),
  mode: z.enum(['blind', 'consult']),
  to: transferTargetSchema,
}).meta({ id: 'TransferWish' });

/** Accepted and saved; how it goes on is told by `call-state` on the seat's stream (`guest`, `guestOver`). */
export const transferAnswerSchema = z.object({}).meta({ id: 'TransferAnswer' });

/** What the page offers to choose from. */
export const destinationsSchema = z.object({
  seats: z.array(z.object({ extension: z.string(), agentName: z.string(), phase: z.string() })),
  queues: z.array(z.string()),
  outside: z.array(z.string()),
}).meta({ id: 'Destinations' });

export type TransferWish = z.infer<typeof transferWishSchema>;
export type Destinations = z.infer<typeof destinationsSchema>;
