/** The rules of the queues and the watch over their staffing, read again and again while the server runs. */
import { createQueueReads } from '../adapters/postgres/queue-reads.ts';
import { createQueueBoard, type QueueBoard } from '../app/queues/board.ts';
import { createStaffingWatch, type StaffingWatch } from '../app/queues/staffing.ts';
import { createRounds, type Rounds } from '../app/rounds.ts';
import type { World } from '../core/call/world.ts';
import type { Foundation } from './foundation.ts';

const RULES_EVERY_MS = 2_000;
const STAFFING_EVERY_MS = 5_000;

export interface ComposedQueues {
  readonly board: QueueBoard;
  /** Rules that callers go by must be there before the first of them is. */
  open(): Promise<void>;
  start(world: Pick<World, 'isOpen'>): void;
  unstaffed: StaffingWatch['unstaffed'];
  stop(): void;
}

export function composeQueues({ database, clock, log }: Foundation): ComposedQueues {
  const reads = createQueueReads(database);
  const board = createQueueBoard(reads, clock.now);
  const timers: NodeJS.Timeout[] = [];
  let watch: StaffingWatch | null = null;
  let rounds: Rounds<void> | null = null;
  return {
    board,
    open: () => board.refresh(),
    start: ({ isOpen }) => {
      const running = createStaffingWatch({ reads, queues: board.all, isOpen, clock, log });
      watch = running;
      timers.push(setInterval(() => void board.refresh(), RULES_EVERY_MS));
      rounds = createRounds({ look: running.look, failed: undefined, fault: 'staffing of the queues could not be looked at, the next look tries again', everyMs: STAFFING_EVERY_MS, isAtOnce: false, log });
      rounds.start();
    },
    unstaffed: () => watch?.unstaffed() ?? [],
    stop: () => {
      rounds?.stop();
      for (const timer of timers) clearInterval(timer);
    },
  };
}
