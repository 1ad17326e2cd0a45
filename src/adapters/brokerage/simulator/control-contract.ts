/** What the simulator lets its master do: /simulator/... is for tests and for bringing an environment up, no part of the contract. */
import { z } from 'zod';
import { clientIdSchema } from '../../../contract/brokerage/account.ts';
import { brokerageClientSchema } from '../../../contract/brokerage/client.ts';
import { accountNumberSchema, contactKindSchema } from '../../../contract/brokerage/identity.ts';
import { brokerageOperations } from '../../../contract/brokerage/operations.ts';
import type { BrokerageOperation } from '../../../contract/brokerage/operations.ts';
import { quoteSchema } from '../../../contract/brokerage/quote.ts';
import { parseInstant } from './instant.ts';

const operationNames = Object.keys(brokerageOperations) as [BrokerageOperation, ...BrokerageOperation[]];

/**
 * before: the connection breaks and nothing was done. error: 500, nothing was done. after: it was done, then 500. reply-lost: it was
 * done, then the connection breaks. late: it was done, the reply comes after delayMs. twice: it was done twice, one reply comes.
 * nonsense: it was done, the reply is 200 and not the contract's.
 */
export const faultKindSchema = z.enum(['before', 'after', 'reply-lost', 'late', 'twice', 'error', 'nonsense']);
export type FaultKind = z.infer<typeof faultKindSchema>;

/** Replaces the fault of that operation; it strikes `count` times and is gone. */
export const faultSchema = z.strictObject({
  operation: z.enum([...operationNames, 'all']),
  fault: faultKindSchema,
  delayMs: z.int().min(0).max(600_000).default(10_000),
  count: z.int().min(1).default(1),
});

export type Fault = z.output<typeof faultSchema>;

/** Business time from now on; it runs on by itself. Epoch milliseconds, or a time with its offset: 2026-11-23T10:00+08:00. */
export const clockSchema = z.strictObject({
  now: z.union([z.int(), z.string()]).transform((now, context) => {
    const atMs = typeof now === 'string' ? parseInstant(now) : now;
    if (atMs !== undefined) return atMs;
    context.addIssue({ code: 'custom', message: 'write a time with its offset, such as 2026-11-23T10:00+08:00' });
    return z.NEVER;
  }),
});

/** Moves every price this many times at once, in a session or not. */
export const stepsSchema = z.strictObject({ count: z.int().min(1).max(10_000) });

export const suspensionSchema = z.strictObject({ codes: z.array(z.string()) });

/** The clients the look-up by number knows; none at the start. */
export const demoClientsSchema = z.strictObject({ clients: z.array(brokerageClientSchema) });

/** Accounts and trading passwords, replacing what the same clients had. */
export const demoAccountSchema = z.strictObject({ clientId: clientIdSchema, account: accountNumberSchema, password: z.string().regex(/^\d{6}$/) });
export type DemoAccount = z.output<typeof demoAccountSchema>;
export const demoAccountsSchema = z.strictObject({ accounts: z.array(demoAccountSchema) });

/** How many wrong passwords lock, from which on the caller is told how many are left, and how long the lock holds (domain.md 3.4). */
export const passwordRulesSchema = z.strictObject({
  maxWrong: z.int().min(1).max(20).default(5),
  tellFrom: z.int().min(1).max(20).default(3),
  lock: z.enum(['end-of-day', 'hours']).default('end-of-day'),
  lockHours: z.int().min(1).max(72).default(8),
});
export type PasswordRules = z.output<typeof passwordRulesSchema>;

/** Contacts that were changed through the contract, newest last: for tests. */
export const contactsSchema = z.object({ contacts: z.array(z.object({ clientId: clientIdSchema, kind: contactKindSchema, value: z.string() })) });

/** One quote that was answered, as it was answered. With a fault the work may be here without its reply. */
export const answerLogEntrySchema = z.object({
  seq: z.int(),
  /** True time. */
  atMs: z.int(),
  operation: z.enum(operationNames),
  code: z.string(),
  last: quoteSchema.shape.last,
  quote: quoteSchema,
});

export type AnswerLogEntry = z.infer<typeof answerLogEntrySchema>;

export const answerLogSchema = z.object({ entries: z.array(answerLogEntrySchema), lastSeq: z.int() });

export const seedSchema = z.object({ seed: z.int(), steps: z.int() });

export const readySchema = z.object({ ready: z.literal(true), businessNowMs: z.int(), session: z.string() });
