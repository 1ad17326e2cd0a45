import { z } from 'zod';

/**
 * The body of every answer that is not 2xx. Codes are stable, never renamed or reused; the message is for the engineer who reads
 * the log, never for the caller, and holds no personal data.
 */
export const brokerageErrorSchema = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  message: z.string(),
});

export type BrokerageError = z.infer<typeof brokerageErrorSchema>;

/** With 404: asked and understood, there is no such thing. Any other 404 is a wrong address, not an answer. */
export const notFoundCodes = ['SECURITY_NOT_FOUND', 'INDEX_NOT_FOUND'] as const;

/** With 429 or 503: alive, but it takes no more now. */
export const busyCode = 'BACK_OFFICE_BUSY';
