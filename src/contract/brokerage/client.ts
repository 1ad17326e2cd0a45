import { z } from 'zod';

/** A telephone number after normalising: digits only, no country code, no leading 0 before a mobile. */
export const telephoneNumberSchema = z.string().regex(/^\d{3,15}$/);

/** A client as the back office knows her, for the look-up by number (T-07). Personal through and through: never logged. */
export const brokerageClientSchema = z.object({
  clientId: z.string().min(1).max(64),
  names: z.object({
    /** Name as registered, such as 张伟. */
    full: z.string().min(1).max(80),
    /** How she is addressed: 张先生, 张女士. */
    address: z.string().min(1).max(80),
  }),
  tier: z.enum(['diamond', 'gold', 'wealth', 'ordinary']),
  /** Code of the branch (营业部). */
  branch: z.string().min(1).max(32),
  /** One to three, the preferred one first. */
  numbers: z.array(telephoneNumberSchema).min(1).max(3),
  email: z.email().optional(),
  /** Bound banks, the main one first; only the last four digits of the card. */
  banks: z.array(z.object({ bankCode: z.string().min(1).max(16), cardTail: z.string().regex(/^\d{4}$/) })).max(5),
});

export type BrokerageClient = z.infer<typeof brokerageClientSchema>;

/** The number goes in the body: addresses are written to logs on the way. */
export const clientLookupSchema = z.object({ number: telephoneNumberSchema });

/** None, one or many: a number nobody has is an empty list, no error. */
export const clientListSchema = z.object({ clients: z.array(brokerageClientSchema) });
