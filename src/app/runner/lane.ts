/**
 * One call's committed commands, sent in order, one at a time; only the answer to a stop-play is not waited for, so that the next
 * prompt goes out right behind it. A hang-up empties what is not yet sent to that leg, but for hang-ups; a stop-play takes its
 * own unsent play with it.
 */
import type { CallCommand } from '../../core/call/commands.ts';

export interface Lane {
  push(commands: readonly CallCommand[]): void;
  /** Not yet confirmed, oldest first. */
  unconfirmed(): readonly CallCommand[];
  isEmpty(): boolean;
}

const ONLY_FOR_A_LIVE_LEG = new Set<CallCommand['kind']>([
  'answer-leg', 'watch-leg', 'dial-leg', 'play', 'open-slot', 'close-slot', 'clear-keys', 'mute-leg', 'unmute-leg', 'pause-recording', 'resume-recording',
]);

export function createLane(perform: (command: CallCommand) => Promise<void>, onDrained: () => void): Lane {
  let queue: CallCommand[] = [];
  let current: CallCommand | null = null;
  const behind = new Set<CallCommand>();

  const cancel = (later: CallCommand): void => {
    if (later.kind === 'hang-up-leg')
      queue = queue.filter((one) => !(ONLY_FOR_A_LIVE_LEG.has(one.kind) && 'channelId' in one && one.channelId === later.channelId));
    if (later.kind === 'stop-play') queue = queue.filter((one) => !(one.kind === 'play' && one.playbackId === later.playbackId));
  };

  const isEmpty = (): boolean => current === null && queue.length === 0 && behind.size === 0;
  const drained = (): void => {
    if (isEmpty()) onDrained();
  };
  const sendBehind = async (command: CallCommand): Promise<void> => {
    behind.add(command);
    await perform(command);
    behind.delete(command);
    drained();
  };
  const run = async (): Promise<void> => {
    if (current !== null) return;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (next.kind === 'stop-play') {
        void sendBehind(next);
        continue;
      }
      current = next;
      await perform(next);
      current = null;
    }
    drained();
  };

  return {
    push: (commands) => {
      for (const command of commands) {
        cancel(command);
        queue.push(command);
      }
      void run();
    },
    unconfirmed: () => [...behind, ...(current === null ? [] : [current]), ...queue],
    isEmpty,
  };
}
