/** Which clients lack which ways of contact (C-07), for who plans how to reach them. Ids, kinds and branches only. */
import { z } from 'zod';
import { contactKindSchema } from '../brokerage/service-file.ts';

export const contactGapsQuerySchema = z.strictObject({
  missing: contactKindSchema.optional(),
  /** `next` of the page before. */
  after: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const contactGapsReportSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('found'),
    clients: z.array(z.object({ clientId: z.string(), branch: z.string(), known: z.array(contactKindSchema), missing: z.array(contactKindSchema) })),
    /** For `after`; null: this was the last page. */
    next: z.string().nullable(),
  }),
  /** The back office is slow or away: ask again. */
  z.object({ kind: z.literal('unavailable'), reason: z.enum(['timeout', 'down', 'bad-answer', 'busy']) }),
]).meta({ id: 'ContactGaps' });

export type ContactGapsQuery = z.infer<typeof contactGapsQuerySchema>;
export type ContactGapsReport = z.infer<typeof contactGapsReportSchema>;
