/** What the desk reads of seats, and which page has a seat's phone, over the tables in memory. */
import type { PagePhoneStore } from '../../../src/app/desk/page-phone-ports.ts';
import type { Agent, SeatReads } from '../../../src/app/desk/ports.ts';
import type { MemoryTables, SeatTableRow } from './memory-tables.ts';

export function createMemorySeatReads(tables: MemoryTables): SeatReads {
  return {
    ofAgent: async (agentId) => {
      await tables.statement();
      return [...tables.seats.values()].filter((seat) => seat.agentId === agentId)
        .map(({ seatId, extension, state, isDeviceOnline, pageId }) => ({ seatId, agentId, extension, state, since: 0, streamN: 0, isDeviceOnline, pageId }));
    },
  };
}

function backToDesk(seat: SeatTableRow | undefined, phases: readonly string[]): boolean {
  if (seat === undefined || seat.pageId === null || !phases.includes(seat.state.phase)) return false;
  seat.pageId = null;
  return true;
}

export function createMemoryPagePhones(tables: MemoryTables): PagePhoneStore {
  return {
    take: async ({ seatId, pageId }) => {
      await tables.statement();
      const seat = tables.seats.get(seatId);
      if (seat === undefined || seat.state.phase === 'signed-out') return null;
      const isNewPage = seat.pageId !== pageId;
      seat.pageId = pageId;
      return { isNewPage, callId: 'reservation' in seat.state ? seat.state.reservation.callId : null };
    },
    release: async ({ seatId }) => {
      await tables.statement();
      return backToDesk(tables.seats.get(seatId), ['signed-out']);
    },
    toDesk: async ({ seatId }) => {
      await tables.statement();
      return backToDesk(tables.seats.get(seatId), ['signed-out', 'not-ready', 'ready', 'acw']);
    },
    held: async () => {
      await tables.statement();
      return [...tables.seats.values()].filter((seat) => seat.pageId !== null).map(({ seatId, extension, state }) => ({ seatId, extension, isSignedOut: state.phase === 'signed-out' }));
    },
  };
}

export const agentAt = ({ agentId, extension, series }: SeatTableRow): Agent => ({ agentId, login: extension, name: extension, series, branch: 'hq' });
