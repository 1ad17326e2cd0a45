/**
 * C-19: the complaint line is staffed in business hours. While a watched queue is open and nobody is signed in for it, an alarm stands:
 * an error in the log, a fact, a line in the server's health. One fact when it begins and one when it ends, however often it is looked.
 */
import type { Log } from '../log.ts';
import type { QueueReads, SetQueue } from './ports.ts';

export interface StaffingWatch {
  look(): Promise<void>;
  /** Queues that nobody serves now, and have to be served. */
  unstaffed(): readonly { readonly queue: string; readonly sinceAt: number; readonly hasNobody: boolean }[];
}

export interface StaffingDeps {
  readonly reads: QueueReads;
  readonly queues: () => readonly SetQueue[];
  readonly isOpen: (calendar: string, businessAt: number) => boolean | null;
  readonly clock: { now(): number; businessNow(): number };
  readonly log: Log;
}

export function createStaffingWatch({ reads, queues, isOpen, clock, log }: StaffingDeps): StaffingWatch {
  const alarms = new Map<string, { sinceAt: number; hasNobody: boolean }>();
  const end = async (queue: string): Promise<void> => {
    const alarm = alarms.get(queue);
    if (alarm === undefined) return;
    alarms.delete(queue);
    const at = clock.now();
    log.info({ queue, forMs: at - alarm.sinceAt }, 'watched queue is staffed again, or closed');
    await reads.note({ queue, kind: 'queue-staffed-again', at, forMs: at - alarm.sinceAt });
  };
  const lookAt = async ({ name, rules, isWatched }: SetQueue): Promise<void> => {
    const isClosed = rules.calendar !== null && isOpen(rules.calendar, clock.businessNow()) === false;
    if (!isWatched || isClosed || (await reads.staffed(name)) > 0) return end(name);
    if (alarms.has(name)) return;
    const alarm = { sinceAt: clock.now(), hasNobody: (await reads.skilled(name)) === 0 };
    alarms.set(name, alarm);
    log.error({ queue: name, hasNobody: alarm.hasNobody }, 'nobody is signed in for a queue that has to be staffed');
    await reads.note({ queue: name, kind: 'queue-unstaffed', at: alarm.sinceAt, forMs: 0 });
  };
  return {
    look: async () => {
      for (const queue of queues()) await lookAt(queue);
    },
    unstaffed: () => [...alarms].map(([queue, alarm]) => ({ queue, ...alarm })),
  };
}
