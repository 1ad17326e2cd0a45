import type { QueueRules } from '../../core/waiting/rules.ts';

export interface SetQueue {
  readonly name: string;
  readonly rules: QueueRules;
  /** C-19: somebody has to be there while it is open. */
  readonly isWatched: boolean;
}

export type StaffingFact = 'queue-unstaffed' | 'queue-staffed-again';

export interface QueueReads {
  all(): Promise<readonly SetQueue[]>;
  /** Agents signed in with the skill, whatever they do. */
  staffed(queue: string): Promise<number>;
  /** Agents who have the skill at all. */
  skilled(queue: string): Promise<number>;
  /** Kept only where it is another than the last one of this queue; `queue-staffed-again` only after the other. Flushed. */
  note(fact: { readonly queue: string; readonly kind: StaffingFact; readonly at: number }): Promise<void>;
}
