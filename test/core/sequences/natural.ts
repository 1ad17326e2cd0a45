/** The likely next thing of a call, so that random sequences also come deep: what a patient caller and a quick agent do. */
import type { ConversationState, IvrState, PinCheck } from '../../../src/core/call/state.ts';
import type { Guest } from '../../../src/core/conversation/guest-state.ts';
import type { ScriptEvent } from '../call/script.ts';
import { CHANGES, makers, MODES, SUPERVISOR, TARGETS } from './event-makers.ts';
import type { Box, Floor } from './floor.ts';
import { expectWhenCalm } from './promises.ts';

export function deliver(floor: Floor, box: Box, n: number): void {
  const [event] = box.coming.splice(n % Math.max(1, box.coming.length), 1);
  if (event !== undefined) floor.post(box, event);
}

/** Everything committed is carried out, everything on its way is heard. */
export function drain(floor: Floor, box: Box): void {
  while (box.coming.length > 0 || floor.perform(box, 'telephony') || floor.perform(box, 'store')) deliver(floor, box, 0);
}

export function goOn(floor: Floor, box: Box, n: number): void {
  drain(floor, box);
  expectWhenCalm(floor, [box]);
  const event = next(floor, box, n);
  if (event !== null) floor.post(box, event);
}

function next(floor: Floor, box: Box, n: number): ScriptEvent | null {
  const { activity, clientChannelId } = box.state;
  switch (activity.phase) {
    case 'arriving':
    case 'ended':
      return null;
    case 'ivr':
      return inMenus(floor, box, activity, n);
    case 'outside':
      if (activity.step === 'dialling') floor.telephone.answer(activity.channelId);
      else if (n === 5) floor.telephone.end(activity.channelId, { cause: 16, sipCode: null });
      return null;
    case 'after':
      return over(floor, activity.playbackId);
    case 'waiting':
      if (activity.offer === null) floor.acd.match(floor.now(), floor.liveCalls());
      else floor.telephone.answer(activity.offer.channelId);
      return null;
    case 'conversation':
      if (activity.step === 'dialling' && clientChannelId !== null) floor.telephone.answer(clientChannelId);
      return activity.step === 'announcing' ? over(floor, activity.playbackId) : inTalk(floor, box, activity, n);
    default:
      return activity satisfies never;
  }
}

/** She keys her way: mostly to a person, now and then elsewhere; answers mostly come and are good. */
function inMenus(floor: Floor, box: Box, { step, slot, playbackId }: IvrState, n: number): ScriptEvent | null {
  switch (step) {
    case 'looking-up':
      return makers['lookup-answered'](floor, box, n < 4 ? 0 : n - 1);
    case 'asking':
      return keyOf(slot, box, '016179'.charAt(n));
    case 'collecting':
      return keyIn(floor, box, n === 0 ? '0' : '600519');
    case 'recording':
      floor.pass(2_000);
      return slot === null ? null : { kind: 'slot-complete', channelId: box.state.clientChannelId ?? '', slot, length: 0, by: '#' };
    case 'saying':
      return over(floor, playbackId);
    case 'transferring':
      return null;
    default:
      return step satisfies never;
  }
}

/** The agent holds and takes back, her page goes and comes, at last she hangs up. */
function inTalk(floor: Floor, box: Box, talk: ConversationState, n: number): ScriptEvent | null {
  const { step, offer, away, heldSince, check, guest } = talk;
  if (step !== 'connected') return null;
  if (check !== undefined && check !== null && away === null && n < 3) return inCheck(floor, box, check);
  if (away?.leg === 'ringing') {
    floor.telephone.answer(offer.channelId);
    return null;
  }
  if (away !== null) return { kind: 'seat-device', endpoint: offer.endpoint, isOnline: true, isNews: true };
  const watched = withSupervisor(floor, box, talk, n);
  if (watched !== undefined) return watched;
  if (guest !== undefined && guest !== null) return withGuest(floor, offer.seatId, guest, n);
  if (n === 5) floor.telephone.end(offer.channelId, { cause: 16, sipCode: null });
  if (n === 2) return { kind: 'seat-asked', seatId: offer.seatId, ask: 'check-pin' };
  if (n === 4) return { kind: 'seat-asked', seatId: offer.seatId, ask: heldSince === null ? 'hold' : 'retrieve' };
  if (n <= 1) return transfer(floor, box, offer.seatId);
  return n === 3 && offer.isPage ? { kind: 'seat-page', endpoint: offer.endpoint } : null;
}

/** A supervisor comes to some talks, and does there what can be done; undefined: she lets them talk. */
function withSupervisor(floor: Floor, box: Box, { monitor }: ConversationState, n: number): ScriptEvent | null | undefined {
  if (monitor === undefined || monitor === null) {
    const isFree = floor.acd.seats.get(SUPERVISOR.seatId)?.phase === 'ready';
    return isFree && box.journal.length % 5 === 0 ? { kind: 'monitor-asked', ...SUPERVISOR, mode: MODES[n % MODES.length] ?? 'listen' } : undefined;
  }
  if (monitor.step === 'ringing' && monitor.leg !== null) {
    floor.telephone.answer(monitor.leg.channelId);
    return null;
  }
  return box.journal.length % 2 === 0 ? { kind: 'monitor-change-asked', seatId: monitor.seatId, to: CHANGES[n] ?? 'end' } : undefined;
}

/** Mostly to a colleague who is ready, now and then elsewhere. */
function transfer(floor: Floor, box: Box, seatId: string): ScriptEvent {
  const n = box.journal.length;
  const ready = TARGETS.find((target) => target.kind === 'seat' && floor.acd.seats.get(target.seatId)?.phase === 'ready');
  return { kind: 'transfer-asked', seatId, mode: n % 4 === 0 ? 'blind' : 'consult', to: (n % 3 === 0 ? TARGETS[n % TARGETS.length] : ready) ?? TARGETS[2] };
}

/** The guest answers; the agent does with her what can be done. */
function withGuest(floor: Floor, seatId: string, { step, leg }: Guest, n: number): ScriptEvent | null {
  if (step !== 'talking') {
    if (leg !== null) floor.telephone.answer(leg.channelId);
    return null;
  }
  const ask = (['swap', 'conference', 'swap', 'take-back', 'complete', null] as const)[n] ?? null;
  if (ask !== null) return { kind: 'seat-asked', seatId, ask };
  if (leg !== null) floor.telephone.end(leg.channelId, { cause: 16, sipCode: null });
  return null;
}

/** The client keys, the back office answers. */
function inCheck(floor: Floor, box: Box, { step, slot }: PinCheck): ScriptEvent | null {
  const channelId = box.state.clientChannelId ?? '';
  if (step === 'verifying') return makers['lookup-answered'](floor, box, 0);
  if (slot === null) return null;
  for (let key = 1; key <= 6; key += 1) floor.post(box, { kind: 'key', channelId, slot, digit: null });
  return { kind: 'slot-complete', channelId, slot, length: 6, by: null };
}

function over(floor: Floor, playbackId: string | null): null {
  if (playbackId !== null) floor.telephone.playOver(playbackId);
  return null;
}

function keyOf(slot: string | null, box: Box, digit: string): ScriptEvent | null {
  return slot === null ? null : { kind: 'key', channelId: box.state.clientChannelId ?? '', slot, digit };
}

/** A whole input, and its ending key. */
function keyIn(floor: Floor, box: Box, keys: string): ScriptEvent | null {
  const { activity, clientChannelId } = box.state;
  if (activity.phase !== 'ivr' || activity.slot === null || clientChannelId === null) return null;
  const { slot } = activity;
  const spec = box.commands.findLast((command) => command.kind === 'open-slot' && command.spec.slot === slot);
  const { maxDigits = keys.length, slotClass = 'plain' } = spec?.kind === 'open-slot' ? spec.spec : {};
  const typed = keys.slice(0, maxDigits);
  for (const digit of typed) floor.post(box, { kind: 'key', channelId: clientChannelId, slot, digit: slotClass === 'plain' ? digit : null });
  const exact = slotClass !== 'plain' && typed === '0' ? { exact: '0' } : {};
  return { kind: 'slot-complete', channelId: clientChannelId, slot, length: typed.length, by: '#', ...exact };
}
