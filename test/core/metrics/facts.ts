/** Facts of a call for tests: seconds after the hour, and what happened. */
import type { CallFact } from '../../../src/core/call/facts.ts';
import type { TimedFact } from '../../../src/core/metrics/tally.ts';

export const hour = Date.UTC(2026, 10, 23, 2, 0, 0);

export type Told = readonly [seconds: number, fact: CallFact];

export const at = (...told: readonly Told[]): TimedFact[] => told.map(([seconds, fact]) => ({ at: hour + seconds * 1_000, fact }));

export const arrived: CallFact = { kind: 'call-arrived', direction: 'inbound', numberToken: 't1', dnis: '95500' };
export const queued = (queue = 'general'): CallFact => ({ kind: 'caller-queued', queue, entryId: 'e1' });
export const offered = (seatId = 's-1'): CallFact => ({ kind: 'seat-offered', seatId, reservationId: 'r1' });
export const lifted = (seatId = 's-1'): CallFact => ({ kind: 'seat-answered', seatId });
export const connected = (seatId = 's-1', recordingId = 'c-r1'): CallFact => ({ kind: 'connected', seatId, recordingId, waitedMs: 0 });
export const talkEnded = (seatId = 's-1', by: 'client' | 'seat' = 'client'): CallFact => ({ kind: 'talk-ended', seatId, by, talkMs: 0 });
export const abandoned = (queue = 'general'): CallFact => ({ kind: 'abandoned', queue, waitedMs: 0 });
export const ended: CallFact = { kind: 'call-ended', cause: 16, durationMs: 0 };
