/** Queue, seats and matching over the tables in memory; sweep, offer and return as the SQL of adapters/postgres does them. */
import type { InboxRow, MatchStore, QueueStore, SeatStore } from '../../../src/app/ports.ts';
import { heldReservations } from '../../../src/core/conversation/parties.ts';
import { byTurn } from '../../../src/core/match/order.ts';
import { pageEndpoint, readEndpoint } from '../../../src/core/seat/endpoint.ts';
import type { SeatEvent } from '../../../src/core/seat/events.ts';
import { stepSeat } from '../../../src/core/seat/step.ts';
import { putIntoInbox } from './memory-calls.ts';
import type { EntryRow, MemoryTables, SeatTableRow } from './memory-tables.ts';


export function createMemoryQueue(tables: MemoryTables): QueueStore {
  return {
    enter: async (entry) => {
      await tables.statement();
      if (!tables.entries.has(entry.entryId)) tables.entries.set(entry.entryId, { ...entry, missedBy: [], offer: null });
      return true;
    },
    leave: async (entryId) => {
      await tables.statement();
      tables.entries.delete(entryId);
    },
    giveBack: async (entryId, reservationId) => {
      await tables.statement();
      const entry = tables.entries.get(entryId);
      if (entry?.offer?.reservationId !== reservationId) return;
      const { seatId } = entry.offer;
      entry.missedBy = entry.missedBy.includes(seatId) ? [seatId] : [...entry.missedBy, seatId];
      entry.offer = null;
    },
    place: async (entryId) => {
      await tables.statement();
      const entry = tables.entries.get(entryId);
      if (entry === undefined || entry.offer !== null) return null;
      const place = [...tables.entries.values()].filter((one) => one.queue === entry.queue && one.offer === null && (one === entry || byTurn(one, entry) < 0)).length;
      const staffed = [...tables.seats.values()].filter(({ state, skills }) => state.phase !== 'signed-out' && skills.some((skill) => skill.queue === entry.queue)).length;
      return { place, staffed, pace: null };
    },
    settings: async (queue) => {
      await tables.statement();
      return tables.queues.get(queue) ?? null;
    },
  };
}

export function createMemorySeats(tables: MemoryTables): SeatStore & { noteDevice(endpoint: string, isOnline: boolean): Promise<boolean> } {
  const byExtension = (extension: string): SeatTableRow | null => [...tables.seats.values()].find((seat) => seat.extension === extension) ?? null;
  return {
    find: async (seatId) => {
      await tables.statement();
      const seat = tables.seats.get(seatId);
      return seat === undefined ? null : { ...seat };
    },
    byExtension: async (extension) => {
      await tables.statement();
      const seat = byExtension(extension);
      return seat === null ? null : { ...seat };
    },
    save: async ({ seatId, version, state }) => {
      await tables.statement();
      const seat = tables.seats.get(seatId);
      if (seat?.version !== version) return false;
      seat.state = state;
      seat.version += 1;
      return true;
    },
    reserve: async ({ seatId, callId, entryId, reservationId, queue, expiresAt, at }) => {
      await tables.statement();
      const seat = tables.seats.get(seatId);
      if (seat === undefined) return { kind: 'refused', code: 'SEAT_UNKNOWN' };
      const { state } = seat;
      if ('reservation' in state && state.reservation.reservationId === reservationId) return { kind: 'reserved' };
      if (state.phase !== 'ready') return { kind: 'refused', code: state.phase === 'not-ready' || state.phase === 'signed-out' ? 'SEAT_NOT_READY' : 'SEAT_BUSY' };
      move(seat, { kind: 'reserved', at, reservation: { reservationId, callId, entryId }, expiresAt });
      tellOffer(tables, seat, { callId, entryId, reservationId, queue, expiresAt, at });
      return { kind: 'reserved' };
    },
    message: async (seatId, message) => {
      await tables.statement();
      if (message.kind === 'screen-pop') tables.seats.get(seatId)?.pops.push(message.body);
      else tables.seats.get(seatId)?.views.push(message.body);
    },
    noteDevice: async (endpoint, isOnline) => {
      await tables.statement();
      const seat = byExtension(readEndpoint(endpoint).extension);
      if (seat !== null) seat.isDeviceOnline = isOnline;
      return true;
    },
  };
}

/** An agent's licence, far away. F-05 */
const LICENSED_UNTIL = Date.parse('2030-01-01T00:00+08:00');

function move(seat: SeatTableRow, event: SeatEvent): boolean {
  const stepped = stepSeat(seat.state, event);
  if (stepped.kind === 'refused' || stepped.state === seat.state) return false;
  seat.state = stepped.state;
  seat.version += 1;
  return true;
}

function offer(tables: MemoryTables, { entryId, callId, seatId, seatVersion, reservationId, expiresAt, at }: Parameters<MatchStore['offer']>[0]): InboxRow | null {
  const entry = tables.entries.get(entryId);
  const seat = tables.seats.get(seatId);
  const isFree = seat?.version === seatVersion && seat.state.phase === 'ready';
  if (entry?.offer !== null || !isFree || !tables.calls.has(callId)) return null;
  move(seat, { kind: 'reserved', at, reservation: { reservationId, callId, entryId }, expiresAt });
  entry.offer = { reservationId, seatId, expiresAt };
  return tellOffer(tables, seat, { callId, entryId, reservationId, queue: entry.queue, expiresAt, at });
}

type Told = { callId: string; entryId: string; reservationId: string; queue: string; expiresAt: number; at: number };
function tellOffer(tables: MemoryTables, seat: SeatTableRow, { callId, entryId, reservationId, queue, expiresAt, at }: Told): InboxRow {
  const { seatId, extension, pageId } = seat;
  const { ringMs, acwMs } = tables.queues.get(queue) ?? { ringMs: 15_000, acwMs: 5_000 };
  const endpoint = pageId === null ? extension : pageEndpoint(extension);
  return putIntoInbox(tables, callId, { kind: 'seat-offered', at, businessAt: at, seatId, extension, entryId, reservationId, expiresAt, ringMs, acwMs, endpoint, isPage: pageId !== null });
}

/** Entries go back as soon as no seat holds their reservation and its time is over; an offer nobody read is not heard later. */
function releaseEntries(tables: MemoryTables, at: number): number {
  let count = 0;
  for (const entry of tables.entries.values()) {
    const held = entry.offer;
    if (!tables.calls.has(entry.callId)) {
      tables.entries.delete(entry.entryId);
      count += 1;
    } else if (held !== null && held.expiresAt <= at && !isHeld(tables, held)) {
      entry.offer = null;
      count += 1;
    }
  }
  for (let n = tables.inbox.length - 1; n >= 0; n -= 1) {
    const event = tables.inbox[n]?.event;
    if (event?.kind === 'seat-offered' && event.expiresAt <= at) tables.inbox.splice(n, 1);
  }
  return count;
}

function isHeld(tables: MemoryTables, { seatId, reservationId }: NonNullable<EntryRow['offer']>): boolean {
  const state = tables.seats.get(seatId)?.state;
  return state !== undefined && 'reservation' in state && state.reservation.reservationId === reservationId;
}

/** The call rings the seat, or talks at it: its own to end. */
function isTakenUp(tables: MemoryTables, { state }: SeatTableRow): boolean {
  if (!('reservation' in state)) return false;
  const call = tables.calls.get(state.reservation.callId);
  return call !== undefined && heldReservations(call.state).includes(state.reservation.reservationId);
}

export function createMemoryMatch(tables: MemoryTables): MatchStore {
  return {
    read: async () => {
      await tables.statement();
      return {
        entries: [...tables.entries.values()].filter((entry) => entry.offer === null).map(({ prefer, ...entry }) => ({ ...entry, needsLicence: true, ...(prefer === undefined ? {} : { prefer: { ...prefer, isThere: true } }) })),
        seats: [...tables.seats.values()].flatMap(({ seatId, extension, series, skills, state, version }) =>
          state.phase === 'ready' ? [{ seatId, agentId: `agent-${extension}`, extension, series, skills, readySince: state.since, version, licensedUntil: LICENSED_UNTIL }] : []),
      };
    },
    offer: async (asked) => {
      await tables.statement();
      return offer(tables, asked);
    },
    sweep: async (at) => {
      await tables.statement();
      let changed = 0;
      let nextDueAt: number | null = null;
      for (const seat of tables.seats.values()) {
        const dueAt = 'expiresAt' in seat.state ? seat.state.expiresAt : seat.state.phase === 'acw' ? seat.state.acwEndsAt : null;
        if (dueAt === null || isTakenUp(tables, seat)) continue;
        if (dueAt <= at && move(seat, { kind: seat.state.phase === 'acw' ? 'acw-ended' : 'reservation-expired', at })) changed += 1;
        else nextDueAt = Math.min(nextDueAt ?? dueAt, dueAt);
      }
      return { changed: changed + releaseEntries(tables, at), nextDueAt };
    },
    readPaces: async () => new Map(),
    keepPaces: async () => tables.statement(),
    holdLease: async () => {
      await tables.statement();
      return true;
    },
  };
}
