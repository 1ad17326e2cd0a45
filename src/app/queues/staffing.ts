/**
 * C-19: the complaint line is staffed in business hours. While a watched queue is open and nobody is signed in for it, an alarm stands:
 * an error in the log, a fact, a line in the server's health. One fact when it begins and one when it ends, however often it is looked and
 * however many servers look: the store keeps a fact only where it changes what was said last.
 */
import type { Log } from '../log.ts';
import type { QueueReads, SetQueue, StaffingFact } from './ports.ts';

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
  /** What the store has been told by this server; what could not be told is told by the next look. */
  const told = new Map<string, StaffingFact>();
  const tell = async (queue: string, kind: StaffingFact): Promise<void> => {
    if (told.get(queue) === kind) return;
    await reads.note({ queue, kind, at: kind === 'queue-unstaffed' ? alarms.get(queue)?.sinceAt ?? clock.now() : clock.now() });
    told.set(queue, kind);
  };
  const end = (queue: string): void => {
    const alarm = alarms.get(queue);
    if (!alarms.delete(queue) || alarm === undefined) return;
    log.info({ queue, forMs: clock.now() - alarm.sinceAt }, 'watched queue is staffed again, or closed');
  };
  const lookAt = async ({ name, rules, isWatched }: SetQueue): Promise<void> => {
    const isClosed = rules.calendar !== null && isOpen(rules.calendar, clock.businessNow()) === false;
    if (!isWatched || isClosed || (await reads.staffed(name)) > 0) {
      end(name);
      return tell(name, 'queue-staffed-again');
    }
    if (!alarms.has(name)) {
      const alarm = { sinceAt: clock.now(), hasNobody: (await reads.skilled(name)) === 0 };
      alarms.set(name, alarm);
      log.error({ queue: name, hasNobody: alarm.hasNobody }, 'nobody is signed in for a queue that has to be staffed');
    }
    return tell(name, 'queue-unstaffed');
  };
  return {
    look: async () => {
      for (const queue of queues()) await lookAt(queue);
    },
    unstaffed: () => [...alarms].map(([queue, alarm]) => ({ queue, ...alarm })),
  };
}
