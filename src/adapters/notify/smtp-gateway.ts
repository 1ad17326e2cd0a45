/**
 * E-mail by the firm's SMTP server. Its no to the address or to the message is for good; whatever else goes wrong (away, busy, our sign-in
 * refused) may pass. SMTP has no "once": a notice that was sent and could not be noted is remembered here, and carries the same
 * Message-ID after a restart. The package is loaded with the first mail, so that who has no server needs none of it.
 */
import type { Mail, TransportOptions } from 'nodemailer';
import type { DueNotice, NoticeGateway, SendOutcome } from '../../app/notify/ports.ts';
import type { SmtpGatewaySettings } from '../../contract/gateways.ts';
import { createSentBook } from './sent-book.ts';

export interface SmtpGatewayOptions extends Pick<SmtpGatewaySettings, 'host' | 'port' | 'tls' | 'from'> {
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly ca?: string;
  /** Of each step of the exchange. */
  readonly timeoutMs?: number;
}

/** The package takes lists and names apart: what is more than one plain address must not come to it. */
const ONE_ADDRESS = /^[^\s,;:<>()[\]\\"@]+@[^\s,;:<>()[\]\\"@]+$/;

export function createSmtpGateway(options: SmtpGatewayOptions): NoticeGateway {
  const sentBook = createSentBook();
  return {
    async send(notice): Promise<SendOutcome> {
      if (notice.to === '') return { kind: 'refused', reason: 'no-address' };
      if (!ONE_ADDRESS.test(notice.to)) return { kind: 'refused', reason: 'address-invalid' };
      if (sentBook.has(notice.noticeId)) return { kind: 'sent' };
      const { createTransport } = await import('nodemailer');
      try {
        await createTransport(transportOf(options)).sendMail(mailOf(notice, options.from));
      } catch (error) {
        return outcomeOf(error);
      }
      sentBook.note(notice.noticeId);
      return { kind: 'sent' };
    },
  };
}

function transportOf({ host, port, tls, auth, ca, timeoutMs = 5_000 }: SmtpGatewayOptions): TransportOptions {
  return {
    host, port, secure: tls === 'tls', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none',
    connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs,
    disableFileAccess: true, disableUrlAccess: true,
    ...(auth === undefined ? {} : { auth }), ...(ca === undefined ? {} : { tls: { ca } }),
  };
}

function mailOf({ noticeId, to, subject, body }: DueNotice, from: string): Mail {
  return { envelope: { from, to: [to] }, from, to: { name: '', address: to }, subject, text: body, messageId: `<${noticeId}@${from.split('@')[1] ?? 'hotline'}>` };
}

const isForGood = (code: number): boolean => code >= 500 && code < 600;

/** The server's words are not handed on: they may repeat the address. */
function outcomeOf(error: unknown): SendOutcome {
  const { code = '', command = '', responseCode = 0 } = error instanceof Error ? (error as Error & { code?: string; command?: string; responseCode?: number }) : {};
  if (code === 'EAUTH') return { kind: 'unavailable', reason: 'sign-in-refused' };
  if (command === 'MAIL FROM' && isForGood(responseCode)) return { kind: 'unavailable', reason: 'sender-refused' };
  if (command === 'RCPT TO' && isForGood(responseCode)) return { kind: 'refused', reason: 'address-refused' };
  if (command === 'DATA' && isForGood(responseCode)) return { kind: 'refused', reason: 'message-refused' };
  if (responseCode >= 400) return { kind: 'unavailable', reason: `status-${responseCode}` };
  return { kind: 'unavailable', reason: code === 'ETIMEDOUT' ? 'no-answer-in-time' : code === 'ETLS' ? 'no-tls' : 'no-connection' };
}
