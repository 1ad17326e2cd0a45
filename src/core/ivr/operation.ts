/**
 * An operation that flows may name in `lookup` and `act`: one row of the table in contract/operations, which `flows check` reads.
 */
import type { SlotClass } from './slot.ts';

export interface OperationArg {
  /** private, secret: digits of a slot of that class, taken from the vault just before the operation is asked. */
  readonly slotClass: SlotClass;
  readonly isOptional?: true;
}

export interface Operation {
  /** Who answers: the firm's back office, or the hotline itself. */
  readonly by: 'brokerage' | 'house';
  /** It changes something, or checks a secret: never asked twice by itself. A `lookup` node may not name it. */
  readonly isAct: boolean;
  readonly args: Readonly<Record<string, OperationArg>>;
  /** What an answer may hold, under the node's `into`: `last`, `rows`, `*.name` (of each row). */
  readonly results: readonly string[];
  /** Stable codes with which it may say no. */
  readonly refusals: readonly string[];
}

export type Operations = Readonly<Record<string, Operation>>;
