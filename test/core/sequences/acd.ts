/** Seats, queue entries and the matcher as the sequences see them: the real machines, the rows in memory. */
import type { CallCommand } from '../../../src/core/call/commands.ts';
import { pick } from '../../../src/core/match/pick.ts';
import type { ReadySeat } from '../../../src/core/match/types.ts';
import type { SeatEvent } from '../../../src/core/seat/events.ts';
import type { SeatState } from '../../../src/core/seat/state.ts';
import { stepSeat } from '../../../src/core/seat/step.ts';
import type { Told } from './telephone.ts';

export const RING_MS = 15_000;
const RESERVATION_MS = 10_000;

export const SUPERVISORS_SEAT = 's-1004';

/** The second seat has its phone in the agent's page. */
export const phoneOf = (seatId: string): { endpoint: string; isPage: boolean } =>
  seatId === 's-1002' ? { endpoint: 'page-s-1002', isPage: true } : { endpoint: seatId, isPage: false };

interface Entry {
  readonly callId: string;
  readonly queue: string;
  readonly enteredAt: number;
  readonly excludeSeries: readonly string[];
  /** Of the offer it is in; null: it waits. */
  offered: { readonly reservationId: string; readonly seatId: string; readonly expiresAt: number } | null;
}

export interface Acd {
  readonly seats: ReadonlyMap<string, SeatState>;
  readonly entries: ReadonlyMap<string, Entry>;
  moveSeat(seatId: string, event: SeatEvent): boolean;
  setSeat(seatId: string, state: SeatState): void;
  /** A round of the matcher. */
  match(at: number, calls: ReadonlySet<string>): void;
  /** What ends by its own time, as adapters/postgres/match-sweep.ts does it. */
  sweep(at: number, calls: ReadonlySet<string>, takenUp: ReadonlySet<string>): void;
  perform(callId: string, command: CallCommand, at: number): void;
  /** 1 = next; null: not waiting. */
  place(entryId: string): number | null;
}

export function createAcd(seatIds: readonly string[], tell: (told: Told) => void): Acd {
  const seats = new Map<string, SeatState>(seatIds.map((seatId) => [seatId, { phase: 'ready', since: 0 }]));
  const entries = new Map<string, Entry>();
  let reservations = 0;

  const moveSeat = (seatId: string, event: SeatEvent): boolean => {
    const state = seats.get(seatId);
    if (state === undefined) return false;
    const stepped = stepSeat(state, event);
    if (stepped.kind === 'accepted') seats.set(seatId, stepped.state);
    return stepped.kind === 'accepted';
  };
  const waiting = () => [...entries].filter(([, entry]) => entry.offered === null).map(([entryId, entry]) => ({ ...entry, entryId, priority: 0, missedBy: [], needsLicence: true }));
  const readySeats = (): ReadySeat[] =>
    [...seats].flatMap(([seatId, state]) =>
      state.phase === 'ready' && seatId !== SUPERVISORS_SEAT
        ? [{ seatId, agentId: seatId, extension: seatId, series: 'service' as const, skills: ['general', 'callback'].map((queue) => ({ queue, level: 1 })), readySince: state.since, version: 1, licensedUntil: Infinity }]
        : [],
    );

  /** As adapters/postgres/seat-reserve.ts: the same reservation again changes nothing. */
  const reserve = (callId: string, { seatId, entryId, reservationId }: Extract<CallCommand, { kind: 'reserve-seat' }>, at: number): void => {
    const state = seats.get(seatId);
    if (state !== undefined && 'reservation' in state && state.reservation.reservationId === reservationId) return;
    const expiresAt = at + RESERVATION_MS;
    if (!moveSeat(seatId, { kind: 'reserved', at, reservation: { reservationId, callId, entryId }, expiresAt }))
      return tell({ callId, event: { kind: 'seat-refused', entryId, code: state?.phase === 'not-ready' ? 'SEAT_NOT_READY' : 'SEAT_BUSY' } });
    tell({ callId, event: { kind: 'seat-offered', seatId, extension: seatId, entryId, reservationId, expiresAt, ringMs: RING_MS, acwMs: 5_000, ...phoneOf(seatId) } });
  };

  return {
    seats, entries, moveSeat,
    setSeat: (seatId, state) => {
      seats.set(seatId, state);
    },
    match: (at, calls) => {
      const open = waiting().filter(({ callId }) => calls.has(callId));
      for (const { entryId, callId, seatId } of pick({ entries: open, seats: readySeats(), at, businessAt: at })) {
        const entry = entries.get(entryId);
        if (entry === undefined) continue;
        reservations += 1;
        const reservationId = `res-${reservations}`;
        const expiresAt = at + RESERVATION_MS;
        if (!moveSeat(seatId, { kind: 'reserved', at, reservation: { reservationId, callId, entryId }, expiresAt })) continue;
        entry.offered = { reservationId, seatId, expiresAt };
        tell({ callId, event: { kind: 'seat-offered', seatId, extension: seatId, entryId, reservationId, expiresAt, ringMs: RING_MS, acwMs: 5_000, ...phoneOf(seatId) } });
      }
    },
    sweep: (at, calls, takenUp) => {
      for (const [seatId, state] of seats) {
        if ((state.phase === 'reserved' || state.phase === 'ringing') && !takenUp.has(state.reservation.reservationId)) moveSeat(seatId, { kind: 'reservation-expired', at });
        if (state.phase === 'acw') moveSeat(seatId, { kind: 'acw-ended', at });
      }
      for (const [entryId, entry] of entries) {
        if (!calls.has(entry.callId)) entries.delete(entryId);
        const { offered } = entry;
        const isHeld = [...seats.values()].some((state) => 'reservation' in state && state.reservation.reservationId === offered?.reservationId);
        if (offered !== null && offered.expiresAt <= at && !isHeld) entry.offered = null;
      }
    },
    perform: (callId, command, at) => {
      // Entered twice is entered once, as the store keeps it.
      if (command.kind === 'enter-queue' && !entries.has(command.entryId)) entries.set(command.entryId, { callId, queue: command.queue, enteredAt: command.enteredAt, excludeSeries: command.excludeSeries, offered: null });
      if (command.kind === 'reserve-seat') reserve(callId, command, at);
      if (command.kind === 'leave-queue') entries.delete(command.entryId);
      if (command.kind === 'tell-seat') moveSeat(command.seatId, { ...command.event, at, reservationId: command.reservationId });
      if (command.kind !== 'return-to-queue') return;
      const entry = entries.get(command.entryId);
      if (entry?.offered?.reservationId === command.reservationId) entry.offered = null;
    },
    place: (entryId) => (entries.get(entryId)?.offered === null ? waiting().findIndex((entry) => entry.entryId === entryId) + 1 : null),
  };
}
