/** Who a client has proven to be in this call, how, and when. No number and no digit of a secret is in it. */
import { z } from 'zod';

export const authSchema = z.object({
  /** account: an account was keyed, or the number is one client's; password: the trading password was right. */
  level: z.enum(['none', 'account', 'password']),
  /** ivr-keys: keyed in the menus; agent-check: keyed in the middle of the talk, on the agent's asking. */
  method: z.enum(['ivr-keys', 'agent-check']).nullable(),
  at: z.number().int().nullable(),
}).meta({ id: 'Auth' });

export type Auth = z.infer<typeof authSchema>;
