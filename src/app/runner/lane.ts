/**
 * One call's committed commands, sent in order, one at a time, but for two: the answer to a stop-play is not waited for, so that the
 * next prompt goes out right behind it; and a seat's leg is made while its pop is on the way. Its INVITE goes out with `dial-leg`, and
 * that waits for the pop. A hang-up empties what is not yet sent to that leg, but for hang-ups; a stop-play takes its
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

const BEHIND = new Set<CallCommand['kind']>(['stop-play', 'send-pop']);

export function createLane(perform: (command: CallCommand) => Promise<void>, onDrained: () => void): Lane {
  let queue: CallCommand[] = [];
  let current: CallCommand | null = null;
  let isRunning = false;
  const behind = new Map<CallCommand, Promise<void>>();

  const cancel = (later: CallCommand): void => {
    if (later.kind === 'hang-up-leg')
      queue = queue.filter((one) => !(ONLY_FOR_A_LIVE_LEG.has(one.kind) && 'channelId' in one && one.channelId === later.channelId));
    if (later.kind === 'stop-play') queue = queue.filter((one) => !(one.kind === 'play' && one.playbackId === later.playbackId));
  };

  const isEmpty = (): boolean => current === null && queue.length === 0 && behind.size === 0;
  const drained = (): void => {
    if (isEmpty()) onDrained();
  };
  const sendBehind = (command: CallCommand): void => {
    const sent = perform(command).finally(() => {
      behind.delete(command);
      drained();
    });
    behind.set(command, sent);
  };
  const popsSent = async (): Promise<void> => {
    for (const [command, sent] of behind) if (command.kind === 'send-pop') await sent;
  };
  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      // Still in the queue while it waits: a hang-up takes it out.
      if (queue[0]?.kind === 'dial-leg') await popsSent();
      const next = queue.shift();
      if (next === undefined) break;
      if (BEHIND.has(next.kind)) {
        sendBehind(next);
        continue;
      }
      current = next;
      await perform(next);
      current = null;
    }
    isRunning = false;
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
    unconfirmed: () => [...behind.keys(), ...(current === null ? [] : [current]), ...queue],
    isEmpty,
  };
}
