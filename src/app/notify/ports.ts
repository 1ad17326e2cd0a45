/** Sending what was written down to be sent. */
import type { NoticeChannel } from '../house/ports.ts';

export interface DueNotice {
  readonly noticeId: string;
  readonly channel: NoticeChannel;
  /** A number or an e-mail address: personal, never logged. */
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly tries: number;
}

export interface Outbox {
  /** Takes what is due: nobody else takes it for `leaseMs`. A notice that nobody ended comes again then. */
  claim(ask: { readonly at: number; readonly leaseMs: number; readonly limit: number }): Promise<readonly DueNotice[]>;
  sent(noticeId: string, at: number): Promise<void>;
  /** `nextTryAt` null: given up. */
  failed(noticeId: string, failure: { readonly reason: string; readonly nextTryAt: number | null; readonly at: number }): Promise<void>;
}

/** refused: it will never be taken (a wrong address). unavailable: perhaps later. */
export type SendOutcome = { readonly kind: 'sent' } | { readonly kind: 'refused' | 'unavailable'; readonly reason: string };

/** One for each channel. The id is the key: the same notice twice is sent once. */
export interface NoticeGateway {
  send(notice: DueNotice): Promise<SendOutcome>;
}
