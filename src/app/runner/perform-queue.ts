/** Commands about the call's place in a queue. Each wakes the matcher when it may have something to do. */
import type { CallCommand } from '../../core/call/commands.ts';
import type { QueueStore, Wakeups } from '../ports.ts';
import type { Mailbox } from './mailbox.ts';

export interface QueueWorkDeps {
  readonly queue: QueueStore;
  readonly wakeups: Wakeups;
}

/** false: not a command of this kind. */
export async function performForQueue(deps: QueueWorkDeps, mailbox: Mailbox, command: CallCommand): Promise<boolean> {
  switch (command.kind) {
    case 'enter-queue':
      await deps.queue.enter({ ...command, callId: mailbox.callId });
      deps.wakeups.send('match', command.queue);
      return true;
    case 'leave-queue':
      await deps.queue.leave(command.entryId, command.reason);
      return true;
    case 'return-to-queue':
      await deps.queue.giveBack(command.entryId, command.reservationId);
      deps.wakeups.send('match', command.entryId);
      return true;
    case 'ask-place': {
      const place = await deps.queue.place(command.entryId);
      if (place !== null) mailbox.post({ kind: 'place-told', entryId: command.entryId, place });
      return true;
    }
    default:
      return false;
  }
}
