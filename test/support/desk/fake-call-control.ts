/** What the desk files and takes, in memory: dispositions, and which page has a seat's phone. */
import type { DispositionStore } from '../../../src/app/desk/disposition.ts';
import type { PagePhoneStore } from '../../../src/app/desk/page-phone-ports.ts';
import type { FakeSeat } from './fake-stores.ts';

export type FiledDisposition = Parameters<DispositionStore['file']>[0];

export function createFakeDispositions(data: { calls: { callId: string; agentId: string | null }[]; dispositions: FiledDisposition[] }): DispositionStore {
  return {
    took: async (callId, agentId) => data.calls.some((call) => call.callId === callId && call.agentId === agentId),
    async file(filed) {
      const others = data.dispositions.filter((one) => one.callId !== filed.callId || one.agentId !== filed.agentId);
      data.dispositions.splice(0, data.dispositions.length, ...others, filed);
    },
  };
}

export function createFakePagePhones(seats: readonly FakeSeat[], append: (stream: string, row: { kind: string; at: number; body: unknown }) => void): PagePhoneStore {
  function backToDesk({ seatId, at }: { seatId: string; at: number }, phases: readonly string[]): boolean {
    const seat = seats.find((each) => each.seatId === seatId && phases.includes(each.state.phase) && each.pageId !== null);
    if (seat === undefined) return false;
    seat.pageId = null;
    append(`seat:${seatId}`, { kind: 'seat-phone', at, body: { kind: 'desk' } });
    return true;
  }
  return {
    async take({ seatId, pageId, at }) {
      const seat = seats.find((each) => each.seatId === seatId && each.state.phase !== 'signed-out');
      if (seat === undefined) return null;
      const isNewPage = seat.pageId !== pageId;
      Object.assign(seat, { pageId, isDeviceOnline: isNewPage ? null : seat.isDeviceOnline });
      append(`seat:${seatId}`, { kind: 'seat-phone', at, body: { kind: 'browser', pageId } });
      return { isNewPage, callId: 'reservation' in seat.state ? seat.state.reservation.callId : null };
    },
    release: async (seat) => backToDesk(seat, ['signed-out']),
    toDesk: async (seat) => backToDesk(seat, ['signed-out', 'not-ready', 'ready', 'acw']),
    held: async () => seats.filter((seat) => seat.pageId !== null).map((seat) => ({ seatId: seat.seatId, extension: seat.extension, isSignedOut: seat.state.phase === 'signed-out' })),
  };
}
