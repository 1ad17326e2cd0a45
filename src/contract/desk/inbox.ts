import { z } from 'zod';
import { shownNumberSchema } from './calls.ts';

/** What callers left after the tone: complaints, suggestions, messages (P-01). */
export const inboxCaseSchema = z.object({
  caseId: z.string(),
  /** What the caller was told. */
  caseNo: z.string(),
  box: z.enum(['complaint', 'suggestion', 'message']),
  state: z.enum(['open', 'taken', 'closed']),
  filedAt: z.number().int(),
  language: z.string(),
  /** Always masked; null: withheld. */
  number: shownNumberSchema.nullable(),
  clientName: z.string().nullable(),
  durationMs: z.number().int(),
  recording: z.object({ recordingId: z.string(), status: z.enum(['due', 'sealed', 'gap']) }),
  /** K-03, business time (epoch ms). null: no deadline. */
  acceptBy: z.number().int().nullable(),
  resultBy: z.number().int().nullable(),
  takenBy: z.string().nullable(),
  isMine: z.boolean(),
}).meta({ id: 'InboxCase' });

export const inboxSchema = z.object({ cases: z.array(inboxCaseSchema) }).meta({ id: 'Inbox' });

/** `result`: what was done, in the agent's words. */
export const closeCaseSchema = z.strictObject({ result: z.string().trim().min(1).max(2_000) });

export type InboxCase = z.infer<typeof inboxCaseSchema>;
export type Inbox = z.infer<typeof inboxSchema>;
