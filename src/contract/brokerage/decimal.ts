import { z } from 'zod';

/**
 * A price, an index or a difference of both, exactly: `{ mantissa: 168888, decimals: 2 }` is 1688.88. Stocks and indexes have 2
 * decimals, funds 3. Never a float, so that what is spoken is what was sent, trailing zeros too.
 */
export const decimalSchema = z.object({
  mantissa: z.int(),
  decimals: z.int().min(0).max(6),
});

export type Decimal = z.infer<typeof decimalSchema>;

/** A decimal that is not below zero. */
export const priceSchema = decimalSchema.extend({ mantissa: z.int().nonnegative() });
