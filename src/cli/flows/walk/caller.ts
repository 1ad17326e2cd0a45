/**
 * A caller without a phone: the real machine of a call, the real vault for keys, a virtual clock. Time goes on only when the caller
 * listens, stays silent or waits. A person may answer her in the queue (person.ts).
 */
import { createDigitVault } from '../../../adapters/asterisk/digit-vault.ts';
import type { CallCommand, LookUpCommand } from '../../../core/call/commands.ts';
import type { CallEvent, LookupAnswer } from '../../../core/call/events.ts';
import type { CallState } from '../../../core/call/state.ts';
import { newCall, stepCall } from '../../../core/call/step.ts';
import type { World } from '../../../core/call/world.ts';
import type { Language } from '../../../core/speech/clip.ts';
import { personDoes, type PersonDoes, type Unstamped } from './person.ts';

const CHANNEL = 'caller';
const KEY_EVERY_MS = 200;
/** A flow that talks for longer without asking anything never comes to an end here. */
const MAX_EVENTS = 2_000;

export interface Words {
  readonly clips: readonly string[];
  readonly language: Language;
}

/** How the menus let go of the call. From a queue a person may take it, and it may come back to the menus. */
export type Ending = { readonly kind: 'queue'; readonly queue: string } | { readonly kind: 'transfer'; readonly to: string } | { readonly kind: 'hung-up' };

export interface CallerOptions {
  readonly world: World;
  readonly dials: string;
  /** The firm's time when the call begins, epoch milliseconds. */
  readonly at: number;
  readonly isEmergency: boolean;
  /** Clients that have the caller's number; null: the number is withheld. */
  readonly clients: readonly string[] | null;
}

export interface Caller {
  /** Words heard since this was asked before; the last may have been cut by a key. */
  heard(): readonly Words[];
  press(keys: string): void;
  /** Until nothing is said any more: the caller is asked, the back office is, or the call is over. */
  listen(): void;
  /** Says nothing until the hotline loses patience. */
  stayAway(): void;
  wait(ms: number): void;
  hangUp(): void;
  /** null: done; else why it cannot be. */
  person(does: PersonDoes): string | null;
  /** What the back office or the house is asked now. */
  asked(): LookUpCommand | null;
  answer(answer: LookupAnswer): void;
  ending(): Ending | null;
  node(): string;
  state(): CallState;
}

export function callIn(options: CallerOptions): Caller {
  const line = createLine(options);
  const listen = (): void => {
    while ((line.isTalking() || line.isKeying()) && line.ending() === null) line.next();
  };
  const numberToken = options.clients === null ? null : 'a-number';
  line.post({ kind: 'call-arrived', channelId: CHANNEL, numberToken, dnis: options.dials, isUp: false, isEmergency: options.isEmergency });
  line.post({ kind: 'leg-answered', channelId: CHANNEL });
  if (options.clients !== null) line.post({ kind: 'client-identified', matches: options.clients });
  return {
    heard: line.heard,
    press(keys) {
      for (const key of keys) {
        if (line.isOver()) return;
        line.advance(KEY_EVERY_MS);
        line.key(key);
      }
    },
    listen,
    stayAway() {
      listen();
      if (line.ending() === null) line.next();
      listen();
    },
    wait: line.advance,
    person: (does) => personDoes(does, line),
    hangUp: () => line.post({ kind: 'leg-ended', channelId: CHANNEL, end: { cause: 16, sipCode: null } }),
    asked: line.asked,
    answer: line.answer,
    ending: line.ending,
    node: () => line.state().ivrPath.at(-1) ?? '-',
    state: line.state,
  };
}

interface Playing {
  readonly playbackId: string;
  readonly endsAt: number;
}
interface Due {
  readonly at: number;
  readonly event: Unstamped<CallEvent>;
}

/** What happens next when nobody does anything. */
function nextDue({ deadlines }: CallState, playing: Playing | null): Due | null {
  const due = deadlines.map(({ name, generation, dueAt }) => ({ at: dueAt, event: { kind: 'deadline-passed', name, generation } as const }));
  const ended = playing === null ? [] : [{ at: playing.endsAt, event: { kind: 'playback-ended', playbackId: playing.playbackId, outcome: 'done' } as const }];
  return [...ended, ...due].sort((one, other) => one.at - other.at)[0] ?? null;
}

function endingBy(command: CallCommand): Ending | null {
  if (command.kind === 'transfer') return { kind: 'transfer', to: command.to };
  return command.kind === 'hang-up-leg' && command.channelId === CHANNEL ? { kind: 'hung-up' } : null;
}

const queueOf = ({ activity }: CallState): Ending | null => (activity.phase === 'waiting' ? { kind: 'queue', queue: activity.queue } : null);

/** Carries out the commands that a caller would notice. */
function createLine({ world, at, dials }: CallerOptions) {
  const vault = createDigitVault();
  let now = at;
  let state = newCall({ callId: 'tried', node: 'walk', at });
  let playing: Playing | null = null;
  let asked: LookUpCommand | null = null;
  let ending: Ending | null = null;
  const words: Words[] = [];
  let events = 0;
  const waiting: Unstamped<CallEvent>[] = [];

  const perform = (command: CallCommand): void => {
    if (command.kind === 'play' && command.channelId === CHANNEL) {
      words.push({ clips: command.clips, language: command.language });
      playing = { playbackId: command.playbackId, endsAt: now + world.durationMs(command.clips, command.language) };
    }
    if (command.kind === 'stop-play' && command.playbackId === playing?.playbackId) playing = null;
    if (command.kind === 'open-slot') waiting.push(...vault.open(CHANNEL, command.spec, now));
    if (command.kind === 'close-slot') vault.close(CHANNEL, command.slot);
    if (command.kind === 'clear-keys') vault.clear(CHANNEL);
    if (command.kind === 'look-up') asked = command;
    ending ??= endingBy(command);
  };
  const step = (event: Unstamped<CallEvent>): void => {
    events += 1;
    if (events > MAX_EVENTS) throw new Error(`the call to ${dials} goes on and on at node ${state.ivrPath.at(-1) ?? '-'}`);
    const stepped = stepCall(world, state, { ...event, at: now, businessAt: now });
    if (stepped.kind !== 'moved') return;
    state = stepped.state;
    stepped.commands.forEach(perform);
    if (state.activity.phase === 'ended') ending ??= { kind: 'hung-up' };
  };
  const post = (event: Unstamped<CallEvent>): void => {
    step(event);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) step(next);
  };
  const take = (due: Due): void => {
    now = Math.max(now, due.at);
    vault.expire(now);
    if (due.event.kind === 'playback-ended') playing = null;
    post(due.event);
  };
  return {
    post,
    state: () => state,
    now: () => now,
    isOver: () => ending !== null,
    ending: () => ending ?? queueOf(state),
    isTalking: () => playing !== null,
    /** Digits are keyed, and more may come. */
    isKeying: () => state.deadlines.some(({ name }) => name === 'inter-digit'),
    key: (digit: string) => {
      for (const news of vault.hear(CHANNEL, { digit, at: now })) post(news);
    },
    next() {
      const due = nextDue(state, playing);
      if (due !== null) take(due);
    },
    advance(ms: number) {
      const until = now + ms;
      for (let due = nextDue(state, playing); due !== null && due.at <= until && ending === null; due = nextDue(state, playing)) take(due);
      now = Math.max(now, until);
    },
    asked: () => (asked !== null && state.deadlines.some(({ name }) => name === 'look-up') ? asked : null),
    answer(answer: LookupAnswer) {
      const question = asked;
      asked = null;
      if (question !== null) post({ kind: 'lookup-answered', requestId: question.requestId, answer });
    },
    heard: () => words.splice(0),
  };
}
