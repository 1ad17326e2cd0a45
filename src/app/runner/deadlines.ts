/** Arms a call's deadlines in this process, from monotonic time. A timer that fires late carries its old generation. */
import type { Deadline } from '../../core/machine.ts';
import type { Clock } from '../clock.ts';

export interface DeadlineBook {
  /** Makes the armed timers those of the state. */
  follow(deadlines: readonly Deadline[]): void;
  count(): number;
}

export function createDeadlineBook(clock: Clock, onPassed: (deadline: Deadline) => void): DeadlineBook {
  const armed = new Map<string, { generation: number; timer: NodeJS.Timeout }>();
  const drop = (name: string): void => {
    clearTimeout(armed.get(name)?.timer);
    armed.delete(name);
  };
  return {
    follow: (deadlines) => {
      const named = new Map(deadlines.map((deadline) => [deadline.name, deadline]));
      for (const [name, timer] of armed) if (named.get(name)?.generation !== timer.generation) drop(name);
      for (const deadline of deadlines) {
        if (armed.has(deadline.name)) continue;
        const timer = setTimeout(() => {
          armed.delete(deadline.name);
          onPassed(deadline);
        }, Math.max(0, deadline.dueAt - clock.now()));
        armed.set(deadline.name, { generation: deadline.generation, timer });
      }
    },
    count: () => armed.size,
  };
}
