import type { ContentType } from '../contract/brokerage/content.ts';

/**
 * Text that anybody may hear: what the firm publishes to all its clients. Its sound is kept on the disk, so nothing else may be
 * spoken that way: no name, balance, order, message of one client. The type keeps plain strings out; only `publicText` makes it,
 * and whoever calls that says which publication the text is from.
 */
declare const isPublic: unique symbol;
export type PublicText = string & { readonly [isPublic]: true };

/** An announcement of our own, or what the back office publishes. */
export type Publication = 'announcement' | ContentType;

/** Phone, account and identity numbers are that long; what is published has no such run of digits. */
const PERSONAL_DIGITS = /\d{11}/;

/** null: it looks as if it were somebody's own; the caller is told that there is nothing. */
export function publicText(text: string, _from: Publication): PublicText | null {
  return PERSONAL_DIGITS.test(text.replace(/[\s-]/g, '')) ? null : (text as PublicText);
}
