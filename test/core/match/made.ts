/** Entries and seats for tests of matching. */
import type { ReadySeat, WaitingEntry } from '../../../src/core/match/types.ts';

export const entry = (entryId: string, change: Partial<WaitingEntry> = {}): WaitingEntry => ({
  entryId, callId: `call-${entryId}`, queue: 'general', priority: 0, enteredAt: 100, excludeSeries: [], missedBy: [], needsLicence: true, ...change,
});

export const seat = (seatId: string, change: Partial<ReadySeat> = {}): ReadySeat => ({
  seatId, agentId: `agent-${seatId}`, extension: seatId, series: 'service', skills: [{ queue: 'general', level: 1 }], readySince: 10, version: 1, licensedUntil: 10_000, ...change,
});

export const NOW = { at: 1_000, businessAt: 1_000 } as const;
