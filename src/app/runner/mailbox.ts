/**
 * One mailbox per call: events are read one at a time; each is stepped, saved, and only then acted on. The mailbox never
 * waits for Asterisk. A step that throws ends its turn, not the box: the caller goes to the fallback.
 */
import type { CallCommand } from '../../core/call/commands.ts';
import type { CallEvent } from '../../core/call/events.ts';
import { stepCall } from '../../core/call/step.ts';
import type { CallState } from '../../core/call/state.ts';
import type { World } from '../../core/call/world.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createDeadlineBook, type DeadlineBook } from './deadlines.ts';
import { createLane, type Lane } from './lane.ts';
import { laneOf } from './lanes.ts';
import type { Saver } from './saver.ts';

/** A call that gets more events than this while the store is away has gone wrong; the oldest stay, the rest is dropped. */
const MAX_WAITING_EVENTS = 500;

/** What comes from outside has no times yet, but for what was stamped at its source. */
export type NewEvent = CallEvent extends infer E ? (E extends unknown ? Omit<E, 'at' | 'businessAt'> & { at?: number } : never) : never;

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

export function createMailbox(deps: MailboxDeps, start: StartAt): Mailbox {
  let state = start.state;
  let version = start.version;
  let nextFactSeq = start.nextFactSeq;
  let savingSince: number | null = null;
  let isBusy = false;
  let isClosed = false;
  let isFinished = false;
  let isHeld = false;
  let isAsleep = start.isAsleep ?? false;
  let doorChannelId: string | null = start.state.clientChannelId;
  const events: { event: NewEvent; saved: (() => void) | undefined }[] = [];
  const disowned = new Set<string>();

  const finishWhenDone = (): void => {
    const isOver = state.activity.phase === 'ended' && version > 0 && !isBusy && events.length === 0;
    if (!isOver || isClosed || isFinished || !lanes.telephony.isEmpty() || !lanes.store.isEmpty()) return;
    isFinished = true;
    deps.onFinished(mailbox);
  };
  const lanes: Record<'telephony' | 'store', Lane> = {
    telephony: createLane((command) => deps.perform(mailbox, command), finishWhenDone),
    store: createLane((command) => deps.perform(mailbox, command), finishWhenDone),
  };
  const deadlines: DeadlineBook = createDeadlineBook(deps.clock, (deadline) => {
    mailbox.post({ kind: 'deadline-passed', name: deadline.name, generation: deadline.generation });
  });

  const followDeadlines = (): void => deadlines.follow(isAsleep ? [] : state.deadlines);

  const unconfirmed = (): CallCommand[] =>
    [...lanes.telephony.unconfirmed(), ...lanes.store.unconfirmed()].sort((a, b) => a.id - b.id);

  const dispatch = (commands: readonly CallCommand[]): void => {
    for (const lane of ['telephony', 'store'] as const) {
      const ours = commands.filter((command) => laneOf(command) === lane);
      if (ours.length > 0) lanes[lane].push(ours);
    }
  };

  const turn = async (event: NewEvent): Promise<void> => {
    if (event.kind === 'call-arrived') doorChannelId = event.channelId;
    const stamped = { ...event, at: event.at ?? deps.clock.now(), businessAt: deps.clock.businessNow() } as CallEvent;
    const result = stepCall(deps.world, state, stamped);
    if (result === null) return;
    const facts = result.facts.map((fact, index) => ({ seq: nextFactSeq + index, at: stamped.at, fact }));
    const pending = [...unconfirmed(), ...result.commands];
    const flushed = result.commands.some((command) => command.kind === 'note-attempt' || command.kind === 'expect-recording');
    savingSince = deps.clock.now();
    const saved = await deps.saver.save({
      callId: start.callId, version, epoch: deps.epoch(), state: result.state, pending, facts, flushed,
    });
    savingSince = null;
    if (saved !== 'saved') return saved === 'lost' ? deps.onLost(mailbox) : deps.onFault(mailbox, new Error('the step could not be saved'));
    state = result.state;
    version += 1;
    nextFactSeq += facts.length;
    followDeadlines();
    dispatch(result.commands);
  };

  const run = async (): Promise<void> => {
    if (isBusy || isHeld) return;
    isBusy = true;
    for (let next = events.shift(); next !== undefined && !isClosed; next = events.shift()) {
      try {
        await turn(next.event);
        if (next.event.kind === 'resumed') {
          isAsleep = false;
          followDeadlines();
        }
        next.saved?.();
      } catch (error) {
        deps.onFault(mailbox, error);
      }
    }
    isBusy = false;
    finishWhenDone();
  };

  const mailbox: Mailbox = {
    callId: start.callId,
    state: () => state,
    version: () => version,
    post: (event, saved) => {
      if (isClosed) return;
      if (events.length >= MAX_WAITING_EVENTS) {
        deps.log.error({ callId: start.callId, kind: event.kind }, 'mailbox is full, event dropped');
        return;
      }
      events.push({ event, saved });
      void run();
    },
    resend: dispatch,
    deadlineCount: () => deadlines.count(),
    savingForMs: () => (savingSince === null ? 0 : deps.clock.now() - savingSince),
    hold: () => {
      isHeld = true;
    },
    release: (first) => {
      const later = events.splice(0);
      isHeld = false;
      first();
      events.push(...later);
      void run();
    },
    channelAtDoor: () => state.clientChannelId ?? doorChannelId,
    disown: (channelId) => {
      disowned.add(channelId);
    },
    isDisowned: (channelId) => disowned.has(channelId),
    sleep: () => {
      isAsleep = true;
      followDeadlines();
    },
    close: () => {
      isClosed = true;
      deadlines.follow([]);
    },
  };
  followDeadlines();
  return mailbox;
}
