/** Which of the client's numbers is dialled next: the best one that is not known to be wrong, and the less tried one first. */
import type { AttemptState } from '../attempt/state.ts';

export interface TriedNumber {
  readonly numberToken: string;
  readonly dialledAt: number | null;
  readonly state: AttemptState;
}

/** Whether it counts as having been rung up: a number that does not exist disturbs nobody. */
export function didRing(attempt: TriedNumber): boolean {
  const isInvalid = attempt.state.phase === 'ended' && attempt.state.outcome === 'invalid-number';
  return attempt.dialledAt !== null && !isInvalid;
}

/** null: no number is left. */
export function numberToDial(numbers: readonly string[], attempts: readonly TriedNumber[]): string | null {
  const isInvalid = (token: string): boolean =>
    attempts.some((one) => one.numberToken === token && one.state.phase === 'ended' && one.state.outcome === 'invalid-number');
  const timesDialled = (token: string): number => attempts.filter((one) => one.numberToken === token && didRing(one)).length;
  let best: string | null = null;
  for (const token of numbers) {
    if (isInvalid(token)) continue;
    if (best === null || timesDialled(token) < timesDialled(best)) best = token;
  }
  return best;
}
