import { z } from 'zod';

/** neeq: the board of the delisted and the old two networks (两网及退市), codes 400 and 420. */
export const marketSchema = z.enum(['sse', 'szse', 'bse', 'neeq']);
export type Market = z.infer<typeof marketSchema>;

/** bond: a convertible bond. repo: a reverse repo, its price is a rate. subscription: the code under which a new share is asked for. */
export const securityKindSchema = z.enum(['stock', 'fund', 'index', 'bond', 'repo', 'subscription']);
export type SecurityKind = z.infer<typeof securityKindSchema>;

/** Where a share is listed; everything that is no share has `none`. */
export const boardSchema = z.enum(['main', 'star', 'chinext', 'b-share', 'bse', 'delisted-board', 'none']);
export type Board = z.infer<typeof boardSchema>;

/** What its prices are in: B shares of Shanghai are in dollars, those of Shenzhen in Hong Kong dollars. */
export const currencySchema = z.enum(['CNY', 'USD', 'HKD']);
export type Currency = z.infer<typeof currencySchema>;

/** Six digits as text: leading zeros are part of the code. */
export const securityCodeSchema = z.string().regex(/^\d{6}$/, 'a code has six digits, such as 000001');

/**
 * One security or index of the list. A code alone is no name: 000001 is a stock of Shenzhen and an index of Shanghai. Kind and
 * code together are.
 */
export const securitySchema = z.object({
  code: securityCodeSchema,
  kind: securityKindSchema,
  market: marketSchema,
  /** The short name (证券简称), as it is spoken. */
  name: z.string().min(1).max(40),
  /** As English callers hear it, in Latin letters; left out: they hear the code. */
  englishName: z.string().max(60).regex(/^[A-Za-z0-9][A-Za-z0-9 &.,'()+-]*$/, 'an English name has Latin letters and digits only').optional(),
  board: boardSchema,
  currency: currencySchema,
});

export type Security = z.infer<typeof securitySchema>;

export const securityListSchema = z.object({ securities: z.array(securitySchema) });
