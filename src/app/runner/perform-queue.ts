/** Commands about the call's place in a queue. Each wakes the matcher when it may have something to do. */
import type { CallCommand } from '../../core/call/commands.ts';
import { estimateWaitMs } from '../../core/waiting/estimate.ts';
import type { KeepPlace } from '../callbacks/keep-place.ts';
import type { QueueStore, Wakeups } from '../ports.ts';
import type { Mailbox } from './mailbox.ts';

export interface QueueWorkDeps {
  readonly queue: QueueStore;
  /** null: her place is kept and she is called; else why not. */
  readonly keepPlace: KeepPlace;
  readonly wakeups: Wakeups;
}

/** false: not a command of this kind. */
export async function performForQueue(deps: QueueWorkDeps, mailbox: Mailbox, command: CallCommand): Promise<boolean> {
  switch (command.kind) {
    case 'enter-queue':
      if (await deps.queue.enter({ ...command, callId: mailbox.callId })) deps.wakeups.send('match', command.queue);
      else mailbox.post({ kind: 'command-failed', command: command.kind, subject: command.entryId, reason: 'not-possible' });
      return true;
    case 'keep-place': {
      const refused = await deps.keepPlace({ ...command, callId: mailbox.callId });
      mailbox.post({ kind: 'place-kept', entryId: command.entryId, refused });
      return true;
    }
    case 'leave-queue':
      await deps.queue.leave(command.entryId, command.reason);
      return true;
    case 'return-to-queue':
      await deps.queue.giveBack(command.entryId, command.reservationId);
      deps.wakeups.send('match', command.entryId);
      return true;
    case 'ask-place': {
      const { entryId } = command;
      const told = (await deps.queue.place(entryId)) ?? (await enterAgain(deps, mailbox, entryId));
      if (told === null) return true;
      const { place, staffed } = told;
      const waitMs = estimateWaitMs(told);
      mailbox.post({ kind: 'place-told', entryId, place, staffed, ...(waitMs === null ? {} : { waitMs }) });
      return true;
    }
    default:
      return false;
  }
}

/**
 * Who waits and has no place was forgotten by the store: a crash of PostgreSQL may lose the last moments (design.md 2 b). The entry
 * is written again with its time; one that is offered just now is there, and stays as it is.
 */
async function enterAgain(deps: QueueWorkDeps, mailbox: Mailbox, entryId: string): ReturnType<QueueStore['place']> {
  const { activity, callback } = mailbox.state();
  if (activity.phase !== 'waiting' || activity.entryId !== entryId || activity.offer !== null || activity.isKeeping === true) return null;
  const { queue, enteredAt, steps = 0 } = activity;
  await deps.queue.enter({ entryId, callId: mailbox.callId, queue, enteredAt, priority: steps, excludeSeries: callback?.excludeSeries ?? [] });
  deps.wakeups.send('match', queue);
  return deps.queue.place(entryId);
}
