/** One sequence: three calls (two callers and a callback), three seats and a supervisor's, the moves; then everybody hangs up and all is counted. */
import type { Activity } from '../../../src/core/call/state.ts';
import { monitorOf } from '../../../src/core/conversation/monitor-of.ts';
import { guestOf, shapeOf } from '../../../src/core/conversation/parties.ts';
import { isChecking } from '../../../src/core/conversation/checking.ts';
import { PLAIN_RULES, type QueueRules } from '../../../src/core/waiting/rules.ts';
import { createTestWorld } from '../call/script.ts';
import { everyNode } from './every-node.ts';
import { SUPERVISORS_SEAT } from './acd.ts';
import { callerOf, makers } from './event-makers.ts';
import { createFloor, type Floor } from './floor.ts';
import { make, type Move } from './moves.ts';
import { drain } from './natural.ts';
import { expectAfterStep, expectAtTheEnd, expectWhenCalm } from './promises.ts';

/** Keys that lead out of the queue, and a rule that sends who waits long to the other one. */
const RULES: QueueRules = {
  ...PLAIN_RULES, keys: { 0: 'keep-place', 1: 'message', 6: 'callback' },
  overflow: { time: { afterMs: 90_000, to: { kind: 'queue', queue: 'callback' } }, length: { over: 1, to: { kind: 'message' } } },
};
const world = createTestWorld([], everyNode, (queue) => (queue === 'general' ? RULES : PLAIN_RULES));
const CALLS = ['c1', 'c2', 'cb'];
const SEATS = ['s-1001', 's-1002', 's-1003', SUPERVISORS_SEAT];
/** More rounds than any call needs to come to its end. */
const SETTLE_ROUNDS = 60;

/** Where calls came to: so that a test can say that its sequences went deep. */
export type Seen = Map<string, number>;

export function runSequence(moves: readonly Move[], seen: Seen = new Map()): void {
  const floor = createFloor(world, CALLS, SEATS, (box, all) => {
    for (const place of [placeOf(box.state.activity), monitoringOf(box.state.activity)]) seen.set(place, (seen.get(place) ?? 0) + 1);
    expectAfterStep(box, all);
  });
  begin(floor);
  for (const move of moves) make(floor, move);
  settle(floor);
  expectAtTheEnd(floor);
}

function placeOf(activity: Activity): string {
  if (activity.phase !== 'conversation') return 'step' in activity ? `${activity.phase} ${activity.step}` : activity.phase;
  const guest = guestOf(activity);
  if (guest !== null && activity.away === null) return `guest ${shapeOf(activity, guest)}`;
  const how = activity.away !== null ? `page away, its leg ${activity.away.leg}` : isChecking(activity) ? `check ${activity.check?.step ?? ''}` : activity.heldSince === null ? activity.step : 'held';
  return `${activity.phase} ${how}`;
}

function monitoringOf(activity: Activity): string {
  const monitor = activity.phase === 'conversation' ? monitorOf(activity) : null;
  return monitor === null ? 'monitor none' : `monitor ${monitor.step === 'on' ? monitor.mode : monitor.step}`;
}

function begin(floor: Floor): void {
  for (const box of floor.boxes) {
    const isCallback = box.callId === 'cb';
    if (!isCallback) floor.telephone.arrive(box.callId, callerOf(box.callId));
    const first = makers[isCallback ? 'callback-claimed' : 'call-arrived'](floor, box, 0);
    if (first !== null) floor.post(box, first);
  }
}

/** All is carried out and told; clients hang up; who has no leg is ended by time. */
export function settle(floor: Floor): void {
  for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
    for (const box of floor.boxes) drain(floor, box);
    if (floor.boxes.every(({ coming }) => coming.length === 0)) expectWhenCalm(floor);
    floor.acd.sweep(floor.now() + 60_000, floor.liveCalls(), floor.takenUp());
    const open = floor.boxes.filter((box) => box.state.activity.phase !== 'ended');
    if (open.length === 0) return;
    for (const box of open) {
      const { clientChannelId, deadlines } = box.state;
      if (clientChannelId !== null && floor.telephone.end(clientChannelId, { cause: 16, sipCode: null })) continue;
      const [deadline] = deadlines;
      if (deadline !== undefined) floor.post(box, { kind: 'deadline-passed', name: deadline.name, generation: deadline.generation });
    }
  }
}
