import { z } from 'zod';
import { authSchema } from './auth.ts';
import { shownNumberSchema } from './calls.ts';

export const clientCardSchema = z.object({
  clientId: z.string(),
  name: z.string(),
  tier: z.enum(['diamond', 'gold', 'wealth', 'ordinary']),
  branch: z.string(),
  owner: z.string().nullable(),
  /** The main one first. */
  banks: z.array(z.object({ bank: z.string(), cardTail: z.string() })),
}).meta({ id: 'ClientCard' });

/** Value of an answer that the client gave or heard in the IVR; never a secret (those are in no answer at all). */
export const answerValueSchema = z.union([
  z.string(),
  z.number(),
  /** Exact decimal: 168888 with 2 decimals is 1688.88. */
  z.object({ mantissa: z.number().int(), decimals: z.number().int() }),
]);

/**
 * The screen pop as the desk shows it: core's `Pop` with names and the number put in. The whole number goes only to the
 * agent who holds the call at that moment; who does not sees it masked.
 */
export const popSchema = z.object({
  callId: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  queue: z.string(),
  /** null: withheld. */
  ani: shownNumberSchema.nullable(),
  dnis: z.string(),
  /** Node names of the flow, in the order the client went through them. */
  ivrPath: z.array(z.string()),
  /** Node name -> its title in the release the call ran on; a node without one is not there. */
  ivrTitles: z.record(z.string(), z.object({ 'zh-CN': z.string().optional(), en: z.string().optional() })),
  answers: z.record(z.string(), answerValueSchema),
  match: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('one'), client: clientCardSchema }),
    /** `total` may be more than the cards shown. */
    z.object({ kind: z.literal('many'), clients: z.array(clientCardSchema), total: z.number().int() }),
  ]),
  auth: authSchema,
  waitedMs: z.number().int(),
  offeredAt: z.number().int(),
  caseId: z.string().nullable(),
  recordingId: z.string(),
}).meta({ id: 'ScreenPop' });

export type ScreenPop = z.infer<typeof popSchema>;
export type PopClient = z.infer<typeof clientCardSchema>;
export type AnswerValue = z.infer<typeof answerValueSchema>;
