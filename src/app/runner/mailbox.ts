/**
 * One mailbox per call: events are read one at a time; each is stepped, saved, and only then acted on. The mailbox never
 * waits for Asterisk. A step that throws ends its turn, not the box: the caller goes to the fallback.
 */
import type { CallCommand } from '../../core/call/commands.ts';
import type { CallEvent } from '../../core/call/events.ts';
import { isLightStep } from '../../core/call/light-step.ts';
import { stepCall } from '../../core/call/step.ts';
import type { CallState } from '../../core/call/state.ts';
import type { World } from '../../core/call/world.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createDeadlineBook } from './deadlines.ts';
import { createEventQueue } from './event-queue.ts';
import type { NewEvent } from './new-event.ts';
import type { Taken } from './taken.ts';
import { createCallLanes } from './lanes.ts';
import type { Saver } from './saver.ts';

export interface MailboxDeps {
  readonly world: World;
  readonly saver: Saver;
  readonly clock: Clock;
  readonly log: Log;
  readonly epoch: () => number;
  readonly perform: (mailbox: Mailbox, command: CallCommand) => Promise<void>;
  /** All is done: the call has ended and nothing is left to send. */
  readonly onFinished: (mailbox: Mailbox) => void;
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
  /** Events wait until `release`, whose own event comes first: a new call's number is being kept. */
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

/** The call's state and its saving: one event in, the committed step out. */
function createTurns(deps: MailboxDeps, start: StartAt, mailbox: () => Mailbox) {
  let { state, version, nextFactSeq } = start;
  let savingSince: number | null = null;
  return {
    state: () => state,
    version: () => version,
    savingForMs: () => (savingSince === null ? 0 : deps.clock.now() - savingSince),
    take: async (event: NewEvent, unconfirmed: () => CallCommand[]): Promise<Taken> => {
      const stamped = { ...event, at: event.at ?? deps.clock.now(), businessAt: deps.clock.businessNow() } as CallEvent;
      const result = stepCall(deps.world, state, stamped);
      if (result.kind !== 'moved') return result;
      // A light step waits for the next one that is saved.
      if (version > 0 && isLightStep(state, result)) {
        state = result.state;
        return { kind: 'moved', commands: result.commands };
      }
      const facts = result.facts.map((fact, index) => ({ seq: nextFactSeq + index, at: stamped.at, fact }));
      const pending = [...unconfirmed(), ...result.commands];
      savingSince = deps.clock.now();
      const saved = await deps.saver.save({
        callId: start.callId, version, epoch: deps.epoch(), state: result.state, pending, facts, flushed: mustBeOnDisk(result.commands),
      });
      savingSince = null;
      if (saved === 'lost') deps.onLost(mailbox());
      if (saved === 'bad') deps.onFault(mailbox(), new Error('the step could not be saved'));
      if (saved !== 'saved') return { kind: 'not-saved' };
      state = result.state;
      version += 1;
      nextFactSeq += facts.length;
      return { kind: 'moved', commands: result.commands };
    },
  };
}

/** Dialling a client and the ledger of recordings. */
function mustBeOnDisk(commands: readonly CallCommand[]): boolean {
  return commands.some((command) => command.kind === 'note-attempt' || command.kind === 'expect-recording');
}

const NOT_SAVED: Taken = { kind: 'not-saved' };

export function createMailbox(deps: MailboxDeps, start: StartAt): Mailbox {
  let isClosed = false;
  let isFinished = false;
  let doorChannelId: string | null = start.state.clientChannelId;
  const disowned = new Set<string>();
  const turns = createTurns(deps, start, () => mailbox);

  const finishWhenDone = (): void => {
    const isOver = turns.state().activity.phase === 'ended' && turns.version() > 0 && events.isIdle() && lanes.isEmpty();
    if (!isOver || isClosed || isFinished) return;
    isFinished = true;
    deps.onFinished(mailbox);
  };
  const lanes = createCallLanes((command) => deps.perform(mailbox, command), finishWhenDone);
  const deadlines = createDeadlineBook(deps.clock, ({ name, generation }) => mailbox.post({ kind: 'deadline-passed', name, generation }));
  const events = createEventQueue({
    take: async (event) => {
      if (event.kind === 'call-arrived') doorChannelId = event.channelId;
      const taken = await turns.take(event, lanes.unconfirmed);
      if (taken.kind === 'moved') {
        deadlines.follow(turns.state().deadlines);
        lanes.dispatch(taken.commands);
      }
      if (event.kind === 'resumed') deadlines.wake();
      return taken;
    },
    onFault: (error) => deps.onFault(mailbox, error),
    onIdle: finishWhenDone,
  });

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
