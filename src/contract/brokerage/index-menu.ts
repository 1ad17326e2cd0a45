import { z } from 'zod';
import { marketSchema, securityCodeSchema } from './security.ts';

/**
 * The indexes offered by one key each (1 上证指数, 2 深证成指, 3 创业板指 ...), because their codes also name stocks. The quote of one
 * is asked by its key.
 */
export const indexMenuSchema = z.object({
  indexes: z.array(
    z.object({
      menuKey: z.string().regex(/^[1-9]$/),
      code: securityCodeSchema,
      market: marketSchema,
      name: z.string().min(1).max(40),
    }),
  ),
});

export type IndexMenuItem = z.infer<typeof indexMenuSchema>['indexes'][number];
