/** The terminal trail as compliance reads it (G-19): each login and change, from which number, on which line, when, with which result. */
import { z } from 'zod';

export const trailQuerySchema = z.object({
  /** Epoch ms; `to` is not included. */
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(0),
  clientId: z.string().max(64).optional(),
  callId: z.uuid().optional(),
  /** `next` of the page before. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const trailEntrySchema = z.object({
  askedAt: z.number().int(),
  /** null: nobody knows how it came out. */
  answeredAt: z.number().int().nullable(),
  kind: z.enum(['account', 'login', 'password-change', 'contact-change']),
  method: z.enum(['ivr-keys', 'agent-check']),
  result: z.enum(['done', 'refused', 'failed', 'lost', 'unknown']),
  code: z.string().nullable(),
  callId: z.string(),
  clientId: z.string().nullable(),
  /** Whole: this is what the trail is for, and each reading is audited. null: withheld. */
  callerNumber: z.string().nullable(),
  line: z.string(),
}).meta({ id: 'TrailEntry' });

export const trailPageSchema = z.object({ entries: z.array(trailEntrySchema), next: z.number().int().nullable() }).meta({ id: 'TrailPage' });

export type TrailQuery = z.infer<typeof trailQuerySchema>;
export type TrailPage = z.infer<typeof trailPageSchema>;
