/**
 * POST of a batch of events, signed: `hotline-signature: t=SECONDS,v1=HEX`, HMAC-SHA256 over `SECONDS.BODY` with the target's secret. The
 * receiver checks it, and that the time is not old. A redirect is not followed, an answer's body is not read, and nothing takes longer
 * than the time-out: a target can neither send us elsewhere nor hold us up.
 */
import type { WebhookGateway } from '../../app/api/webhooks.ts';
import { SIGNATURE_HEADER, signatureOf } from './signature.ts';

export interface WebhookGatewayOptions {
  readonly now: () => number;
  readonly timeoutMs?: number;
}

export function createWebhookGateway({ now, timeoutMs = 5_000 }: WebhookGatewayOptions): WebhookGateway {
  return {
    async send({ url, secret }, events) {
      const body = JSON.stringify(events);
      try {
        const answer = await fetch(url, {
          method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs),
          headers: { 'content-type': 'application/cloudevents-batch+json', [SIGNATURE_HEADER]: signatureOf(secret, Math.floor(now() / 1_000), body) },
        });
        await answer.body?.cancel();
        return answer.ok ? { kind: 'taken' } : { kind: 'not-taken', reason: `status ${answer.status}` };
      } catch (error) {
        const isLate = error instanceof Error && error.name === 'TimeoutError';
        return { kind: 'not-taken', reason: isLate ? 'no answer in time' : 'no connection' };
      }
    },
  };
}
