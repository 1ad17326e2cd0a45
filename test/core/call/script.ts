/** Drives a call's machine by hand: events in, commands collected, time by order. No clock, no I/O. */
import { readdirSync, readFileSync } from 'node:fs';
import { readFlow } from '../../../src/adapters/files/read-flow.ts';
import type { CallCommand } from '../../../src/core/call/commands.ts';
import type { CallEvent } from '../../../src/core/call/events.ts';
import type { CallFact } from '../../../src/core/call/facts.ts';
import type { Flow } from '../../../src/core/ivr/flow.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import { newCall, stepCall } from '../../../src/core/call/step.ts';
import { DEFAULT_LIMITS, type World } from '../../../src/core/call/world.ts';
import { createWorld } from '../../../src/app/world.ts';
import { PLAIN_RULES, type QueueRules } from '../../../src/core/waiting/rules.ts';
import { createFirmCalendar } from '../../../src/core/calendar/firm-calendar.ts';
import { firmCalendarSettings } from '../../../src/contract/firm-calendar.ts';

type Unstamped<T> = T extends unknown ? Omit<T, 'at' | 'businessAt'> : never;
export type ScriptEvent = Unstamped<CallEvent>;

/** A flow as its file says, whole; a test's own mistake in it throws. */
export function flowOfText(text: string): Flow {
  const one = readFlow('test.yaml', text);
  if (one.kind === 'refused') throw new Error(one.faults.map(({ line, node, reason }) => `${line}: ${node}: ${reason}`).join('\n'));
  return one.read.flow;
}
const folder = new URL('../../../ivr-flows/', import.meta.url);
/** All flows of the hotline, the main one first. */
export const shippedFlows: readonly Flow[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => flowOfText(readFileSync(new URL(name, folder), 'utf8')))
  .sort((one, other) => other.dnis.length - one.dnis.length);

/** Where the last words are what matters: nobody is asked how satisfied she was. */
export const flowsWithoutSurvey: readonly Flow[] = shippedFlows.map((flow) => (flow.main === null ? flow : { ...flow, main: { ...flow.main, afterTalk: null } }));

/** Monday 2026-11-23 10:00 in Shanghai: a trading day in service hours. */
export const MONDAY_TEN = Date.parse('2026-11-23T10:00:00+08:00');

export function createTestWorld(missingClips: readonly string[] = [], flows: readonly Flow[] = shippedFlows, queues: (name: string) => QueueRules | null = () => PLAIN_RULES): World {
  const has = (id: string): boolean => !missingClips.includes(id);
  return createWorld({
    flows,
    release: 1,
    sounds: { has, durationMs: (clips) => clips.filter(has).length * 1_000 },
    calendar: createFirmCalendar(firmCalendarSettings.parse({})),
    limits: DEFAULT_LIMITS,
    queues,
  });
}

export interface Script {
  state(): CallState;
  commands: CallCommand[];
  facts: CallFact[];
  /** The same with their moments. */
  timed: { at: number; fact: CallFact }[];
  /** Codes of requests that were refused. */
  refusals: string[];
  /** Posts an event and returns the commands it caused. */
  post(event: ScriptEvent): readonly CallCommand[];
  /** Lets a deadline pass; throws when it is not armed. */
  pass(name: string): readonly CallCommand[];
  advance(ms: number): void;
  last<K extends CallCommand['kind']>(kind: K): Extract<CallCommand, { kind: K }>;
  all<K extends CallCommand['kind']>(kind: K): Extract<CallCommand, { kind: K }>[];
  factKinds(): string[];
}

export function createScript(options: { world?: World; at?: number; state?: CallState } = {}): Script {
  const world = options.world ?? createTestWorld();
  let at = options.at ?? MONDAY_TEN;
  let state = options.state ?? newCall({ callId: 'c1', node: 's1', at });
  const commands: CallCommand[] = [];
  const facts: CallFact[] = [];
  const timed: Script['timed'] = [];
  const refusals: string[] = [];
  const post = (event: ScriptEvent): readonly CallCommand[] => {
    const result = stepCall(world, state, { ...event, at, businessAt: at });
    refusals.push(...(result.kind === 'refused' ? [result.code] : []));
    if (result.kind !== 'moved') return [];
    state = result.state;
    commands.push(...result.commands);
    facts.push(...result.facts);
    timed.push(...result.facts.map((fact) => ({ at, fact })));
    return result.commands;
  };
  const all: Script['all'] = (kind) => commands.filter((command): command is Extract<CallCommand, { kind: typeof kind }> => command.kind === kind);
  return {
    state: () => state,
    commands,
    facts,
    timed,
    refusals,
    post,
    pass: (name) => {
      const deadline = state.deadlines.find((one) => one.name === name);
      if (deadline === undefined) throw new Error(`deadline ${name} is not armed; armed: ${state.deadlines.map((one) => one.name).join(' ')}`);
      at = Math.max(at, deadline.dueAt);
      return post({ kind: 'deadline-passed', name, generation: deadline.generation });
    },
    advance: (ms) => {
      at += ms;
    },
    all,
    last: (kind) => {
      const found = all(kind).at(-1);
      if (found === undefined) throw new Error(`no command ${kind} was given`);
      return found;
    },
    factKinds: () => facts.map((fact) => fact.kind),
  };
}

export const CALLER = 'carrier-channel-1';

export function arrive(script: Script): void {
  script.post({ kind: 'call-arrived', channelId: CALLER, numberToken: 'tok', dnis: '95500', isUp: false });
}

/** The caller hears the words to their end. */
export function hearAll(script: Script): void {
  script.post({ kind: 'playback-ended', playbackId: script.last('play').playbackId, outcome: 'done' });
}

/** Keys go to the open slot, as the vault would hand them out. */
export function pressKeys(script: Script, keys: string): void {
  let typed = '';
  let slot = '';
  for (const key of keys) {
    const { spec } = script.last('open-slot');
    typed = spec.slot === slot ? typed : '';
    slot = spec.slot;
    const isEnd = spec.terminators.includes(key);
    if (!isEnd) {
      typed += key;
      script.post({ kind: 'key', channelId: CALLER, slot, digit: spec.slotClass === 'plain' ? key : null });
    }
    const exact = spec.exact?.includes(typed) === true ? { exact: typed } : {};
    const { activity } = script.state();
    const length = activity.phase === 'ivr' && activity.slot === slot ? (activity.length ?? activity.digits.length) : spec.maxDigits;
    if (isEnd) script.post({ kind: 'slot-complete', channelId: CALLER, slot, length, by: key, ...exact });
    else if (length === spec.maxDigits) script.post({ kind: 'slot-complete', channelId: CALLER, slot, length, by: null, ...exact });
  }
}

export function toMain(script: Script): void {
  arrive(script);
  hearAll(script);
}

/** From the main menu to a person, up to the queue. */
export function toQueue(script: Script): void {
  toMain(script);
  pressKeys(script, '0');
  hearAll(script);
}

export const OFFER = { seatId: 's-1001', extension: '1001', reservationId: 'res-1', ringMs: 15_000, acwMs: 5_000, endpoint: '1001', isPage: false };

export function offerSeat(script: Script, reservationId = OFFER.reservationId): string {
  const entryId = script.last('enter-queue').entryId;
  script.post({ kind: 'seat-offered', ...OFFER, reservationId, entryId, expiresAt: Number.MAX_SAFE_INTEGER });
  return script.last('create-seat-leg').channelId;
}

/** All the way to a talk. */
export function toTalk(script: Script): { seatChannel: string } {
  toQueue(script);
  const seatChannel = offerSeat(script);
  script.post({ kind: 'leg-answered', channelId: seatChannel });
  const heard = script.all('play').filter((play) => play.channelId === CALLER).at(-1);
  script.post({ kind: 'playback-ended', playbackId: heard?.playbackId ?? '', outcome: 'done' });
  return { seatChannel };
}

export function answerQuote(script: Script, answers: Record<string, string | number> = {}): void {
  const { requestId } = script.last('look-up');
  const price = { mantissa: 168_888, decimals: 2 };
  script.post({
    kind: 'lookup-answered',
    requestId,
    answer: {
      kind: 'found',
      answers: {
        code: '600519', kind: 'stock', state: 'traded', hasIndexToo: 'no', last: price, change: price, changePct: { mantissa: 125, decimals: 2 },
        open: price, high: price, low: price, previousClose: price, volume: '3200手', turnoverYuan: 866_000_000, ...answers,
      },
    },
  });
}
