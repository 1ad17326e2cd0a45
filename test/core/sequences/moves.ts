/** What can happen next on the floor, as data that fast-check makes and shrinks; and how it happens. */
import * as fc from 'fast-check';
import { commandsToResend } from '../../../src/app/runner/restart.ts';
import { namesOf } from '../../../src/app/runner/calls.ts';
import { laneOf } from '../../../src/app/runner/lanes.ts';
import type { CallEventKind } from '../../../src/core/call/events.ts';
import type { SeatEvent } from '../../../src/core/seat/events.ts';
import { bridgedOf, makers, weights } from './event-makers.ts';
import type { Box, Floor, LaneName } from './floor.ts';
import { deliver, goOn } from './natural.ts';
import type { Mishap } from './telephone.ts';

type SeatRequest = 'signed-in' | 'signed-out-asked' | 'ready-asked' | 'break' | 'acw-done-asked' | 'device-lost';

export type Move =
  | { readonly move: 'event'; readonly call: number; readonly kind: CallEventKind; readonly n: number }
  /** What is on its way comes, in order or not. */
  | { readonly move: 'deliver'; readonly call: number; readonly n: number }
  | { readonly move: 'perform'; readonly call: number; readonly lane: LaneName; readonly mishap: Mishap | null; readonly isDoneAllTheSame: boolean }
  | { readonly move: 'match' }
  /** The likely next thing. */
  | { readonly move: 'go-on'; readonly call: number; readonly n: number }
  | { readonly move: 'seat'; readonly seat: number; readonly request: SeatRequest }
  | { readonly move: 'time'; readonly ms: number }
  | { readonly move: 'server-restarts' };

const kinds = Object.entries(weights) as [CallEventKind, number][];
const call = fc.nat({ max: 2 });

export const moveArbitrary: fc.Arbitrary<Move> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ move: fc.constant('event' as const), call, kind: fc.oneof(...kinds.map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind) }))), n: fc.nat({ max: 63 }) }) },
  { weight: 14, arbitrary: fc.record({ move: fc.constant('deliver' as const), call, n: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 5 }) }) }) },
  {
    weight: 18,
    arbitrary: fc.record({
      move: fc.constant('perform' as const), call, lane: fc.constantFrom('telephony' as const, 'store' as const), isDoneAllTheSame: fc.boolean(),
      mishap: fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom('gone' as const, 'not-possible' as const, 'unknown' as const) }),
    }),
  },
  { weight: 12, arbitrary: fc.record({ move: fc.constant('go-on' as const), call, n: fc.nat({ max: 5 }) }) },
  { weight: 3, arbitrary: fc.constant({ move: 'match' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      move: fc.constant('seat' as const), seat: fc.nat({ max: 3 }),
      request: fc.constantFrom<SeatRequest>('signed-in', 'signed-out-asked', 'ready-asked', 'ready-asked', 'ready-asked', 'break', 'acw-done-asked', 'device-lost'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ move: fc.constant('time' as const), ms: fc.nat({ max: 1_500 }) }) },
  { weight: 1, arbitrary: fc.constant({ move: 'server-restarts' as const }) },
);

/** Mostly the likely next thing: into talks, and to third parties in them. */
export const deepMoveArbitrary: fc.Arbitrary<Move> = fc.oneof(
  { weight: 1, arbitrary: moveArbitrary },
  { weight: 2, arbitrary: fc.record({ move: fc.constant('go-on' as const), call, n: fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 1 }) }, { weight: 2, arbitrary: fc.nat({ max: 5 }) }) }) },
);

/** A deadline fires at most so late: a process that is up is never later. */
const LATEST_MS = 5_000;
const RESTART_MS = 3_000;

export function make(floor: Floor, move: Move): void {
  switch (move.move) {
    case 'event': {
      const box = boxOf(floor, move.call);
      const event = makers[move.kind](floor, box, move.n);
      if (event !== null) floor.post(box, event);
      return;
    }
    case 'deliver':
      return deliver(floor, boxOf(floor, move.call), move.n);
    case 'perform':
      floor.perform(boxOf(floor, move.call), move.lane, move);
      return;
    case 'go-on':
      return goOn(floor, boxOf(floor, move.call), move.n);
    case 'match':
      return floor.acd.match(floor.now(), floor.liveCalls());
    case 'seat':
      floor.acd.moveSeat([...floor.acd.seats.keys()][move.seat] ?? '', seatEvent(move.request, floor.now()));
      return;
    case 'time':
      return passTime(floor, move.ms);
    case 'server-restarts':
      return restart(floor);
    default:
      move satisfies never;
  }
}

const boxOf = (floor: Floor, n: number): Box => floor.boxes[n % floor.boxes.length] as Box;

function seatEvent(request: SeatRequest, at: number): SeatEvent {
  return request === 'break' ? { kind: 'not-ready-asked', reason: 'break', at } : { kind: request, at };
}

/** Seconds are long: our stores have done their work, what is long due has come, rows past their end are swept. */
function passTime(floor: Floor, ms: number): void {
  for (const box of floor.boxes) while (floor.perform(box, 'store'));
  floor.pass(ms);
  for (const box of floor.boxes)
    for (const { name, generation, dueAt } of box.state.deadlines)
      if (dueAt + LATEST_MS < floor.now()) floor.post(box, { kind: 'deadline-passed', name, generation });
  for (const box of floor.boxes) while (floor.perform(box, 'store'));
  floor.acd.sweep(floor.now(), floor.liveCalls(), floor.takenUp());
}

/** kill -9 and up again: events of the exchange are lost, saved commands are judged, what was missed is fed (runner/reconcile.ts). */
function restart(floor: Floor): void {
  floor.pass(RESTART_MS);
  for (const box of floor.boxes) {
    if (box.journal.length === 0) continue;
    const inbox = box.coming.filter(({ kind }) => kind === 'seat-offered');
    box.coming.splice(0, box.coming.length, ...inbox);
    box.lanes.telephony.splice(0);
    box.lanes.store.splice(0);
    for (const command of commandsToResend({ callId: box.callId, version: 1, nextFactSeq: 1, state: box.state, pending: box.saved })) box.lanes[laneOf(command)].push(command);
    if (box.state.activity.phase === 'ended') continue;
    for (const { id, isUp } of namesOf(box.state).channels) {
      const leg = floor.telephone.legs.get(id);
      if (leg === undefined) floor.post(box, { kind: 'leg-ended', channelId: id, end: { cause: null, sipCode: null } });
      else if (leg.isUp && !isUp) floor.post(box, { kind: 'leg-answered', channelId: id });
    }
    floor.post(box, { kind: 'resumed', playbacks: [...floor.telephone.plays.keys()], bridged: bridgedOf(floor, box) });
  }
}
