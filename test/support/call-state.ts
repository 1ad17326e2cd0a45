/** Calls and steps for tests of the store. */
import { randomUUID } from 'node:crypto';
import type { SavedStep } from '../../src/app/ports.ts';
import { newCall } from '../../src/core/call/step.ts';
import type { CallFact } from '../../src/core/call/facts.ts';
import type { CallState } from '../../src/core/call/state.ts';

export const at0 = Date.UTC(2026, 10, 23, 2, 0, 0);

export function callState(callId: string, change: Partial<CallState> = {}): CallState {
  return { ...newCall({ callId, node: 's1', at: at0 }), dnis: '95500', ...change };
}

export function stepOf(callId: string, change: Partial<Omit<SavedStep, 'callId' | 'facts'>> & { facts?: readonly CallFact[]; firstSeq?: number; at?: number } = {}): SavedStep {
  const { facts = [], firstSeq = 0, at = at0, ...rest } = change;
  return {
    callId, version: 0, epoch: 1, state: callState(callId), pending: [], flushed: false, ...rest,
    facts: facts.map((fact, index) => ({ seq: firstSeq + index, at, fact })),
  };
}

export const newCallId = (): string => randomUUID();
