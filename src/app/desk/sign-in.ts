/**
 * Who may sit at the desk. An unknown login costs the same time, is counted the same and hears the same words as a wrong
 * password; a lock belongs to what was typed, so it tells nothing either.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { hashPassword, verifyPassword } from './password.ts';
import type { AccessAudit, AgentStore, Session, SessionStore, SignInGuard } from './ports.ts';

export interface SignInDeps {
  readonly agents: AgentStore;
  readonly guard: SignInGuard;
  readonly sessions: SessionStore;
  readonly audit: AccessAudit;
  /** Secret behind the hashes of tokens and logins. */
  readonly sessionKey: string;
  readonly now: () => number;
}

export type SignInAnswer =
  /** `token` goes into the cookie and nowhere else. */
  | { readonly kind: 'signed-in'; readonly token: string; readonly session: Session }
  | { readonly kind: 'refused'; readonly code: 'SIGN_IN_WRONG' }
  | { readonly kind: 'refused'; readonly code: 'SIGN_IN_LOCKED'; readonly lockedUntil: number };

export const signInRules = { maxFailures: 5, windowMs: 15 * 60_000, lockMs: 15 * 60_000, sessionMs: 12 * 3_600_000 };

/** Hashing costs 32 MB each: more than this wait in line. */
const hashesAtOnce = 2;

export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn(deps: SignInDeps) {
  const { agents, guard, sessions, audit, now } = deps;
  const keyed = (purpose: string, text: string) => createHmac('sha256', deps.sessionKey).update(`${purpose}\0${text}`).digest('hex');
  const inLine = createLine(hashesAtOnce);
  // Checked in place of an unknown agent's password.
  const nobodysHash = hashPassword(randomBytes(16).toString('hex'));

  async function open(agent: Session['agent'], requestId: string): Promise<SignInAnswer> {
    const token = randomBytes(32).toString('base64url');
    const at = now();
    const session: Session = { sessionKey: keyed('session', token), agent, openedAt: at, expiresAt: at + signInRules.sessionMs };
    await sessions.open({ sessionKey: session.sessionKey, agentId: agent.agentId, at, expiresAt: session.expiresAt });
    await audit.note({ at, action: 'sign-in', agentId: agent.agentId, subjectId: null, requestId });
    return { kind: 'signed-in', token, session };
  }

  async function refuse(loginKey: string, agentId: string | null, requestId: string): Promise<SignInAnswer> {
    const { maxFailures, windowMs, lockMs } = signInRules;
    const lockedUntil = await guard.noteFailure({ loginKey, at: now(), maxFailures, windowMs, lockMs });
    const action = lockedUntil === null ? 'sign-in-refused' : 'sign-in-locked';
    await audit.note({ at: now(), action, agentId: null, subjectId: agentId, requestId });
    return lockedUntil === null ? { kind: 'refused', code: 'SIGN_IN_WRONG' } : { kind: 'refused', code: 'SIGN_IN_LOCKED', lockedUntil };
  }

  return {
    async signIn(ask: { login: string; password: string; requestId: string }): Promise<SignInAnswer> {
      const login = ask.login.trim().toLowerCase();
      const loginKey = keyed('login', login);
      const lockedUntil = await guard.lockedUntil(loginKey, now());
      if (lockedUntil !== null) return { kind: 'refused', code: 'SIGN_IN_LOCKED', lockedUntil };
      const found = await agents.byLogin(login);
      const hash = found?.passwordHash ?? (await nobodysHash);
      const isRight = await inLine(() => verifyPassword(ask.password, hash));
      if (found === null || !isRight) return refuse(loginKey, found?.agentId ?? null, ask.requestId);
      await guard.clear(loginKey);
      const { passwordHash: _, ...agent } = found;
      return open(agent, ask.requestId);
    },

    /** null: the cookie's token opens nothing (any more). */
    async session(token: string): Promise<Session | null> {
      return sessions.find(keyed('session', token), now());
    },

    /** For a socket that stays open longer than a session may. */
    async isOpen(sessionKey: string): Promise<boolean> {
      return (await sessions.find(sessionKey, now())) !== null;
    },

    async signOut(session: Session, requestId: string): Promise<void> {
      await sessions.close(session.sessionKey);
      await audit.note({ at: now(), action: 'sign-out', agentId: session.agent.agentId, subjectId: null, requestId });
    },
  };
}

/** Lets `width` of the given works run at once; the others wait their turn. */
function createLine(width: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
