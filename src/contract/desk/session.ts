import { z } from 'zod';

export const agentSchema = z.object({
  agentId: z.string(),
  login: z.string(),
  name: z.string(),
  series: z.enum(['marketing', 'service', 'compliance']),
  branch: z.string(),
}).meta({ id: 'Agent' });

/** What is typed on the sign-in page. Logins do not tell small letters from capitals. */
export const signInSchema = z.strictObject({
  login: z.string().trim().min(1, 'give the login, such as 1001').max(64),
  password: z.string().min(1, 'give the password').max(256),
});

export const meSchema = z.object({
  agent: agentSchema,
  protocol: z.number().int(),
  /** True clock of the server, epoch ms: the page counts from it, never from its own. */
  serverNow: z.number().int(),
  expiresAt: z.number().int(),
  /** May open all calls of the firm, not only her own. */
  canSeeAllCalls: z.boolean(),
  /** Sees the talks under way and may come to them, and reads the firm's figures. */
  isSupervisor: z.boolean(),
}).meta({ id: 'Me' });

export type Me = z.infer<typeof meSchema>;
