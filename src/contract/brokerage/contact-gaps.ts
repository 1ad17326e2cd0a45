/** Clients who cannot be reached in some way (C-07): by kind of contact, without a number or an address. Page by page, in the order of their ids. */
import { z } from 'zod';
import { clientIdSchema } from './account.ts';
import { contactKindSchema, contactKinds } from './service-file.ts';

export const contactGapsAskSchema = z.strictObject({
  /** Only those who lack this one; absent: any. */
  missing: contactKindSchema.optional(),
  /** The last client of the page before. */
  after: clientIdSchema.optional(),
  limit: z.int().min(1).max(500),
});

export const contactGapsSchema = z.object({
  clients: z.array(z.object({ clientId: clientIdSchema, branch: z.string().min(1).max(32), known: z.array(contactKindSchema).max(contactKinds.length) })).max(500),
  /** More clients lie behind the last one. */
  hasMore: z.boolean(),
});

export type ContactGapsAsk = z.infer<typeof contactGapsAskSchema>;
export type ContactGaps = z.infer<typeof contactGapsSchema>;
