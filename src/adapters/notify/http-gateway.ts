/**
 * SMS or fax by an HTTP gateway of the firm: a signed POST whose body is the firm's template. `idempotency-key` is the notice's id: what was
 * sent and could not be noted comes again under the same key. A redirect is not followed and an answer's body is not read.
 */
import type { DueNotice, NoticeGateway, SendOutcome } from '../../app/notify/ports.ts';
import type { HttpGatewaySettings } from '../../contract/gateways.ts';
import { createSentBook } from './sent-book.ts';
import { SIGNATURE_HEADER, signatureOf } from './signature.ts';

export interface HttpGatewayOptions extends Pick<HttpGatewaySettings, 'url' | 'body'> {
  readonly secret: string;
  readonly now: () => number;
  readonly timeoutMs?: number;
}

/** It understood and will never take it. Everything else may be our settings or its bad day. */
const FOR_GOOD = new Set([400, 410, 413, 422]);

export function createHttpGateway({ url, secret, body: template, now, timeoutMs = 5_000 }: HttpGatewayOptions): NoticeGateway {
  const sentBook = createSentBook();
  return {
    async send(notice): Promise<SendOutcome> {
      if (notice.to === '') return { kind: 'refused', reason: 'no-address' };
      if (sentBook.has(notice.noticeId)) return { kind: 'sent' };
      const body = JSON.stringify(filledIn(template, notice));
      const headers = { 'content-type': 'application/json', 'idempotency-key': notice.noticeId, [SIGNATURE_HEADER]: signatureOf(secret, Math.floor(now() / 1_000), body) };
      try {
        const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
        await answer.body?.cancel();
        if (!answer.ok) return { kind: FOR_GOOD.has(answer.status) ? 'refused' : 'unavailable', reason: `status-${answer.status}` };
      } catch (error) {
        return { kind: 'unavailable', reason: error instanceof Error && error.name === 'TimeoutError' ? 'no-answer-in-time' : 'no-connection' };
      }
      sentBook.note(notice.noticeId);
      return { kind: 'sent' };
    },
  };
}

/** In one go, so that a text with {to} in it stays as it is. */
function filledIn(template: HttpGatewaySettings['body'], { noticeId, to, subject, body }: DueNotice): Record<string, unknown> {
  const values: Readonly<Record<string, string>> = { id: noticeId, to, subject, text: body };
  return Object.fromEntries(Object.entries(template).map(([name, value]) =>
    [name, typeof value === 'string' ? value.replace(/\{(id|to|subject|text)\}/g, (_, word: string) => values[word] ?? '') : value]));
}
