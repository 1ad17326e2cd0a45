/** What must hold whatever happens. Each throws with what it saw. */
import { expect } from 'vitest';
import type { CallCommand } from '../../../src/core/call/commands.ts';
import { monitorOf, presentMonitor } from '../../../src/core/conversation/monitor-of.ts';
import { guestOf, isApart, talkingGuest } from '../../../src/core/conversation/parties.ts';
import type { Activity, ConversationState } from '../../../src/core/call/state.ts';
import { newCall, stepCall } from '../../../src/core/call/step.ts';
import { MONDAY_TEN } from '../call/script.ts';
import type { Box, Floor } from './floor.ts';

const MAX_STATE_BYTES = 4_096;
const LAST_WORDS_OF_A_RESERVATION = new Set(['ring-missed', 'ring-failed', 'released', 'talk-ended']);

/** After each step. */
export function expectAfterStep(box: Box, floor: Floor): void {
  expectOneCallPerSeat(floor);
  expectSomewhere(box);
  expect(floor.telephone.leaks).toEqual([]);
  const text = JSON.stringify(box.state);
  expect(JSON.parse(text), 'state that JSON does not keep').toEqual(box.state);
  expect(Buffer.byteLength(text)).toBeLessThan(MAX_STATE_BYTES);
}

function expectOneCallPerSeat(floor: Floor): void {
  const held = floor.boxes.flatMap(({ state: { activity } }) => seatsOf(activity));
  expect(new Set(held).size, `a seat on two calls: ${held.join(' ')}`).toBe(held.length);
}

/** Seats that this call rings, or that talk in it; a guest's and a supervisor's only once its row is reserved. */
function seatsOf(activity: Activity): string[] {
  if (!('offer' in activity) || activity.offer === null) return [];
  const guest = activity.phase === 'conversation' ? guestOf(activity) : null;
  const monitor = activity.phase === 'conversation' ? monitorOf(activity) : null;
  return [
    activity.offer.seatId, ...(guest !== null && guest.leg !== null && guest.who.kind === 'seat' ? [guest.who.seatId] : []),
    ...(monitor !== null && monitor.leg !== null ? [monitor.seatId] : []),
  ];
}

/** She talks, or something will move her call on; otherwise she is gone. */
function expectSomewhere({ state: { activity, clientChannelId, deadlines } }: Box): void {
  if (activity.phase === 'ended') return expect(clientChannelId, 'an ended call has a leg').toBeNull();
  if (clientChannelId === null) return;
  const isTalking = (activity.phase === 'conversation' && activity.step === 'connected') || (activity.phase === 'outside' && activity.step === 'talking');
  const isMoved = deadlines.some(({ name }) => name !== 'call-limit' && name !== 'ivr-limit');
  expect(isTalking || isMoved, `a caller nowhere: ${JSON.stringify(activity)}`).toBe(true);
}

/** When all is carried out and told: who talks is in one bridge with who is talked to; who is held, or waits for a page, hears music. */
export function expectWhenCalm(floor: Floor, boxes: readonly Box[] = floor.boxes): void {
  for (const { callId, state: { activity, clientChannelId, deadlines } } of boxes) {
    expectNoStrayEar(floor, callId, activity);
    if (activity.phase !== 'conversation' || activity.step !== 'connected' || clientChannelId === null) continue;
    expectMonitored(floor, activity, deadlines.some(({ name }) => name === 'monitor-ear'));
    const { musicId, away, heldSince, offer, check } = activity;
    if (check !== undefined && check !== null) {
      expectChecked(floor, activity, clientChannelId);
      continue;
    }
    expect(floor.telephone.paused.has(clientChannelId), 'a recording that was left silent').toBe(false);
    const members = [...(floor.telephone.bridges.get(activity.bridgeId ?? '') ?? [])];
    const isParked = heldSince !== null || away !== null;
    expect(musicId !== null, 'music where it should not be').toBe(isParked);
    expect(members.includes(clientChannelId), 'a client in the wrong place').toBe(!isParked);
    if (musicId !== null) expect([...floor.telephone.plays.keys()], 'a held client in silence').toContain(musicId);
    if (away === null) expect(members, 'an agent out of the talk').toContain(offer.channelId);
    const guest = talkingGuest(activity);
    if (guest === null) continue;
    expect(members.includes(guest.leg.channelId), 'a guest in the wrong place').toBe(!isApart(guest));
    if (guest.playbackId !== null) expect([...floor.telephone.plays.keys()], 'a guest apart in silence').toContain(guest.playbackId);
  }
}

/** Who left takes her ear with her. */
function expectNoStrayEar(floor: Floor, callId: string, activity: Activity): void {
  const known = activity.phase === 'conversation' ? (activity.monitor?.snoopId ?? null) : null;
  const ears = [...floor.telephone.legs].filter(([, leg]) => leg.callId === callId && leg.ofChannelId !== undefined).map(([channelId]) => channelId);
  expect(ears.filter((ear) => ear !== known), 'an ear that nobody has').toEqual([]);
}

/** Who barged in is in the talk's bridge; who listens or whispers is not, and hears by an ear at the agent's leg. */
function expectMonitored(floor: Floor, talk: ConversationState, isTriedAgain: boolean): void {
  const monitor = presentMonitor(talk);
  if (monitor === null) return;
  const membersOf = (bridgeId: string | null): string[] => [...(floor.telephone.bridges.get(bridgeId ?? '') ?? [])];
  expect(membersOf(talk.bridgeId).includes(monitor.leg.channelId), `in the wrong bridge: ${monitor.mode}`).toBe(monitor.mode === 'barge');
  if (monitor.mode === 'barge') return;
  if (monitor.snoopId === null) return expect(isTriedAgain || talk.away !== null, 'a supervisor who hears nothing').toBe(true);
  expect(membersOf(monitor.bridgeId).sort()).toEqual([monitor.leg.channelId, monitor.snoopId].sort());
  expect(floor.telephone.legs.get(monitor.snoopId)?.ofChannelId, 'an ear at another leg').toBe(talk.offer.channelId);
}

/** Who keys a secret is heard by nobody; if her page is there, the agent waits in the bridge, alone. */
function expectChecked(floor: Floor, { bridgeId, away, offer, recording }: ConversationState, clientChannelId: string): void {
  const members = [...(floor.telephone.bridges.get(bridgeId ?? '') ?? [])];
  expect(members, 'a client who keys a secret in the bridge').not.toContain(clientChannelId);
  if (away === null) expect(members, 'an agent out of the talk').toContain(offer.channelId);
  if (recording === 'on') expect(floor.telephone.paused.has(clientChannelId), 'a secret on record').toBe(true);
}

/** When every call is over and all is done. */
export function expectAtTheEnd(floor: Floor): void {
  for (const box of floor.boxes) {
    expect(box.state.activity.phase).toBe('ended');
    expect(box.state.deadlines, 'armed after the end').toEqual([]);
    expectOneReleaseEach(box);
    expectNothingAfterTheEnd(box);
    expectIdsOnce(box);
    expectEvidence(box);
    expectActsOnce(box);
    expectSameAgain(floor, box);
  }
  expect([...floor.telephone.legs.keys()], 'legs left over').toEqual([]);
  expect([...floor.telephone.bridges.keys()], 'bridges left over').toEqual([]);
  expect([...floor.acd.entries.keys()], 'queue entries left over').toEqual([]);
  for (const [seatId, { phase }] of floor.acd.seats) expect(['reserved', 'ringing', 'talking'], `${seatId} held for ever`).not.toContain(phase);
}

function expectOneReleaseEach(box: Box): void {
  const heard = new Set(box.journal.flatMap((event) => (event.kind === 'seat-offered' ? [event.reservationId] : [])));
  const released = box.commands.flatMap((command) => (command.kind === 'tell-seat' && LAST_WORDS_OF_A_RESERVATION.has(command.event.kind) ? [command] : []));
  for (const reservationId of heard) {
    const words = released.filter((one) => one.reservationId === reservationId).map(({ event }) => event.kind);
    const moving = words.filter((word) => word !== 'released');
    expect(words.length, `${reservationId} was never released`).toBeGreaterThan(0);
    // A reservation that is offered again after its end is only let go again, which moves nothing.
    expect(moving.length, `${reservationId}: ${words.join(' ')}`).toBeLessThanOrEqual(1);
  }
  const rung = box.commands.flatMap((command) => (command.kind === 'send-pop' ? [command.reservationId] : []));
  expect(rung.length, 'a reservation rung twice').toBe(new Set(rung).size);
}

/** Hang-ups of late legs, seats that were offered too late. */
function expectNothingAfterTheEnd(box: Box): void {
  const allowed = (command: CallCommand): boolean => command.kind === 'hang-up-leg' || (command.kind === 'tell-seat' && command.event.kind === 'released');
  expect(box.afterTheEnd.filter((command) => !allowed(command)).map(({ kind }) => kind)).toEqual([]);
}

/** What the ledger expects is sealed, once; a message is filed once, and only what was recorded. */
function expectEvidence({ commands }: Box): void {
  const ids = (kind: 'expect-recording' | 'seal-recording' | 'file-message'): string[] => commands.flatMap((command) => (command.kind === kind ? [command.recordingId] : []));
  const expected = ids('expect-recording');
  expect(ids('seal-recording').sort(), 'a recording never sealed, or twice').toEqual(expected.sort());
  const filed = ids('file-message');
  expect(new Set(filed).size, 'a message filed twice').toBe(filed.length);
  for (const recordingId of filed) expect(expected, 'a message that nobody recorded').toContain(recordingId);
}

/** Asked again it is the same question. */
function expectActsOnce({ commands }: Box): void {
  const first = new Map<string, string>();
  for (const command of commands) {
    if (command.kind !== 'look-up' || !command.isAct) continue;
    const { id: _id, ...question } = command;
    const text = JSON.stringify(question);
    expect(first.get(command.requestId) ?? text, 'one name for two questions').toBe(text);
    first.set(command.requestId, text);
  }
}

/** Born once: no two commands make a thing of one name. */
function expectIdsOnce(box: Box): void {
  const ids = box.commands.map(({ id }) => id);
  expect(ids, 'command ids do not grow').toEqual([...new Set(ids)].sort((a, b) => a - b));
  const born = box.commands.flatMap((command): string[] => {
    switch (command.kind) {
      case 'create-seat-leg':
      case 'create-client-leg':
      case 'create-outside-leg':
      case 'create-snoop':
        return [command.channelId];
      case 'play':
        return [command.playbackId];
      case 'open-slot':
        return [command.spec.slot];
      case 'look-up':
        // An act under way when the server died is asked once more, by the same name.
        return command.isAct ? [] : [command.requestId];
      case 'enter-queue':
        return [command.entryId];
      default:
        return [];
    }
  });
  expect(new Set(born).size, 'a name given twice').toBe(born.length);
}

/** The journal, stepped again from the beginning, comes to the same state by the same commands. */
function expectSameAgain(floor: Floor, box: Box): void {
  let state = newCall({ callId: box.callId, node: 's1', at: MONDAY_TEN });
  const commands: CallCommand[] = [];
  for (const event of box.journal) {
    const result = stepCall(floor.world, state, event);
    if (result.kind !== 'moved') continue;
    state = result.state;
    commands.push(...result.commands);
  }
  expect(state).toEqual(box.state);
  expect(commands).toEqual(box.commands);
}
