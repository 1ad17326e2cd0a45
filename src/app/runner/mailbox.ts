/**
 * One mailbox per call: events are read one at a time; each is stepped, saved (with those that wait behind it), and only then acted
 * on (turns.ts). The mailbox never waits for Asterisk. A step that throws ends its turn, not the box: the caller goes to the fallback.
 */
import type { CallCommand } from '../../core/call/commands.ts';
import type { CallState } from '../../core/call/state.ts';
import type { World } from '../../core/call/world.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createDeadlineBook } from './deadlines.ts';
import { createEventQueue, type Outcome } from './event-queue.ts';
import type { NewEvent } from './new-event.ts';
import type { Taken } from './taken.ts';
import { createCallLanes } from './lanes.ts';
import type { Saver } from './saver.ts';
import { createTurns, type Turns } from './turns.ts';

export interface MailboxDeps {
  readonly world: World;
  readonly saver: Saver;
  readonly clock: Clock;
  readonly log: Log;
  readonly epoch: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly perform: (mailbox: Mailbox, command: CallCommand) => Promise<void>;
  /** Does a command at once that concerns nobody outside this process. */
  readonly atOnce: (mailbox: Mailbox, command: CallCommand) => boolean;
  /** All is done: the call has ended and nothing is left to send. `isInHistory`: its line is written already. */
  readonly onFinished: (mailbox: Mailbox, isInHistory: boolean) => void;
  /** The row is no longer ours: another process has the call. */
  readonly onLost: (mailbox: Mailbox) => void;
  readonly onFault: (mailbox: Mailbox, error: unknown) => void;
}

export interface Mailbox {
  readonly callId: string;
  state(): CallState;
  version(): number;
  /** `saved` runs when the step that took the event is in the store (or the event changed nothing). */
  post(event: NewEvent, saved?: () => void): void;
  /** For a request that wants its answer: when the step is saved, or refused. */
  ask(event: NewEvent): Promise<Taken>;
  /** Commands of the store that were not confirmed when the process before died. */
  resend(commands: readonly CallCommand[]): void;
  deadlineCount(): number;
  /** Time this box has been waiting for the store, ms; 0: it is not. */
  savingForMs(): number;
  /** Events wait until `release`, whose own event comes first: a new call's number is being kept, a desk phone's wish looked up. */
  hold(): void;
  release(first: () => void): void;
  /** The caller's channel, also while the first step is not saved yet. */
  channelAtDoor(): string | null;
  /** Handed back to the dialplan: commands for this channel are void from now on. */
  disown(channelId: string): void;
  isDisowned(channelId: string): boolean;
  /** No deadline fires until the call has heard `resumed`: what happened meanwhile must be fed first. */
  sleep(): void;
  close(): void;
}

export interface StartAt {
  readonly callId: string;
  readonly state: CallState;
  readonly version: number;
  readonly nextFactSeq: number;
  /** Read back from the store: asleep until it is reconciled. */
  readonly isAsleep?: boolean;
}

const NOT_SAVED: Taken = { kind: 'not-saved' };

export function createMailbox(deps: MailboxDeps, start: StartAt): Mailbox {
  let isClosed = false;
  let isFinished = false;
  let doorChannelId: string | null = start.state.clientChannelId;
  const disowned = new Set<string>();

  const finish = (isInHistory: boolean): void => {
    if (isClosed || isFinished) return;
    isFinished = true;
    deps.onFinished(mailbox, isInHistory);
  };
  const finishWhenDone = (): void => {
    if (turns.state().activity.phase === 'ended' && turns.version() > 0 && events.isIdle() && lanes.isEmpty()) finish(false);
  };
  const lanes = createCallLanes((command) => deps.perform(mailbox, command), finishWhenDone);
  const turns: Turns = createTurns({
    ...deps, unconfirmed: lanes.unconfirmed, sendBeside: lanes.dispatch, atOnce: (command) => deps.atOnce(mailbox, command),
    onLost: () => deps.onLost(mailbox), onFault: (error) => deps.onFault(mailbox, error),
  }, start);
  const deadlines = createDeadlineBook(deps.clock, ({ name, generation }) => mailbox.post({ kind: 'deadline-passed', name, generation }));
  const sit = async (next: () => NewEvent | undefined): Promise<readonly Outcome[]> => {
    let isAwake = false;
    const sitting = await turns.sit(() => {
      const event = next();
      if (event?.kind === 'call-arrived') doorChannelId = event.channelId;
      isAwake ||= event?.kind === 'resumed';
      return event;
    });
    deadlines.follow(isClosed ? [] : turns.state().deadlines);
    lanes.dispatch(sitting.commands);
    if (isAwake) deadlines.wake();
    if (sitting.isFinished) finish(true);
    return sitting.outcomes;
  };
  const events = createEventQueue({ sit, onFault: (error) => deps.onFault(mailbox, error), onIdle: finishWhenDone });

  const mailbox: Mailbox = {
    callId: start.callId,
    state: turns.state,
    version: turns.version,
    ask: (event) =>
      new Promise((resolve) => {
        if (!events.put(event, resolve)) resolve(NOT_SAVED);
      }),
    post: (event, saved) => {
      const taken = (what: Taken): void => {
        if (what.kind !== 'not-saved') saved?.();
      };
      if (!events.put(event, taken)) deps.log.error({ callId: start.callId, kind: event.kind }, 'mailbox is full, event dropped');
    },
    resend: lanes.dispatch,
    deadlineCount: deadlines.count,
    savingForMs: turns.savingForMs,
    hold: events.hold,
    release: events.release,
    channelAtDoor: () => turns.state().clientChannelId ?? doorChannelId,
    disown: (channelId) => {
      disowned.add(channelId);
    },
    isDisowned: (channelId) => disowned.has(channelId),
    sleep: deadlines.sleep,
    close: () => {
      isClosed = true;
      events.close();
      deadlines.follow([]);
    },
  };
  if (start.isAsleep === true) deadlines.sleep();
  deadlines.follow(start.state.deadlines);
  return mailbox;
}
