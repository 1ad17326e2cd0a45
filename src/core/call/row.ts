/** The call's table: phase of the activity x event kind; each row stands in its own room. */
import type { Table } from '../machine.ts';
import type { CallEvent } from './events.ts';
import type { Activity, Phase } from './state.ts';
import type { Turn } from './turn.ts';

export type CallTable = Table<Turn, Activity, CallEvent, void>;
export type CallRow<P extends Phase> = CallTable[P];

/** The event of a cell. */
export type EventOf<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;
