import { z } from 'zod';
import { decimalSchema, priceSchema } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { securityCodeSchema, securityKindSchema, securitySchema } from './security.ts';

/**
 * traded: there is a price of today. not-traded-yet: the day has no trade yet, `last` is the previous close. suspended (停牌): the
 * same, and there will be none. delisted: it is traded here no more, `last` is its last close.
 */
export const tradeStateSchema = z.enum(['traded', 'not-traded-yet', 'suspended', 'delisted']);
export type TradeState = z.infer<typeof tradeStateSchema>;

/** Volume as the market counts it: lots (手) of 100 shares, single shares on the STAR market. */
export const volumeSchema = z.object({
  unit: z.enum(['lot', 'share']),
  count: z.int().nonnegative(),
});

/** A quote of one moment: every price has the same decimals, and the difference is the one it says. */
export const quoteSchema = securitySchema
  .extend({
    state: tradeStateSchema,
    last: priceSchema,
    previousClose: priceSchema,
    /** last - previousClose */
    change: decimalSchema,
    /** Hundredths of a per cent, rounded half away from zero: 125 is +1.25 %. */
    changeBp: z.int(),
    /** Null unless traded. */
    open: priceSchema.nullable(),
    high: priceSchema.nullable(),
    low: priceSchema.nullable(),
    volume: volumeSchema,
    /** In hundredths of its currency (fen); an index's day (about 10^14 fen) fits a safe integer. */
    turnoverFen: z.int().nonnegative(),
    /** Epoch milliseconds of the moment this quote stood, on the back office's clock. */
    asOfMs: z.int(),
    /** Other kinds under the same code, so that a caller who keyed 000001 can be asked which. */
    otherKinds: z.array(securityKindSchema),
    /** The old code that was asked for, when the security has moved to `code` (the 43, 83 and 87 codes of the BSE). */
    movedFrom: securityCodeSchema.nullable(),
  })
  .superRefine((quote, context) => {
    const { last, previousClose, change, open, high, low } = quote;
    const prices = [last, previousClose, change, open, high, low].filter((price): price is Decimal => price !== null);
    if (prices.some((price) => price.decimals !== last.decimals)) {
      context.addIssue({ code: 'custom', path: ['last'], message: 'prices of one quote have the same decimals' });
    }
    if (last.mantissa - previousClose.mantissa !== change.mantissa) {
      context.addIssue({ code: 'custom', path: ['change'], message: 'change is last - previousClose' });
    }
    if ([open, high, low].some((price) => (price !== null) !== (quote.state === 'traded'))) {
      context.addIssue({ code: 'custom', path: ['open'], message: 'open, high and low are there when traded, else null' });
    }
  });

export type Quote = z.infer<typeof quoteSchema>;
