import { z } from 'zod';

export const marketSchema = z.enum(['sse', 'szse', 'bse']);
export type Market = z.infer<typeof marketSchema>;

export const securityKindSchema = z.enum(['stock', 'fund', 'index']);
export type SecurityKind = z.infer<typeof securityKindSchema>;

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
});

export type Security = z.infer<typeof securitySchema>;

export const securityListSchema = z.object({ securities: z.array(securitySchema) });
