import type { HeldNumbers } from '../../app/house/ports.ts';
import type { NumberBook } from '../../app/ports.ts';

/** A keyed number goes from the vault into the number book, and comes out as a token. */
export function createHeldNumbers(numbers: Pick<NumberBook, 'keep'>): HeldNumbers {
  return { keepHeld: (held) => numbers.keep(held.reveal()) };
}
