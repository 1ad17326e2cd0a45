/** A day of a call centre under a virtual clock: the real order, matching, seats and estimates of core; chance for the people. */
import { pick } from '../../../src/core/match/pick.ts';
import { byTurn } from '../../../src/core/match/order.ts';
import { judge } from '../../../src/core/match/judge.ts';
import type { ReadySeat, WaitingEntry } from '../../../src/core/match/types.ts';
import type { SeatEvent } from '../../../src/core/seat/events.ts';
import type { SeatState } from '../../../src/core/seat/state.ts';
import { stepSeat } from '../../../src/core/seat/step.ts';
import { estimateWaitMs, paceAfter, type Pace } from '../../../src/core/waiting/estimate.ts';
import { createAgenda } from './agenda.ts';
import { createChance, type Chance } from './chance.ts';

export interface DayPlan {
  readonly seed: number;
  readonly calls: number;
  readonly seats: readonly Pick<ReadySeat, 'skills' | 'series'>[];
  /** When the next caller comes after `atMs`. */
  readonly gapMs: (chance: Chance, atMs: number) => number;
  readonly caller: (chance: Chance) => { readonly queue: string; readonly priority: number };
  readonly talkMs: (chance: Chance) => number;
  /** null: nobody gives up. */
  readonly patienceMs: ((chance: Chance) => number) | null;
  /** How often an offer is missed (RONA), 0 to 1: the seat rings so long, then its agent takes a break. */
  readonly missed: number;
}

export interface Served {
  readonly queue: string;
  readonly priority: number;
  readonly enteredAt: number;
  readonly waitedMs: number;
  /** Told when she came; null: a seat was free. */
  readonly told: { readonly place: number; readonly waitMs: number } | null;
}

export interface Day {
  readonly served: readonly Served[];
  readonly abandoned: number;
  readonly missed: number;
  /** Offers at which somebody with an earlier turn could have had the seat: must stay empty. */
  readonly outOfOrder: readonly string[];
  readonly leftOver: number;
  readonly picks: number;
}

const RING_MS = 15_000;
const BREAK_MS = 300_000;

type Waiting = WaitingEntry & { readonly told: Served['told'] };

export function runDay(plan: DayPlan): Day {
  const [chance, agenda] = [createChance(plan.seed), createAgenda()];
  const seats = plan.seats.map((seat, n): { readonly seat: ReadySeat; state: SeatState } => ({
    seat: { ...seat, seatId: `s${n}`, agentId: `a${n}`, extension: `${1_000 + n}`, readySince: 0, version: 1, licensedUntil: Infinity },
    state: { phase: 'ready', since: 0 },
  }));
  const seatOf = new Map(seats.map((one) => [one.seat.seatId, one]));
  const waiting = new Map<string, Waiting>();
  const paces = new Map<string, { pace: Pace | null; runningSince: number | null }>();
  const served: Served[] = [];
  const outOfOrder: string[] = [];
  let [abandoned, missed, picks, came] = [0, 0, 0, 0];

  const move = (seatId: string, event: SeatEvent): void => {
    const one = seatOf.get(seatId);
    if (one === undefined) throw new Error(`no seat ${seatId}`);
    const stepped = stepSeat(one.state, event);
    if (stepped.kind === 'refused') throw new Error(`seat ${seatId} refuses ${event.kind}: ${stepped.code}`);
    one.state = stepped.state;
  };
  const ready = (): ReadySeat[] => seats.flatMap(({ seat, state }) => (state.phase === 'ready' ? [{ ...seat, readySince: state.since }] : []));

  const notePace = (queue: string, left: number): void => {
    const { pace, runningSince } = paces.get(queue) ?? { pace: null, runningSince: null };
    const at = agenda.now();
    paces.set(queue, { pace: runningSince === null ? pace : paceAfter(pace, at - runningSince), runningSince: left > 0 ? at : null });
  };

  const talk = (seatId: string, entry: Waiting, reservationId: string): void => {
    const at = agenda.now();
    move(seatId, { kind: 'ring-started', at, reservationId, ringEndsAt: at + RING_MS });
    if (chance.next() < plan.missed) {
      missed += 1;
      agenda.at(at + RING_MS, () => {
        move(seatId, { kind: 'ring-missed', at: agenda.now(), reservationId });
        waiting.set(entry.entryId, { ...entry, missedBy: [...entry.missedBy, seatId] });
        agenda.at(agenda.now() + BREAK_MS, () => {
          move(seatId, { kind: 'ready-asked', at: agenda.now() });
          round();
        });
        round();
      });
      return;
    }
    move(seatId, { kind: 'answered', at, reservationId });
    served.push({ queue: entry.queue, priority: entry.priority, enteredAt: entry.enteredAt, waitedMs: at - entry.enteredAt, told: entry.told });
    agenda.at(at + plan.talkMs(chance), () => {
      move(seatId, { kind: 'talk-ended', at: agenda.now(), reservationId, acwMs: 0 });
      move(seatId, { kind: 'acw-ended', at: agenda.now() });
      round();
    });
  };

  const round = (): void => {
    if (waiting.size === 0) return;
    const free = ready();
    if (free.length === 0) return;
    picks += 1;
    const [entries, at] = [[...waiting.values()], agenda.now()];
    const matches = pick({ entries, seats: free, at, businessAt: at });
    const matched = new Set(matches.map(({ entryId }) => entryId));
    for (const { entryId, seatId, callId } of matches) {
      const entry = waiting.get(entryId);
      const seat = free.find((one) => one.seatId === seatId);
      if (entry === undefined || seat === undefined) throw new Error(`matched what is not there: ${entryId}`);
      for (const other of entries) if (!matched.has(other.entryId) && byTurn(other, entry) < 0 && judge(other, seat, { at, businessAt: at }).kind === 'fits') outOfOrder.push(`${entryId} before ${other.entryId}`);
      waiting.delete(entryId);
      notePace(entry.queue, [...waiting.values()].filter(({ queue }) => queue === entry.queue).length);
      move(seatId, { kind: 'reserved', at, reservation: { reservationId: entryId, callId, entryId }, expiresAt: at + RING_MS });
      talk(seatId, entry, entryId);
    }
  };

  const told = (entry: Omit<Waiting, 'told'>): Served['told'] => {
    const canServe = seats.filter(({ seat }) => seat.skills.some(({ queue }) => queue === entry.queue));
    if (canServe.some(({ state }) => state.phase === 'ready')) return null;
    const place = [...waiting.values()].filter((other) => other.queue === entry.queue && byTurn(other, entry) < 0).length + 1;
    const waitMs = estimateWaitMs({ place, staffed: canServe.length, pace: paces.get(entry.queue)?.pace ?? null });
    return waitMs === null ? null : { place, waitMs };
  };

  const arrive = (): void => {
    came += 1;
    const enteredAt = agenda.now();
    const entryId = `e${String(came).padStart(6, '0')}`;
    const entry = { ...plan.caller(chance), entryId, callId: `c${came}`, enteredAt, excludeSeries: [], missedBy: [], needsLicence: true };
    waiting.set(entryId, { ...entry, told: told(entry) });
    if (plan.patienceMs !== null) agenda.at(enteredAt + plan.patienceMs(chance), () => {
      if (waiting.delete(entryId)) abandoned += 1;
    });
    if (came < plan.calls) agenda.at(enteredAt + plan.gapMs(chance, enteredAt), arrive);
    round();
  };
  agenda.at(plan.gapMs(chance, 0), arrive);
  agenda.run();
  return { served, abandoned, missed, outOfOrder, leftOver: waiting.size, picks };
}
