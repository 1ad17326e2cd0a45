/**
 * The runner: telephony events and the inbox go in, each to its call's mailbox; new calls get one. Owns no decisions.
 */
import type { CallCommand } from '../../core/call/commands.ts';
import { newCall } from '../../core/call/step.ts';
import type { World } from '../../core/call/world.ts';
import { keypadLeg } from '../../core/conversation/keypad.ts';
import type { Clock } from '../clock.ts';
import { uuidV7 } from '../ids.ts';
import type { Log } from '../log.ts';
import type { AskAnswer } from '../desk/call-control.ts';
import type { CallStore, KnownCaller, NumberBook, StoredCall, Telephony, TelephonyEvent } from '../ports.ts';
import { createAtOnce } from './at-once.ts';
import { createCallBook, type CallBook } from './calls.ts';
import { createEmergency } from './emergency.ts';
import { createFinisher } from './finisher.ts';
import { createMailbox, type Mailbox, type MailboxDeps } from './mailbox.ts';
import type { NewEvent } from './new-event.ts';
import type { Saver } from './saver.ts';

export interface RunnerDeps {
  readonly node: string;
  readonly world: World;
  readonly store: CallStore;
  readonly saver: Saver;
  readonly telephony: Telephony;
  readonly numbers: NumberBook;
  readonly clock: Clock;
  readonly log: Log;
  readonly epoch: () => number;
  readonly perform: (mailbox: Mailbox, command: CallCommand) => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
  /** Whether emergency mode (O-03) is on now: a call keeps what it was when it came. */
  readonly isEmergency?: () => boolean;
}

/** What a desk phone asks for goes another way (app/desk/phone-asks.ts). */
export type PhoneAsk = Extract<TelephonyEvent, { kind: 'seat-call' | 'refer' }>;
type Arrival = Extract<TelephonyEvent, { kind: 'call-arrived' }>;

export interface Runner {
  readonly calls: CallBook;
  /** A telephony event of a channel, for whoever has it. */
  take(event: Exclude<TelephonyEvent, PhoneAsk>): void;
  arrive(arrival: Omit<Arrival, 'kind' | 'at'>): void;
  /** A call read back from the store. */
  restore(call: StoredCall): Mailbox;
  /** A call that starts on our side (a callback), by its minted id. `saved`: its first step is in the store. */
  begin(callId: string, event: NewEvent, saved: () => void): void;
  /** An agent's request for a call of ours, answered when its step is saved. */
  ask(callId: string, request: NewEvent): Promise<AskAnswer>;
  deadlineCount(): number;
  /** Calls that ended lately are put into the history once more: the store may have lost that. */
  finishAgain(): Promise<void>;
  stop(): void;
}

/** A new caller hears nothing while the number is kept: after this the dialplan has her. */
const KEEP_BOUND_MS = 1_000;
/** An agent is not kept waiting longer for her answer; what was asked may still be done when the store is back. */
const ASK_BOUND_MS = 2_000;
const UNREACHABLE = { kind: 'unreachable' } as const;

/** Who asks for a keypad learns on which leg. */
function answerOf(mailbox: Mailbox, request: NewEvent): AskAnswer {
  const channelId = request.kind === 'seat-asked' && request.ask === 'keypad' ? keypadLeg(mailbox.state()) : null;
  return channelId === null ? { kind: 'done' } : { kind: 'done', channelId };
}

async function askMailbox(mailbox: Mailbox | undefined, request: NewEvent, pause: RunnerDeps['pause']): Promise<AskAnswer> {
  if (mailbox === undefined) return UNREACHABLE;
  const taken = await Promise.race([mailbox.ask(request), pause(ASK_BOUND_MS).then(() => UNREACHABLE)]);
  switch (taken.kind) {
    case 'moved':
    case 'unchanged':
      return answerOf(mailbox, request);
    case 'refused':
      return taken;
    case 'not-saved':
    case 'unreachable':
      return UNREACHABLE;
  }
}

function handOut(calls: CallBook, event: Exclude<TelephonyEvent, { kind: 'call-arrived' | 'seat-call' | 'refer' }>): void {
  if (event.kind === 'seat-device') return calls.onEndpoint(event.endpoint).forEach((mailbox) => mailbox.post(event));
  const subject = 'channelId' in event ? event.channelId : 'playbackId' in event ? event.playbackId : null;
  if (subject !== null) calls.ofId(subject)?.post(event as NewEvent);
}

export function createRunner(deps: RunnerDeps): Runner {
  const calls = createCallBook(deps.node);
  const emergency = createEmergency({ ...deps, calls });
  const finisher = createFinisher({ ...deps, calls });
  const atOnce = createAtOnce(deps);

  const mailboxDeps: MailboxDeps = {
    ...deps,
    atOnce: atOnce.perform,
    onFinished: (mailbox, isInHistory) => void finisher.finish(mailbox, isInHistory),
    onLost: (mailbox) => {
      deps.log.error({ callId: mailbox.callId }, 'call belongs to another process now');
      mailbox.close();
      calls.remove(mailbox.callId);
    },
    /** A step that threw, or a row the store will never take: a talk goes on, any other caller goes to the dialplan. */
    onFault: (mailbox, error) => {
      deps.log.error({ err: error, callId: mailbox.callId }, 'step failed');
      if (!['conversation', 'outside'].includes(mailbox.state().activity.phase)) emergency.handBack(mailbox);
    },
  };

  const open = (callId: string): Mailbox => {
    const state = newCall({ callId, node: deps.node, at: deps.clock.now() });
    return calls.add(createMailbox(mailboxDeps, { callId, state, version: 0, nextFactSeq: 1 }));
  };

  /** Nothing of the call is saved: the dialplan has the caller again. */
  const turnAway = (mailbox: Mailbox, channelId: string): void => {
    emergency.handBack(mailbox, channelId);
    mailbox.close();
    calls.remove(mailbox.callId);
  };

  const arrive = (arrival: Omit<Arrival, 'kind' | 'at'>): void => {
    const { channelId, isUp } = arrival;
    if (calls.ofId(channelId)?.isDisowned(channelId) === false) return;
    const mailbox = open(uuidV7(deps.clock.now()));
    calls.adopt(channelId, mailbox.callId);
    if (deps.saver.isDegraded()) return turnAway(mailbox, channelId);
    const post = (caller: KnownCaller | null): void => {
      atOnce.know(mailbox, caller);
      mailbox.post({ kind: 'call-arrived', channelId, numberToken: caller?.numberToken ?? null, dnis: arrival.to, isUp, isEmergency: deps.isEmergency?.() === true });
    };
    mailbox.hold();
    const tooLate = deps.pause(KEEP_BOUND_MS).then(() => Promise.reject(new Error('the number book did not answer')));
    Promise.race([deps.numbers.know(arrival.from), tooLate]).then(
      (caller) => mailbox.release(() => post(caller)),
      (error: unknown) => {
        deps.log.error({ err: error, callId: mailbox.callId }, 'number could not be kept');
        turnAway(mailbox, channelId);
      },
    );
  };

  return {
    calls,
    arrive,
    restore: (call) => calls.add(createMailbox(mailboxDeps, { ...call, isAsleep: true })),
    take: (event) => (event.kind === 'call-arrived' ? arrive(event) : handOut(calls, event)),
    begin: (callId, event, saved) => {
      const known = calls.get(callId);
      if (known !== undefined) return saved();
      open(callId).post(event, saved);
    },
    ask: (callId, request) => askMailbox(calls.get(callId), request, deps.pause),
    deadlineCount: () => calls.all().reduce((sum, mailbox) => sum + mailbox.deadlineCount(), 0),
    finishAgain: finisher.finishAgain,
    stop: () => {
      finisher.stop();
      emergency.stop();
      for (const mailbox of calls.all()) mailbox.close();
    },
  };
}
