import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAgain, tellDecision, type Decision } from '../../../src/core/match/decision.ts';
import { pick } from '../../../src/core/match/pick.ts';
import type { ReadySeat, WaitingEntry } from '../../../src/core/match/types.ts';
import { entry, NOW, seat } from './made.ts';

const queues = ['general', 'vip', 'complaint'] as const;
const seats = fc.array(fc.record({
  series: fc.constantFrom<ReadySeat['series']>('service', 'marketing', 'compliance'), readySince: fc.nat(20), licensedUntil: fc.constantFrom(null, 500, 5_000),
  skills: fc.uniqueArray(fc.record({ queue: fc.constantFrom(...queues), level: fc.integer({ min: 1, max: 4 }) }), { selector: ({ queue }) => queue, maxLength: 3 }),
}), { maxLength: 40 }).map((list) => list.map((one, n) => seat(`s${n}`, one)));
const entries = fc.array(fc.record({
  queue: fc.constantFrom(...queues, 'nobody'), priority: fc.nat(3), enteredAt: fc.nat(400_000), excludeSeries: fc.constantFrom([], ['marketing']), needsLicence: fc.boolean(),
  missedBy: fc.subarray(['s0', 's1', 's2', 's3']),
  prefer: fc.option(fc.record({ agentId: fc.constantFrom('agent-s0', 'agent-s5', 'agent-s30'), untilAt: fc.constantFrom(500, 5_000), isThere: fc.boolean() }), { nil: undefined }),
}), { maxLength: 30 }).map((list) => list.map(({ prefer, ...one }, n): WaitingEntry => entry(`e${n}`, { ...one, ...(prefer === undefined ? {} : { prefer }) })));
/** As the store gives it back. */
const stored = (decision: Decision): Decision => JSON.parse(JSON.stringify(decision)) as Decision;

describe('the routing trace', () => {
  it('decided again from what was stored comes to the same seat, whatever was decided (field note 35) (field note 36)', () => {
    fc.assert(fc.property(entries, seats, (waiting, ready) => {
      for (const { decision, seatId } of pick({ entries: waiting, seats: ready, ...NOW })) {
        expect(decideAgain(stored(decision))).toBe(seatId);
        expect(tellDecision(stored(decision)).filter(({ result }) => result === 'chosen').map((one) => one.seatId)).toEqual([seatId]);
      }
    }), { numRuns: 500 });
  });

  it('a decision that was tampered with is found out: another seat in its place is not what it comes to', () => {
    const [routed] = pick({ entries: [entry('1')], seats: [seat('a'), seat('b', { readySince: 50 })], ...NOW });
    const kept = (routed?.decision ?? expect.fail()).seats.map(([seatId, level, since, ...rest]) => [seatId, seatId === 'b' ? 9 : level, since, ...rest] as const);
    expect(decideAgain({ ...(routed?.decision ?? expect.fail()), seats: kept })).toBe('b');
  });

  it('says of each seat why it was not chosen', () => {
    const ready = [
      seat('best', { skills: [{ queue: 'general', level: 5 }] }), seat('early'), seat('lower', { readySince: 99 }), seat('other', { skills: [{ queue: 'vip', level: 9 }] }),
      seat('expired', { licensedUntil: 1 }), seat('missed', { readySince: 1 }),
    ];
    const routed = pick({ entries: [entry('first', { enteredAt: 1 }), entry('second', { enteredAt: 2, missedBy: ['missed'] })], seats: ready, ...NOW });
    expect(Object.fromEntries(tellDecision(stored(routed[1]?.decision ?? expect.fail())).map(({ seatId, result }) => [seatId, result]))).toEqual({
      early: 'chosen', lower: 'ranked-lower', expired: 'no-licence', missed: 'missed-before', best: 'taken-by-earlier', other: 'no-skill',
    });
  });

  it('"the eighth call was connected first, how is it possible?": names the callers she seems to have passed, and why (field note 36)', () => {
    const seven = Array.from({ length: 7 }, (_, n) => entry(`vip${n}`, { queue: 'vip', enteredAt: n }));
    const [routed] = pick({ entries: [...seven, entry('eighth', { enteredAt: 90 })], seats: [seat('a')], ...NOW });
    expect(routed?.entryId).toBe('eighth');
    expect(routed?.decision.ahead).toHaveLength(6);
    expect(routed?.decision.ahead[0]).toEqual(['call-vip0', 'vip', 'no-skill']);
  });

  it('stays small with 500 seats and 500 callers', () => {
    const routed = pick({ entries: Array.from({ length: 500 }, (_, n) => entry(`e${n}`, { enteredAt: n })), seats: Array.from({ length: 500 }, (_, n) => seat(`s${n}`, { readySince: n })), ...NOW });
    expect(routed).toHaveLength(500);
    expect(Math.max(...routed.map(({ decision }) => JSON.stringify(decision).length))).toBeLessThan(1_500);
    expect(routed.every(({ decision }) => decision.seats.length + decision.more === 500)).toBe(true);
  });
});
