/** `webhooks.json` in the home: which other systems are told of events by POST. What a caller or a page sends never gets in here. */
import { z } from 'zod';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname)));
};

export const webhookSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  /** https; plain http only to this machine. */
  url: z.string().refine(isSafe, 'give an https address without a password in it (http only to this machine)'),
  /** Both sides know it: the body's signature is made with it. */
  secret: z.string().min(32),
  /** `queue.` takes every type that begins so; without: all. */
  types: z.array(z.string().regex(/^[a-z_.]+$/)).min(1).optional(),
});
export const webhooksFileSchema = z.strictObject({
  webhooks: z.array(webhookSchema).max(20).refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'each needs a name of its own'),
});

export type Webhook = z.infer<typeof webhookSchema>;
