import { z } from 'zod';
import { clientIdSchema } from './account.ts';
import { telephoneNumberSchema } from './client.ts';

/** The number of a fund account (资金账号), as it is keyed: digits only. */
export const accountNumberSchema = z.string().regex(/^\d{6,14}$/);

/** What was keyed for a password. Whether it may be one is the back office's to say. */
const keyedPasswordSchema = z.string().max(32);

export const identifyAskSchema = z.strictObject({ account: accountNumberSchema });
export const identifiedSchema = z.object({ clientId: clientIdSchema });

/** Of a client we know by id (her number), or of the account she keyed. An account nobody has is a wrong password, so that nobody learns which exist. */
export const verifyAskSchema = z.union([
  z.strictObject({ clientId: clientIdSchema, password: keyedPasswordSchema }),
  z.strictObject({ account: z.string().max(32), password: keyedPasswordSchema }),
]);

/** `old` may be left out by who was verified in the same call. */
export const changePasswordAskSchema = z.strictObject({
  clientId: clientIdSchema, old: keyedPasswordSchema.optional(), new: keyedPasswordSchema, again: keyedPasswordSchema,
});

export const contactKindSchema = z.enum(['phone', 'email']);
export const changeContactAskSchema = z.strictObject({ clientId: clientIdSchema, kind: contactKindSchema, value: z.string().max(254) });

/** A contact that is not to be used any more. A number cannot be taken away: she is called by it. */
export const removeContactAskSchema = z.strictObject({ clientId: clientIdSchema, kind: contactKindSchema });

/** A contact that can be one: a number as it is normalised, or an address with one @. */
export function isContact(kind: z.infer<typeof contactKindSchema>, value: string): boolean {
  return kind === 'phone' ? telephoneNumberSchema.min(7).safeParse(value).success : z.email().safeParse(value).success;
}

/** Where a client wants to be reached; null: not known. */
export const contactsSchema = z.object({ phone: z.string().nullable(), email: z.email().nullable() });
export type Contacts = z.infer<typeof contactsSchema>;

export const changedSchema = z.object({ changedAtMs: z.int() });
