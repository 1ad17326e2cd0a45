import { describe, expect, it } from 'vitest';
import { judge, pick } from '../../../src/core/match/pick.ts';
import type { ReadySeat, WaitingEntry } from '../../../src/core/match/types.ts';

const entry = (entryId: string, change: Partial<WaitingEntry> = {}): WaitingEntry => ({ entryId, callId: `call-${entryId}`, queue: 'general', priority: 0, enteredAt: 100, excludeSeries: [], missedBy: [], ...change });
const seat = (seatId: string, change: Partial<ReadySeat> = {}): ReadySeat => ({
  seatId, extension: seatId, series: 'service', skills: [{ queue: 'general', level: 1 }], readySince: 10, version: 1, licensedUntil: 10_000, ...change,
});
const pairs = (entries: WaitingEntry[], seats: ReadySeat[]): string[] => pick({ entries, seats, businessAt: 1_000 }).map((one) => `${one.entryId}-${one.seatId}`);

describe('matching', () => {
  it('serves by priority, then by the time the caller first came [T-06]', () => {
    expect(pairs([entry('late', { enteredAt: 300 }), entry('early'), entry('gold', { enteredAt: 400, priority: 5 })], [seat('a'), seat('b')])).toEqual(['gold-a', 'early-b']);
  });
  it('asks the best level first, then who has been idle longest', () => {
    const seats = [seat('a', { readySince: 5 }), seat('b', { readySince: 1 }), seat('c', { readySince: 9, skills: [{ queue: 'general', level: 3 }] })];
    expect(pairs([entry('1'), entry('2'), entry('3')], seats)).toEqual(['1-c', '2-b', '3-a']);
  });
  it('never gives a compliance callback to the marketing series [I-01]', () => {
    expect(pairs([entry('1', { excludeSeries: ['marketing'] })], [seat('m', { series: 'marketing' })])).toEqual([]);
    expect(judge(entry('1', { excludeSeries: ['marketing'] }), seat('m', { series: 'marketing' }), 1)).toEqual({ kind: 'no', why: 'series-not-allowed' });
  });
  it('passes over an agent whose licence is over, or who has none [F-05]', () => {
    expect(pairs([entry('1')], [seat('x', { licensedUntil: 999 }), seat('y', { licensedUntil: null })])).toEqual([]);
  });
  it('asks a seat that missed this caller last, but asks it', () => {
    expect(pairs([entry('1', { missedBy: ['a'] })], [seat('a'), seat('b', { readySince: 99 })])).toEqual(['1-b']);
    expect(pairs([entry('1', { missedBy: ['a'] })], [seat('a')])).toEqual(['1-a']);
  });
  it('a caller whom nobody may serve does not hold up the next', () => {
    expect(pairs([entry('1', { queue: 'vip', priority: 9 }), entry('2')], [seat('a')])).toEqual(['2-a']);
  });
  it('gives no seat twice and no entry twice, in any of 500 random rounds', () => {
    let random = 3;
    const next = (below: number): number => (random = (random * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    for (let round = 0; round < 500; round += 1) {
      const entries = Array.from({ length: next(12) }, (_, n) => entry(`e${n}`, { enteredAt: next(50), priority: next(3), queue: next(2) === 0 ? 'general' : 'vip' }));
      const seats = Array.from({ length: next(8) }, (_, n) => seat(`s${n}`, { readySince: next(50), skills: [{ queue: next(2) === 0 ? 'general' : 'vip', level: next(4) }] }));
      const matches = pick({ entries, seats, businessAt: 1_000 });
      expect(new Set(matches.map((one) => one.seatId)).size).toBe(matches.length);
      expect(new Set(matches.map((one) => one.entryId)).size).toBe(matches.length);
      const served = new Set(matches.map((one) => one.entryId));
      for (const one of entries.filter((each) => !served.has(each.entryId)))
        for (const better of entries.filter((each) => served.has(each.entryId) && each.queue === one.queue))
          expect(better.priority > one.priority || (better.priority === one.priority && better.enteredAt <= one.enteredAt)).toBe(true);
    }
  });
});
