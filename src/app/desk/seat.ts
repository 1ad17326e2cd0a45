/** An agent's seat as her page shows it, and her wishes for it. The machine of core/seat decides; this asks and shows. */
import type { SeatState as CoreSeatState } from '../../core/seat/state.ts';
import type { CallView } from '../../contract/desk/call-control.ts';
import type { SeatPhone } from '../../contract/desk/phone.ts';
import type { SeatAnswer, SeatChange, SeatState } from '../../contract/desk/seat.ts';
import type { Wakeups } from '../ports.ts';
import type { PagePhoneStore } from './page-phone-ports.ts';
import type { Pops } from './pop.ts';
import type { Agent, SeatChanger, SeatReads, SeatRequest, SeatView, StreamReads } from './ports.ts';

/** What an agent may add to the after-call work of a call, once. */
export const ACW_EXTENSION_MS = 60_000;

export interface DeskSeatDeps {
  readonly seats: SeatReads;
  readonly changer: SeatChanger;
  readonly streams: StreamReads;
  readonly pops: Pops;
  readonly pagePhones: Pick<PagePhoneStore, 'toDesk'>;
  readonly wakeups: Pick<Wakeups, 'send'>;
  readonly now: () => number;
}

export type SeatOutcome<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly code: string };

/** Name of a seat's stream of realtime messages. */
export const seatStream = (seatId: string): string => `seat:${seatId}`;

/** The call a seat works for now, its ACW included. */
export function callOf(state: CoreSeatState): string | null {
  switch (state.phase) {
    case 'reserved':
    case 'ringing':
    case 'talking':
      return state.reservation.callId;
    case 'acw':
      return state.callId;
    case 'signed-out':
    case 'not-ready':
    case 'ready':
      return null;
  }
}

/** The state without what only the matcher needs. */
export function shownState(state: CoreSeatState): SeatState {
  switch (state.phase) {
    case 'signed-out':
    case 'ready':
      return { phase: state.phase };
    case 'not-ready':
      return { phase: state.phase, reason: state.reason };
    case 'reserved':
    case 'ringing':
    case 'talking':
      return { phase: state.phase, callId: state.reservation.callId, pending: state.pending };
    case 'acw':
      return { phase: state.phase, callId: state.callId, pending: state.pending, acwEndsAt: state.acwEndsAt, ...(state.isExtended === true ? { isExtended: true } : {}) };
  }
}

export const phoneOf = (pageId: string | null): SeatPhone => (pageId === null ? { kind: 'desk' } : { kind: 'browser', pageId });

function requestOf(change: SeatChange): SeatRequest {
  switch (change.action) {
    case 'sign-in':
      return { kind: 'signed-in' };
    case 'ready':
      return { kind: 'ready-asked' };
    case 'not-ready':
      return { kind: 'not-ready-asked', reason: change.reason };
    case 'acw-done':
      return { kind: 'acw-done-asked' };
    case 'acw-extend':
      return { kind: 'acw-extend-asked', extraMs: ACW_EXTENSION_MS };
    case 'sign-out':
      return { kind: 'signed-out-asked' };
  }
}

/** The seat she works at: the one signed in, else the first of hers. */
export function presentSeat(seats: readonly SeatView[]): SeatView | undefined {
  return seats.find((seat) => seat.state.phase !== 'signed-out') ?? seats[0];
}

export type DeskSeat = ReturnType<typeof createDeskSeat>;

export function createDeskSeat({ seats, changer, streams, pops, pagePhones, wakeups, now }: DeskSeatDeps) {
  async function show(agent: Agent, requestId: string): Promise<SeatOutcome<SeatAnswer>> {
    const own = await seats.ofAgent(agent.agentId);
    const seat = presentSeat(own);
    if (seat === undefined) return { kind: 'refused', code: 'NO_SEAT' };
    const stream = seatStream(seat.seatId);
    const callId = callOf(seat.state);
    const [row, shown] = callId === null ? [null, null] : await Promise.all([streams.latest(stream, 'screen-pop'), streams.latest(stream, 'call-state')]);
    const view = shown === null ? null : (shown.body as CallView);
    const pop = row === null ? null : await pops.show(row, { agentId: agent.agentId, heldCallId: callId, requestId });
    return {
      kind: 'done',
      value: {
        serverNow: now(),
        extensions: own.map((each) => each.extension),
        seat: {
          seatId: seat.seatId,
          extension: seat.extension,
          state: shownState(seat.state),
          since: seat.since,
          isDeviceOnline: seat.isDeviceOnline,
          phone: phoneOf(seat.pageId),
          stream,
          streamN: seat.streamN,
          call: view !== null && view.callId === callId ? view : null,
          pop: pop?.callId === callId ? pop : null,
        },
      },
    };
  }

  function chosen(own: readonly SeatView[], change: SeatChange): SeatView | { readonly code: string } {
    const present = presentSeat(own);
    if (present === undefined) return { code: 'NO_SEAT' };
    if (change.action !== 'sign-in' || change.extension === undefined) return present;
    const wished = own.find((seat) => seat.extension === change.extension);
    if (wished === undefined) return { code: 'SEAT_NOT_YOURS' };
    // One agent, one seat at a time.
    return present.state.phase !== 'signed-out' && present.seatId !== wished.seatId ? { code: 'OTHER_SEAT_SIGNED_IN' } : wished;
  }

  return {
    show,
    /** The answer is the seat as it is after the change. */
    async change(agent: Agent, change: SeatChange, requestId: string): Promise<SeatOutcome<SeatAnswer>> {
      const seat = chosen(await seats.ofAgent(agent.agentId), change);
      if ('code' in seat) return { kind: 'refused', code: seat.code };
      // The phone of a page that was left behind does not ring for who signs in now; a page that wants it asks for it next.
      if (change.action === 'sign-in' && seat.pageId !== null && (await pagePhones.toDesk({ seatId: seat.seatId, at: now() }))) wakeups.send('stream', seatStream(seat.seatId));
      const outcome = await changer.change(seat.seatId, requestOf(change));
      return outcome.kind === 'refused' ? outcome : show(agent, requestId);
    },
  };
}
