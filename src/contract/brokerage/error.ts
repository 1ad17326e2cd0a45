import { z } from 'zod';

/**
 * The body of every answer that is not 2xx. Codes are stable, never renamed or reused; the message is for the engineer who reads
 * the log, never for the caller, and holds no personal data.
 */
export const brokerageErrorSchema = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  message: z.string(),
  /** With 409 only: what the caller is told about the no. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

export type BrokerageError = z.infer<typeof brokerageErrorSchema>;

/** With 404: asked and understood, there is no such thing. Any other 404 is a wrong address, not an answer. */
export const notFoundCodes = ['SECURITY_NOT_FOUND', 'INDEX_NOT_FOUND', 'ACCOUNT_NOT_FOUND', 'CLIENT_NOT_FOUND', 'CONTENT_NOT_FOUND'] as const;

/** With 429 or 503: alive, but it takes no more now. */
export const busyCode = 'BACK_OFFICE_BUSY';

/**
 * With 409: understood, and refused. Each operation may refuse with these codes only; anything else is a bad answer.
 * WRONG_PASSWORD has details `left` (tries that are left) and `tell` (whether the caller is told so: from the third on);
 * PASSWORD_LOCKED has `untilMs`.
 */
export const refusalCodes = {
  verifyPassword: ['WRONG_PASSWORD', 'PASSWORD_LOCKED'],
  changePassword: ['WRONG_PASSWORD', 'PASSWORD_LOCKED', 'PASSWORDS_DIFFER', 'PASSWORD_NOT_SIX_DIGITS', 'PASSWORD_TOO_SIMPLE', 'PASSWORD_UNCHANGED'],
  changeContact: ['CONTACT_INVALID', 'CONTACT_UNCHANGED'],
  removeContact: ['CONTACT_INVALID', 'CONTACT_UNCHANGED'],
} as const;

export type RefusalCode = (typeof refusalCodes)[keyof typeof refusalCodes][number];

/** The same key came with another question: a fault of who asks. */
export const keyReusedCode = 'IDEMPOTENCY_KEY_REUSED';
