/** The session cookie: its token is the whole secret; page scripts never see it, other sites never send it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../app/desk/ports.ts';
import type { SignIn } from '../../app/desk/sign-in.ts';
import { Refused } from './refused.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `requireSession`. */
    session: Session | null;
  }
}

export interface SessionCookie {
  set(reply: FastifyReply, token: string, maxAgeMs: number): void;
  clear(reply: FastifyReply): void;
  token(request: FastifyRequest): string | undefined;
}

/** `isSecure`: pages are served over TLS; then the browser sends the cookie over TLS only. */
export function createSessionCookie(isSecure: boolean): SessionCookie {
  const name = isSecure ? '__Host-hotline-session' : 'hotline-session';
  const options = { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure } as const;
  return {
    set: (reply, token, maxAgeMs) => void reply.setCookie(name, token, { ...options, maxAge: Math.floor(maxAgeMs / 1_000) }),
    clear: (reply) => void reply.clearCookie(name, options),
    token: (request) => request.cookies[name],
  };
}

/** A hook before every route that is not for strangers. */
export function createSessionCheck(signIn: Pick<SignIn, 'session'>, cookie: SessionCookie) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = cookie.token(request);
    request.session = token === undefined ? null : await signIn.session(token);
    if (request.session === null) throw new Refused('SIGN_IN_REQUIRED');
  };
}

/** The session that the check has found. */
export function sessionOf(request: FastifyRequest): Session {
  if (request.session === null) throw new Refused('SIGN_IN_REQUIRED');
  return request.session;
}
