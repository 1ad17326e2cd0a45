/**
 * How a link of the evidence ledger is hashed, so that anybody can check it again. Suite `sha256-v1`:
 *   commitment = SHA-256( JCS({ body, salt }) )
 *   hash       = SHA-256( JCS({ at, commitment, day, kind, n, prevHash, recordingId, suite }) )
 * JCS: JSON with sorted keys and no spaces (RFC 8785; bodies hold strings, whole numbers, null). The chain is over commitments:
 * it can be shown and checked without bodies, and a body that must be deleted one day leaves the chain whole.
 */
import { createHash } from 'node:crypto';

export const suite = 'sha256-v1';
export const zeroHash = '0'.repeat(64);

export type LinkBody = Readonly<Record<string, string | number | null>>;

export interface Link {
  /** Day of the chain in China, `2026-11-23`; `n` counts from 1 within it. */
  readonly day: string;
  readonly n: number;
  /** Epoch ms, true clock. */
  readonly at: number;
  readonly kind: string;
  readonly recordingId: string;
  readonly body: LinkBody;
  /** 16 random bytes, hex. */
  readonly salt: string;
  readonly commitment: string;
  readonly prevHash: string;
  readonly hash: string;
  readonly suite: string;
}

/** Sorted keys, no spaces. Throws on what has no single form (fractions, undefined). */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError('no canonical form');
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export const commitmentOf = (salt: string, body: LinkBody): string => sha256(canonicalJson({ body, salt }));

export function hashOf({ at, commitment, day, kind, n, prevHash, recordingId, suite: used }: Omit<Link, 'body' | 'salt' | 'hash'>): string {
  return sha256(canonicalJson({ at, commitment, day, kind, n, prevHash, recordingId, suite: used }));
}

export type LinkFlaw = 'missing-link' | 'chain-broken' | 'body-changed' | 'link-changed' | 'unknown-suite';

/** What is wrong with `link` as the one after `before`; null: nothing. */
export function flawOf(link: Link, before: { n: number; hash: string }): LinkFlaw | null {
  if (link.suite !== suite) return 'unknown-suite';
  if (link.n !== before.n + 1) return 'missing-link';
  if (link.prevHash !== before.hash) return 'chain-broken';
  if (link.commitment !== commitmentOf(link.salt, link.body)) return 'body-changed';
  return link.hash === hashOf(link) ? null : 'link-changed';
}
