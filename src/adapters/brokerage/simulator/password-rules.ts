/** Which trading passwords the simulated firm takes: six digits that are not the first ones a thief tries. */
import type { RefusalCode } from '../../../contract/brokerage/error.ts';

/** Null: it may be one. `account`: the client's own account number, whose digits are no secret. */
export function passwordFault(password: string, account: string): RefusalCode | null {
  if (!/^\d{6}$/.test(password)) return 'PASSWORD_NOT_SIX_DIGITS';
  const isSimple = isOneDigit(password) || isRun(password) || isRepeated(password) || account.includes(password);
  return isSimple ? 'PASSWORD_TOO_SIMPLE' : null;
}

/** 888888 */
const isOneDigit = (password: string): boolean => new Set(password).size === 1;

/** 123456, 654321, 890123: each digit one more, or one less, than the one before. */
function isRun(password: string): boolean {
  return [1, 9].some((step) => [...password].every((digit, place) => place === 0 || (Number(password[place - 1]) + step) % 10 === Number(digit)));
}

/** 121212, 123123 */
const isRepeated = (password: string): boolean => /^(\d{2})\1\1$|^(\d{3})\2$/.test(password);
