/** What the hotline's own operations need from the world. A no is a value; a store that is away throws. */
import type { NumberToken } from '../../core/machine.ts';
import type { Language } from '../../core/speech/clip.ts';
import type { Secret } from '../secret.ts';

export type CaseBox = 'complaint' | 'suggestion' | 'message';
export type ClientCaseState = 'open' | 'taken' | 'closed';

export interface NewClientCase {
  readonly caseId: string;
  readonly caseNo: string;
  readonly box: CaseBox;
  readonly callId: string;
  readonly recordingId: string;
  readonly durationMs: number;
  readonly at: number;
  /** K-03, business time; null: no deadline. */
  readonly acceptBy: number | null;
  readonly resultBy: number | null;
}

export interface ClientCaseStatus {
  readonly caseNo: string;
  readonly box: CaseBox;
  readonly state: ClientCaseState;
  /** True clock, epoch ms. */
  readonly filedAt: number;
}

export interface ClientCases {
  /** Idempotent by the recording. Who called, from which number and in which language stands in the call. taken: the number is used. */
  file(wanted: NewClientCase): Promise<'filed' | 'exists' | 'number-taken'>;
  byNumber(caseNo: string): Promise<ClientCaseStatus | null>;
  /** The case that this call left last. */
  ofCall(callId: string): Promise<ClientCaseStatus | null>;
}

export interface LeftMessage {
  readonly callId: string;
  readonly recordingId: string;
  readonly box: CaseBox;
  readonly durationMs: number;
}

/** What a caller left after the tone becomes a case; the same recording is filed once. */
export interface Messages {
  file(message: LeftMessage): Promise<void>;
}

export interface Ratings {
  /** false: the call has a rating already; the first one counts. */
  add(rating: { readonly callId: string; readonly score: number; readonly at: number }): Promise<boolean>;
}

export interface QueueFigures {
  /** null: there is no such queue. */
  read(queue: string): Promise<{ readonly waiting: number; readonly seats: number } | null>;
}

/** Who the call belongs to, as far as the house knows: for what is filed or sent in her name. */
export interface CallOwner {
  readonly numberToken: string | null;
  /** The one client whose number it is, or who proved who she is; null: nobody, or several. */
  readonly clientId: string | null;
  readonly language: Language;
}

export interface CallOwners {
  /** null: the call is over. */
  of(callId: string): CallOwner | null;
}

export type NoticeChannel = 'sms' | 'email' | 'fax';

export interface NewNotice {
  readonly noticeId: string;
  readonly requestId: string;
  readonly channel: NoticeChannel;
  readonly what: string;
  readonly callId: string;
  readonly clientId: string | null;
  /** One of both: a number's token, or an e-mail address. */
  readonly to: { readonly numberToken: string } | { readonly address: string };
  readonly subject: string;
  readonly body: string;
  readonly at: number;
}

export interface Notices {
  /** Idempotent by requestId. */
  add(notice: NewNotice): Promise<void>;
}

/** The number book, for a number that was keyed: nobody else sees it. */
export interface HeldNumbers {
  /** null: not a number. */
  keepHeld(held: Secret): Promise<NumberToken | null>;
}
