import { createHash, randomBytes } from 'node:crypto';
import { type SipResponse, headerOf } from './sip-message.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/**
 * The Authorization header that answers a 401 or 407 (RFC 2617, MD5, with or without qop=auth); undefined when the challenge asks
 * for something else.
 */
export function answerChallenge(
  challenge: SipResponse,
  request: { method: string; uri: string },
  account: { user: string; password: string },
): readonly [string, string] | undefined {
  const isProxy = challenge.status === 407;
  const written = headerOf(challenge, isProxy ? 'proxy-authenticate' : 'www-authenticate');
  const asked = parametersOf(written);
  const algorithm = asked['algorithm'] ?? 'MD5';
  if (!/^Digest\s/i.test(written) || algorithm.toUpperCase() !== 'MD5' || asked['realm'] === undefined || asked['nonce'] === undefined) return undefined;
  const secret = md5(`${account.user}:${asked['realm']}:${account.password}`);
  const target = md5(`${request.method}:${request.uri}`);
  const fields = [`username="${account.user}"`, `realm="${asked['realm']}"`, `nonce="${asked['nonce']}"`, `uri="${request.uri}"`, 'algorithm=MD5'];
  if (asked['opaque'] !== undefined) fields.push(`opaque="${asked['opaque']}"`);
  if (asked['qop']?.split(',').some((way) => way.trim() === 'auth')) {
    const ownNonce = randomBytes(8).toString('hex');
    const response = md5(`${secret}:${asked['nonce']}:00000001:${ownNonce}:auth:${target}`);
    fields.push('qop=auth', 'nc=00000001', `cnonce="${ownNonce}"`, `response="${response}"`);
  } else {
    fields.push(`response="${md5(`${secret}:${asked['nonce']}:${target}`)}"`);
  }
  return [isProxy ? 'Proxy-Authorization' : 'Authorization', `Digest ${fields.join(', ')}`];
}

function parametersOf(header: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', quoted, plain] of header.matchAll(/(\w+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s,]+))/g)) found[name.toLowerCase()] = quoted ?? plain ?? '';
  return found;
}
