/**
 * Arms a call's deadlines in this process, from monotonic time. A timer that fires late carries its old generation. While the
 * book sleeps nothing fires: what happened during a break must be heard first.
 */
import type { Deadline } from '../../core/machine.ts';
import type { Clock } from '../clock.ts';

export interface DeadlineBook {
  /** Makes the armed timers those of the state. */
  follow(deadlines: readonly Deadline[]): void;
  sleep(): void;
  wake(): void;
  count(): number;
}

export function createDeadlineBook(clock: Clock, onPassed: (deadline: Deadline) => void): DeadlineBook {
  const armed = new Map<string, { generation: number; timer: NodeJS.Timeout }>();
  let wanted: readonly Deadline[] = [];
  let isAsleep = false;

  const drop = (name: string): void => {
    clearTimeout(armed.get(name)?.timer);
    armed.delete(name);
  };
  const arm = (deadline: Deadline): void => {
    const timer = setTimeout(() => {
      armed.delete(deadline.name);
      onPassed(deadline);
    }, Math.max(0, deadline.dueAt - clock.now()));
    armed.set(deadline.name, { generation: deadline.generation, timer });
  };
  const settle = (): void => {
    const due = isAsleep ? [] : wanted;
    const named = new Map(due.map((deadline) => [deadline.name, deadline]));
    for (const [name, timer] of armed) if (named.get(name)?.generation !== timer.generation) drop(name);
    for (const deadline of due) if (!armed.has(deadline.name)) arm(deadline);
  };

  return {
    follow: (deadlines) => {
      wanted = deadlines;
      settle();
    },
    sleep: () => {
      isAsleep = true;
      settle();
    },
    wake: () => {
      isAsleep = false;
      settle();
    },
    count: () => armed.size,
  };
}
