/**
 * Every kind of event a call can hear, made from what it knows and knew: right, late, twice, or of something long gone. A maker
 * that lets somebody act (a party answers, a clip ends) answers null: the exchange tells it, and it is on its way.
 * The type forces a maker for every new kind.
 */
import type { CallCommand } from '../../../src/core/call/commands.ts';
import type { CallEventKind } from '../../../src/core/call/events.ts';
import type { ScriptEvent } from '../call/script.ts';
import { phoneOf, SUPERVISORS_SEAT } from './acd.ts';
import type { Box, Floor } from './floor.ts';
import { subjectOf } from './telephone.ts';

type EventOfKind<K extends CallEventKind> = Extract<ScriptEvent, { kind: K }>;
/** `n` chooses; the same `n` chooses the same. */
type Maker<K extends CallEventKind> = (floor: Floor, box: Box, n: number) => EventOfKind<K> | null;

export const callerOf = (callId: string): string => `carrier-${callId}`;

function choose<T>(list: readonly T[], n: number): T | null {
  return list[n % Math.max(1, list.length)] ?? null;
}

/** Newest first, so that small choices are the likely ones. */
function commandsOf<K extends CallCommand['kind']>(box: Box, kind: K): Extract<CallCommand, { kind: K }>[] {
  return box.commands.filter((command): command is Extract<CallCommand, { kind: K }> => command.kind === kind).reverse();
}

function legsOf(box: Box): string[] {
  const made = [...commandsOf(box, 'answer-leg'), ...commandsOf(box, 'create-seat-leg'), ...commandsOf(box, 'create-outside-leg'), ...commandsOf(box, 'create-client-leg'), ...commandsOf(box, 'create-snoop')].map(({ channelId }) => channelId);
  return [...made, callerOf(box.callId)];
}

/** Something for a leg that is there, or a late word of one that is gone. */
function ofLeg<K extends 'leg-entered' | 'leg-ringing'>(kind: K) {
  return (_floor: Floor, box: Box, n: number): { kind: K; channelId: string } | null => {
    const channelId = choose(legsOf(box), n);
    return channelId === null ? null : { kind, channelId };
  };
}

const CAUSES = [16, 17, 19, 21, 44, 127, null];
const KEYS = ['0', '1', '6', '9', '*', '7'];
const price = { mantissa: 168_888, decimals: 2 };
const QUOTE = {
  code: '600519', kind: 'stock', state: 'traded', hasIndexToo: 'no', last: price, change: price, changePct: { mantissa: 125, decimals: 2 }, open: price, high: price,
  low: price, previousClose: price, volume: '3200手', turnoverYuan: 866_000_000,
};

const ANSWERS = [
  { kind: 'found', answers: QUOTE, auth: { level: 'password', method: 'ivr-keys', clientId: 'cl-1' } }, { kind: 'not-found' }, { kind: 'failed', reason: 'down' },
  { kind: 'refused', code: 'WRONG_PASSWORD', answers: { left: 3 } }, { kind: 'lost' }, { kind: 'found', answers: {} },
] as const;

export const makers: { readonly [K in CallEventKind]: Maker<K> } = {
  'call-arrived': (_floor, box) => ({ kind: 'call-arrived', channelId: callerOf(box.callId), numberToken: 'tok', dnis: '95500', isUp: false }),
  'callback-claimed': (_floor, box) => ({
    kind: 'callback-claimed', caseId: 'case-1', attemptId: `att-${box.callId}`, clientId: 'cl-1', numberToken: 'tok', queue: 'callback', excludeSeries: ['marketing'],
    callerDnis: '95500',
  }),
  'leg-entered': ofLeg('leg-entered'),
  'leg-ringing': ofLeg('leg-ringing'),
  'leg-answered': (floor, box, n) => {
    const channelId = choose(legsOf(box), n);
    return channelId === null || floor.telephone.answer(channelId) ? null : { kind: 'leg-answered', channelId };
  },
  'leg-ended': (floor, box, n) => {
    const channelId = choose(legsOf(box), n);
    // Of a leg that is not born yet only a break can say that it is missing; a cause is told by Asterisk alone.
    const isBorn = channelId !== null && floor.telephone.born.has(channelId);
    const end = { cause: isBorn ? choose(CAUSES, n >> 2) : null, sipCode: null };
    return channelId === null || floor.telephone.end(channelId, end) ? null : { kind: 'leg-ended', channelId, end };
  },
  'playback-ended': (floor, box, n) => {
    const playbackId = choose(commandsOf(box, 'play').slice(0, 4), n)?.playbackId;
    return playbackId === undefined || floor.telephone.playOver(playbackId) ? null : { kind: 'playback-ended', playbackId, outcome: 'done' };
  },
  key: (_floor, box, n) => {
    const spec = choose(commandsOf(box, 'open-slot').slice(0, 2), n >> 3)?.spec;
    return spec === undefined ? null : { kind: 'key', channelId: callerOf(box.callId), slot: spec.slot, digit: spec.slotClass !== 'plain' ? null : choose(KEYS, n) };
  },
  'slot-complete': (_floor, box, n) => {
    const slot = choose(commandsOf(box, 'open-slot').slice(0, 2), n >> 2)?.spec.slot;
    return slot === undefined ? null : { kind: 'slot-complete', channelId: callerOf(box.callId), slot, length: 6, by: choose(['#', '*', null], n), ...(n % 7 === 0 ? { exact: '0' } : {}) };
  },
  'key-waiting': (_floor, box) => ({ kind: 'key-waiting', channelId: callerOf(box.callId) }),
  /** In time, early (time stands still), or of an older generation. */
  'deadline-passed': (floor, box, n) => {
    const deadline = choose(box.state.deadlines, n >> 2);
    if (deadline === null) return null;
    const how = n % 4;
    const dueInMs = deadline.dueAt - floor.now();
    if (how === 0 && dueInMs > 0 && dueInMs < 1_500) floor.pass(dueInMs);
    return { kind: 'deadline-passed', name: deadline.name, generation: deadline.generation - (how === 3 ? 1 : 0) };
  },
  'client-identified': (_floor, _box, n) => ({ kind: 'client-identified', matches: ['cl-1', 'cl-2', 'cl-3'].slice(0, n % 4) }),
  'lookup-answered': (_floor, box, n) => {
    const requestId = choose(commandsOf(box, 'look-up').slice(0, 2), n >> 3)?.requestId;
    const answer = choose(ANSWERS, n);
    return requestId === undefined || answer === null ? null : { kind: 'lookup-answered', requestId, answer };
  },
  'place-kept': (_floor, box, n) => {
    const entryId = choose(commandsOf(box, 'keep-place').slice(0, 2), n)?.entryId;
    return entryId === undefined ? null : { kind: 'place-kept', entryId, refused: n % 2 === 0 ? null : 'CALLBACK_PENDING' };
  },
  'place-told': (_floor, box, n) => {
    const entryId = choose(commandsOf(box, 'enter-queue'), n)?.entryId;
    return entryId === undefined ? null : { kind: 'place-told', entryId, place: 1 + (n % 9) };
  },
  /** An offer read twice from the inbox; fresh ones are the matcher's. */
  'seat-offered': (_floor, box, n) => choose(box.offers.slice(-3).reverse(), n),
  'seat-refused': (_floor, box, n) => {
    const wish = choose(commandsOf(box, 'reserve-seat'), n >> 1);
    return wish === null ? null : { kind: 'seat-refused', entryId: wish.entryId, code: n % 2 === 0 ? 'SEAT_BUSY' : 'SEAT_NOT_READY' };
  },
  'transfer-asked': (floor, box, n) => (n % 5 === 4 && mayCallOut(box) ? secondCall(floor, box, n) : {
    kind: 'transfer-asked', seatId: seatOf(box, n % 8 === 7), mode: n % 3 === 0 ? 'blind' : 'consult', to: choose(TARGETS, n) ?? TARGETS[0],
    ...(n % 3 === 0 && n % 2 === 0 ? { phone: { by: 'refer', channelId: legsOf(box)[0] ?? '' } } : {}),
  }),
  'leg-resumed': (_floor, box, n) => {
    const channelId = choose(legsOf(box), n);
    return channelId === null ? null : { kind: 'leg-resumed', channelId };
  },
  'monitor-asked': (_floor, box, n) => ({ kind: 'monitor-asked', ...(n % 8 === 7 ? { seatId: seatOf(box, false), extension: '1001' } : SUPERVISOR), mode: choose(MODES, n) ?? 'listen' }),
  'monitor-change-asked': (_floor, _box, n) => ({ kind: 'monitor-change-asked', seatId: n % 8 === 7 ? 's-1009' : SUPERVISOR.seatId, to: choose(CHANGES, n) ?? 'end' }),
  'attempt-noted': (_floor, box, n) => ({ kind: 'attempt-noted', attemptId: n % 3 === 0 ? 'att-other' : `att-${box.callId}`, ok: n % 2 === 0 }),
  'command-failed': (_floor, box, n) => {
    const command = choose(box.commands.slice(-6), n >> 2);
    const reason = choose(['gone', 'not-possible', 'unknown'] as const, n);
    return command === null || reason === null ? null : { kind: 'command-failed', command: command.kind, subject: subjectOf(command), reason };
  },
  /** Told late, or twice: of a pause that was. */
  'recording-paused': (floor, _box, n) => {
    const pauseId = choose([...floor.telephone.pauses].reverse(), n);
    return pauseId === null ? null : { kind: 'recording-paused', pauseId };
  },
  resumed: (floor, box) => ({ kind: 'resumed', playbacks: [...floor.telephone.plays.keys()], bridged: bridgedOf(floor, box) }),
  'hang-up-asked': (_floor, _box, n) => ({ kind: 'hang-up-asked', by: n % 2 === 0 ? 'seat' : 'operator' }),
  'seat-asked': (_floor, box, n) => ({ kind: 'seat-asked', seatId: seatOf(box, n % 8 === 7), ask: choose(ASKS, n) ?? 'hold' }),
  'seat-device': (_floor, box, n) => ({ kind: 'seat-device', endpoint: phoneOf(seatOf(box, n % 8 === 7)).endpoint, isOnline: n % 3 !== 0, isNews: n % 4 !== 0 }),
  'seat-page': (_floor, box, n) => ({ kind: 'seat-page', endpoint: phoneOf(seatOf(box, n % 8 === 7)).endpoint }),
};

/** The agent's desk phone may make a second call, and the call will take it. */
function mayCallOut({ state: { activity, callback } }: Box): boolean {
  if (activity.phase !== 'conversation' || activity.step !== 'connected') return false;
  return callback === null && activity.away === null && (activity.check ?? null) === null && (activity.guest ?? null) === null;
}

function secondCall(floor: Floor, box: Box, n: number): EventOfKind<'transfer-asked'> {
  const channelId = `desk-${box.callId}-${String(floor.telephone.born.size)}`;
  floor.telephone.arrive(box.callId, channelId);
  const others = TARGETS.filter((to) => to.kind === 'outside' || (to.kind === 'seat' && to.seatId !== seatOf(box, false)));
  return { kind: 'transfer-asked', seatId: seatOf(box, false), mode: 'consult', to: choose(others, n) ?? TARGETS[2], phone: { by: 'call', channelId } };
}

const ASKS = ['hold', 'retrieve', 'mute', 'unmute', 'hold', 'check-pin', 'retrieve', 'check-pin', 'end-check', 'hang-up', 'take-back', 'complete', 'swap', 'conference', 'survey', 'keypad'] as const;
/** Her seat is in no queue. */
export const SUPERVISOR = { seatId: SUPERVISORS_SEAT, extension: '1004' } as const;
export const MODES = ['listen', 'whisper', 'barge'] as const;
export const CHANGES = ['whisper', 'barge', 'listen', 'take-over', 'barge', 'end'] as const;
export const TARGETS = [
  { kind: 'seat', seatId: 's-1003', extension: '1003' }, { kind: 'seat', seatId: 's-1002', extension: '1002' }, { kind: 'outside', name: 'branch-1' },
  { kind: 'queue', queue: 'general' }, { kind: 'seat', seatId: 's-1001', extension: '1001' }, { kind: 'node', node: 'main' }, { kind: 'node', node: 'nowhere' },
] as const;

/** The seat that rings or talks; now and then another's. */
function seatOf({ state: { activity } }: Box, isOther: boolean): string {
  const own = 'offer' in activity && activity.offer !== null ? activity.offer.seatId : 's-1001';
  return isOther ? 's-1009' : own;
}

export function bridgedOf(floor: Floor, box: Box): string[] {
  const members = [...floor.telephone.bridges.values()].flatMap((one) => [...one]);
  return members.filter((channelId) => floor.telephone.legs.get(channelId)?.callId === box.callId);
}

/** How often each kind comes as noise beside what the firm itself brings about. */
export const weights: { readonly [K in CallEventKind]: number } = {
  'call-arrived': 1, 'callback-claimed': 1, 'leg-entered': 1, 'leg-ringing': 1, 'leg-answered': 8, 'leg-ended': 2, 'playback-ended': 8, key: 6, 'slot-complete': 5, 'key-waiting': 1,
  'deadline-passed': 4, 'client-identified': 1, 'lookup-answered': 5, 'place-told': 1, 'place-kept': 1, 'seat-offered': 2, 'attempt-noted': 2, 'command-failed': 2, 'recording-paused': 1, resumed: 1, 'hang-up-asked': 1, 'seat-asked': 8, 'transfer-asked': 8, 'leg-resumed': 3, 'monitor-asked': 4, 'monitor-change-asked': 6, 'seat-refused': 1, 'seat-device': 3, 'seat-page': 2,
};
