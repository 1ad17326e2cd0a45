import { z } from 'zod';
import { decimalSchema, priceSchema } from './decimal.ts';
import { currencySchema, securityCodeSchema, securityKindSchema } from './security.ts';

/** The back office's own id of a client: opaque, no account number. */
export const clientIdSchema = z.string().min(1).max(64);

/** A page of what one client has; the first is 1. */
export const accountPageAskSchema = z.strictObject({
  clientId: clientIdSchema,
  page: z.int().min(1).max(1_000),
  pageSize: z.int().min(1).max(20),
});

export const clientAskSchema = z.strictObject({ clientId: clientIdSchema });

const fenSchema = z.int();

/** usable buys; withdrawable may leave: what was sold today is usable today and withdrawable after settlement. */
export const fundsSchema = z
  .object({
    currency: currencySchema,
    usableFen: fenSchema.nonnegative(),
    withdrawableFen: fenSchema.nonnegative(),
    frozenFen: fenSchema.nonnegative(),
    marketValueFen: fenSchema.nonnegative(),
    totalFen: fenSchema.nonnegative(),
  })
  .refine((funds) => funds.withdrawableFen <= funds.usableFen, { path: ['withdrawableFen'], message: 'no more may leave than is usable' });

export type Funds = z.infer<typeof fundsSchema>;

const named = { code: securityCodeSchema, kind: securityKindSchema, name: z.string().min(1).max(40) };

export const holdingSchema = z
  .object({ ...named, quantity: z.int().positive(), sellable: z.int().nonnegative(), last: priceSchema, marketValueFen: fenSchema.nonnegative(), profitFen: fenSchema })
  .refine((held) => held.sellable <= held.quantity, { path: ['sellable'], message: 'no more can be sold than is held' });

export type Holding = z.infer<typeof holdingSchema>;

export const orderStateSchema = z.enum(['accepted', 'part-filled', 'filled', 'cancelled', 'rejected']);
export const sideSchema = z.enum(['buy', 'sell']);

/** An order of today (当日委托). */
export const orderSchema = z.object({
  ...named, orderNo: z.string().regex(/^\d{1,12}$/), side: sideSchema, price: priceSchema, quantity: z.int().positive(),
  filled: z.int().nonnegative(), state: orderStateSchema, atMs: z.int(),
});

export type Order = z.infer<typeof orderSchema>;

/** A fill of today (当日成交). */
export const fillSchema = z.object({ ...named, orderNo: z.string().regex(/^\d{1,12}$/), side: sideSchema, price: decimalSchema, quantity: z.int().positive(), atMs: z.int() });

export type Fill = z.infer<typeof fillSchema>;

/** The numbers one subscription takes part with (配号): the first, and how many follow without a gap. */
export const lotteryNumberSchema = z.object({
  ...named, firstNumber: z.string().regex(/^\d{6,14}$/), count: z.int().positive(),
  /** pending: drawn later. won: some of them won `wonShares`. */
  state: z.enum(['pending', 'won', 'not-won']), wonShares: z.int().nonnegative(), onDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

export type LotteryNumber = z.infer<typeof lotteryNumberSchema>;

/** One page: no more rows than asked for; `total` counts all of them. */
export function accountPageSchema<S extends z.ZodType>(row: S) {
  return z.object({ rows: z.array(row).max(20), page: z.int().min(1), total: z.int().nonnegative(), hasMore: z.boolean() });
}

export interface AccountPage<T> {
  readonly rows: readonly T[];
  readonly page: number;
  readonly total: number;
  readonly hasMore: boolean;
}
