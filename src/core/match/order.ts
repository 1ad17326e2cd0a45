/**
 * Whose turn it is. A step of priority is worth two minutes of waiting: a gold client passes whoever came up to four minutes before
 * her, and nobody who came earlier. So priority never starves anybody (field note 35), and the order does not change while they wait.
 */
import type { WaitingEntry } from './types.ts';

export const HEAD_START_MS = 120_000;

type Turned = Pick<WaitingEntry, 'entryId' | 'enteredAt' | 'priority'>;

/** Smaller is sooner. The store sorts by the same number. */
export function turnOf({ enteredAt, priority }: Omit<Turned, 'entryId'>): number {
  return enteredAt - priority * HEAD_START_MS;
}

export function byTurn(one: Turned, other: Turned): number {
  return turnOf(one) - turnOf(other) || (one.entryId < other.entryId ? -1 : 1);
}
