/** What the desk knows, and how each thing it hears changes that. Pure: the store beside it talks to the server. */
import type { z } from 'zod';
import { callViewSchema } from '../../contract/desk/call-control.ts';
import { seatPhoneSchema } from '../../contract/desk/phone.ts';
import type { ScreenPop } from '../../contract/desk/pop.ts';
import { screenPopBodySchema, seatStateBodySchema } from '../../contract/desk/realtime.ts';
import type { StreamMessage } from '../../contract/desk/realtime.ts';
import type { Seat, SeatAnswer, SeatState } from '../../contract/desk/seat.ts';

/** connecting: never been up since the page opened. down: lost, and tried again for ever. failed: only a reload helps. */
export type Connection = 'connecting' | 'up' | 'down' | 'failed';

export interface DeskState {
  readonly seat: Seat | null;
  readonly extensions: readonly string[];
  readonly connection: Connection;
  /** Server's clock minus this machine's, ms. */
  readonly offsetMs: number;
  /** Why there is no seat to show: a code of the server. */
  readonly problem: string | null;
  readonly isOtherVersion: boolean;
  /** Grows whenever the list of calls may have changed. */
  readonly callsVersion: number;
}

export const emptyDesk: DeskState = {
  seat: null, extensions: [], connection: 'connecting', offsetMs: 0, problem: null, isOtherVersion: false, callsVersion: 0,
};

/** The call a seat works for, its ACW included. */
export const callOf = (state: SeatState): string | null => ('callId' in state ? state.callId : null);

/** An answer by REST; one that is older than what the socket brought meanwhile is passed over. */
export function withAnswer(desk: DeskState, answer: SeatAnswer, receivedAt: number): DeskState {
  const offsetMs = answer.serverNow - receivedAt;
  if (desk.seat?.stream === answer.seat.stream && desk.seat.streamN > answer.seat.streamN) return { ...desk, offsetMs };
  const callsVersion = callsMoved(desk.seat?.state, answer.seat.state) ? desk.callsVersion + 1 : desk.callsVersion;
  return { ...desk, seat: answer.seat, extensions: answer.extensions, offsetMs, problem: null, callsVersion };
}

/** `gap`: rows are missing; the state must be read anew. */
export function withRow(desk: DeskState, row: StreamMessage): DeskState | 'gap' {
  const { seat } = desk;
  if (seat === null || row.stream !== seat.stream || row.n <= seat.streamN) return desk;
  if (row.n > seat.streamN + 1) return 'gap';
  const next = { ...desk, seat: { ...seat, streamN: row.n } };
  switch (row.kind) {
    case 'seat-state':
      return parsed(seatStateBodySchema, row.body, next, (body) => moved(next, body.state, body.since));
    case 'screen-pop':
      return parsed(screenPopBodySchema, row.body, next, (pop) => popped(next, pop));
    case 'call-state':
      return parsed(callViewSchema, row.body, next, (call) => ({ ...next, seat: { ...next.seat, call } }));
    case 'seat-phone':
      return parsed(seatPhoneSchema, row.body, next, (phone) => ({ ...next, seat: { ...next.seat, phone } }));
    default:
      return next;
  }
}

function parsed<T extends z.ZodType>(schema: T, body: unknown, otherwise: DeskState, use: (body: z.infer<T>) => DeskState): DeskState {
  const result = schema.safeParse(body);
  return result.success ? use(result.data) : otherwise;
}

function moved(desk: DeskState & { seat: Seat }, state: SeatState, since: number): DeskState {
  const pop = desk.seat.pop !== null && desk.seat.pop.callId === callOf(state) ? desk.seat.pop : null;
  const callsVersion = callsMoved(desk.seat.state, state) ? desk.callsVersion + 1 : desk.callsVersion;
  return { ...desk, seat: { ...desk.seat, state, since, pop }, callsVersion };
}

function popped(desk: DeskState & { seat: Seat }, pop: ScreenPop): DeskState {
  return pop.callId === callOf(desk.seat.state) ? { ...desk, seat: { ...desk.seat, pop } } : desk;
}

/** A talk began or ended, or the seat was freed of its call. */
function callsMoved(before: SeatState | undefined, after: SeatState): boolean {
  return before !== undefined && before.phase !== after.phase && (callOf(before) !== null || callOf(after) !== null);
}
