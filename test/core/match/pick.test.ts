import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/core/match/judge.ts';
import { HEAD_START_MS, turnOf } from '../../../src/core/match/order.ts';
import { pick } from '../../../src/core/match/pick.ts';
import type { ReadySeat, WaitingEntry } from '../../../src/core/match/types.ts';
import { entry, NOW, seat } from './made.ts';

const pairs = (entries: WaitingEntry[], seats: ReadySeat[], at: number = NOW.at): string[] => pick({ entries, seats, at, businessAt: NOW.businessAt }).map((one) => `${one.entryId}-${one.seatId}`);

describe('matching', () => {
  it('serves by priority, then by the time the caller first came [T-06]', () => {
    expect(pairs([entry('late', { enteredAt: 300 }), entry('early'), entry('gold', { enteredAt: 400, priority: 5 })], [seat('a'), seat('b')])).toEqual(['gold-a', 'early-b']);
  });
  it('lets a step of priority pass whoever came up to two minutes before, and nobody who came earlier: priority starves nobody (field note 35)', () => {
    const gold = entry('gold', { enteredAt: 10 * HEAD_START_MS, priority: 2 });
    const [passed, kept] = [entry('passed', { enteredAt: 8 * HEAD_START_MS + 1 }), entry('kept', { enteredAt: 8 * HEAD_START_MS - 1 })];
    expect(pairs([gold, passed, kept], [seat('a'), seat('b'), seat('c')])).toEqual(['kept-a', 'gold-b', 'passed-c']);
  });
  it('asks who talked with the caller last first, for a bounded time, if she is there', () => {
    const prefer = { agentId: 'agent-b', untilAt: 2_000, isThere: true };
    const seats = [seat('a', { skills: [{ queue: 'general', level: 9 }] }), seat('b')];
    expect(pairs([entry('1', { prefer })], seats)).toEqual(['1-b']);
    expect(pairs([entry('1', { prefer })], [seat('a')])).toEqual([]);
    expect(pairs([entry('1', { prefer })], [seat('a')], 2_000)).toEqual(['1-a']);
    expect(pairs([entry('1', { prefer: { ...prefer, isThere: false } })], [seat('a')])).toEqual(['1-a']);
    expect(pairs([entry('1', { prefer, missedBy: ['b'] })], [seat('a'), seat('b')])).toEqual(['1-a']);
  });
  it('asks the best level first, then who has been idle longest', () => {
    const seats = [seat('a', { readySince: 5 }), seat('b', { readySince: 1 }), seat('c', { readySince: 9, skills: [{ queue: 'general', level: 3 }] })];
    expect(pairs([entry('1'), entry('2'), entry('3')], seats)).toEqual(['1-c', '2-b', '3-a']);
  });
  it('never gives a compliance callback to the marketing series [I-01]', () => {
    expect(pairs([entry('1', { excludeSeries: ['marketing'] })], [seat('m', { series: 'marketing' })])).toEqual([]);
    expect(judge(entry('1', { excludeSeries: ['marketing'] }), seat('m', { series: 'marketing' }), NOW)).toEqual({ kind: 'no', why: 'series-not-allowed' });
  });
  it('passes over an agent whose licence is over, or who has none [F-05]', () => {
    expect(pairs([entry('1')], [seat('x', { licensedUntil: 999 }), seat('y', { licensedUntil: null })])).toEqual([]);
  });
  it('keeps her from the queues that give advice, and from no other [F-05]', () => {
    const expired = seat('x', { licensedUntil: 999, skills: [{ queue: 'general', level: 1 }, { queue: 'switchboard', level: 1 }] });
    expect(pairs([entry('advice'), entry('other', { queue: 'switchboard', needsLicence: false, enteredAt: 500 })], [expired])).toEqual(['other-x']);
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
      const matches = pick({ entries, seats, ...NOW });
      expect(new Set(matches.map((one) => one.seatId)).size).toBe(matches.length);
      expect(new Set(matches.map((one) => one.entryId)).size).toBe(matches.length);
      const served = new Set(matches.map((one) => one.entryId));
      for (const one of entries.filter((each) => !served.has(each.entryId)))
        for (const better of entries.filter((each) => served.has(each.entryId) && each.queue === one.queue))
          expect(turnOf(better)).toBeLessThanOrEqual(turnOf(one));
    }
  });
});
