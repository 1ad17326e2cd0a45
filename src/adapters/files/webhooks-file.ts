/** `webhooks.json` in the home: read when the worker starts. No file: no webhooks. */
import { existsSync, readFileSync } from 'node:fs';
import { webhooksFileSchema, type Webhook } from '../../contract/webhooks.ts';

export type WebhooksRead = { readonly kind: 'read'; readonly webhooks: readonly Webhook[] } | { readonly kind: 'wrong'; readonly sentence: string };

export function readWebhooks(file: string): WebhooksRead {
  if (!existsSync(file)) return { kind: 'read', webhooks: [] };
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { kind: 'wrong', sentence: `${file}: cannot be read as JSON` };
  }
  const parsed = webhooksFileSchema.safeParse(given);
  if (parsed.success) return { kind: 'read', webhooks: parsed.data.webhooks };
  // The place and what is wrong, never the value: it may be the secret.
  return { kind: 'wrong', sentence: parsed.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`).join('\n') };
}
