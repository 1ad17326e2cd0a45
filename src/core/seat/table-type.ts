/** The seat's table: phase x event kind. */
import type { Table } from '../machine.ts';
import type { SeatEvent } from './events.ts';
import type { SeatState } from './state.ts';

export type SeatCellResult = SeatState | { readonly refused: string };
export type SeatTable = Table<null, SeatState, SeatEvent, SeatCellResult>;
