/** Headers of every answer, and the check that a wish comes from our own page. */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isForOtherOrigins } from './other-origins.ts';
import { Refused } from './refused.ts';

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()',
  'x-dns-prefetch-control': 'off',
};

/** Ant Design writes its styles at run time: they carry the nonce. Scripts come from files only. */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Attributes such as a progress bar's width; they can load and run nothing.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const newNonce = (): string => randomBytes(16).toString('base64url');

const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

/** For an onRequest hook. Answers of the API are never kept by a cache; pages set their own policy later. */
export async function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(always);
  if (!request.url.startsWith('/api/')) return;
  reply.header('content-security-policy', apiPolicy);
  reply.header('cache-control', 'no-store');
}

/**
 * Beside the cookie's sameSite: a browser says where a wish comes from, and it must be this very host. Clients that are no
 * browsers send no origin and carry no cookie of somebody else.
 */
export async function checkOrigin(request: FastifyRequest): Promise<void> {
  if (isForOtherOrigins(request.url)) return;
  const isUpgrade = request.headers.upgrade !== undefined;
  if (!isUpgrade && (request.method === 'GET' || request.method === 'HEAD')) return;
  const { origin, host } = request.headers;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new Refused('ORIGIN_REFUSED');
}
