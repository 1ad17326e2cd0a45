/**
 * The simulated firm's accounts: who has which, and the passwords. A password is kept as a keyed hash only; the key is made when the
 * process begins and dies with it.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RefusalCode } from '../../../contract/brokerage/error.ts';
import { instantOf, localTimeOf, msPerDay } from '../../../core/calendar/civil.ts';
import type { DemoAccount, PasswordRules } from './control-contract.ts';
import { passwordFault } from './password-rules.ts';

export type Outcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: RefusalCode; readonly details?: Readonly<Record<string, string | number | boolean>> };

export interface AccountBook {
  put(accounts: readonly DemoAccount[]): void;
  setRules(rules: PasswordRules): void;
  clientOf(account: string): string | null;
  verify(who: { readonly clientId: string } | { readonly account: string }, password: string): Outcome;
  changePassword(ask: { readonly clientId: string; readonly old?: string | undefined; readonly new: string; readonly again: string }): Outcome;
}

interface Entry {
  readonly account: string;
  hash: Buffer;
}

interface Tries {
  wrong: number;
  /** The business day the wrong ones fell on: a new day counts from nothing. */
  day: number;
  untilMs: number;
}

export function createAccountBook(deps: { readonly businessNowMs: () => number; readonly rules: PasswordRules }): AccountBook {
  const key = randomBytes(32);
  const hashOf = (clientId: string, password: string): Buffer => createHmac('sha256', key).update(`${clientId}:${password}`).digest();
  const byClient = new Map<string, Entry>();
  const clientByAccount = new Map<string, string>();
  /** By client, or by the account that was keyed when nobody has it: a guess at a number locks like a guess at a password. */
  const tries = new Map<string, Tries>();
  let { rules } = deps;

  const triesOf = (subject: string): Tries => {
    const nowMs = deps.businessNowMs();
    const day = localTimeOf(nowMs).epochDay;
    const known = tries.get(subject);
    if (known !== undefined && (nowMs < known.untilMs || (known.untilMs === 0 && known.day === day))) return known;
    const fresh = { wrong: 0, day, untilMs: 0 };
    tries.set(subject, fresh);
    return fresh;
  };
  const judge = (subject: string, isRight: () => boolean): Outcome => {
    const state = triesOf(subject);
    if (state.untilMs > 0) return { kind: 'refused', code: 'PASSWORD_LOCKED', details: { untilMs: state.untilMs } };
    if (isRight()) {
      tries.delete(subject);
      return { kind: 'done' };
    }
    state.wrong += 1;
    if (state.wrong >= rules.maxWrong) {
      state.untilMs = lockedUntil(rules, deps.businessNowMs());
      return { kind: 'refused', code: 'PASSWORD_LOCKED', details: { untilMs: state.untilMs } };
    }
    return { kind: 'refused', code: 'WRONG_PASSWORD', details: { left: rules.maxWrong - state.wrong, tell: state.wrong >= rules.tellFrom } };
  };
  const verify: AccountBook['verify'] = (who, password) => {
    const clientId = 'clientId' in who ? who.clientId : clientByAccount.get(who.account);
    const entry = clientId === undefined ? undefined : byClient.get(clientId);
    const subject = clientId ?? ('account' in who ? `account ${who.account}` : '');
    return judge(subject, () => entry !== undefined && timingSafeEqual(entry.hash, hashOf(clientId ?? '', password)));
  };

  return {
    put(accounts) {
      for (const { clientId, account, password } of accounts) {
        byClient.set(clientId, { account, hash: hashOf(clientId, password) });
        clientByAccount.set(account, clientId);
        tries.delete(clientId);
      }
    },
    setRules: (given) => void (rules = given),
    clientOf: (account) => clientByAccount.get(account) ?? null,
    verify,
    changePassword({ clientId, old, new: wanted, again }) {
      const entry = byClient.get(clientId);
      // Nobody's password can be changed: told as a wrong one, so that nobody learns who is a client.
      if (entry === undefined) return { kind: 'refused', code: 'WRONG_PASSWORD', details: { left: 0, tell: false } };
      if (old !== undefined) {
        const checked = verify({ clientId }, old);
        if (checked.kind === 'refused') return checked;
      }
      const fault = passwordFault(wanted, entry.account);
      if (fault !== null) return { kind: 'refused', code: fault };
      if (wanted !== again) return { kind: 'refused', code: 'PASSWORDS_DIFFER' };
      const hash = hashOf(clientId, wanted);
      if (timingSafeEqual(hash, entry.hash)) return { kind: 'refused', code: 'PASSWORD_UNCHANGED' };
      entry.hash = hash;
      return { kind: 'done' };
    },
  };
}

function lockedUntil(rules: PasswordRules, nowMs: number): number {
  return rules.lock === 'end-of-day' ? instantOf({ epochDay: localTimeOf(nowMs).epochDay, msOfDay: msPerDay }) : nowMs + rules.lockHours * 3_600_000;
}
