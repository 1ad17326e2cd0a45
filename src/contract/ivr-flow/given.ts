/** What a node can lean on while it is made whole. */
import type { Slot } from '../../core/ivr/slot.ts';
import type { FlowDefaults } from './flow-file.ts';

/** Something a file must say and does not; `path` leads to its place in the file. */
export interface FlowGap {
  readonly path: readonly string[];
  readonly reason: string;
}

export interface Given {
  readonly defaults: FlowDefaults;
  readonly slots: Readonly<Record<string, Slot>>;
  gap(path: readonly string[], reason: string): void;
}

/** `at`: the node's own place in the file. */
export interface GivenNode extends Given {
  readonly at: readonly string[];
}
