import { describe, expect, it } from 'vitest';
import { explainCaller, explainSeat } from '../../../src/core/match/explain.ts';
import { entry, NOW, seat } from './made.ts';

describe('explain', () => {
  const [a, b, vip] = [seat('a', { skills: [{ queue: 'general', level: 5 }] }), seat('b'), seat('v', { skills: [{ queue: 'vip', level: 1 }] })];
  const waiting = [entry('1', { enteredAt: 1 }), entry('2', { enteredAt: 2 }), entry('3', { enteredAt: 3 }), entry('4', { queue: 'vip', enteredAt: 4 })];
  const input = { entries: waiting, seats: [a, b], ...NOW };

  it('tells a ready seat whom it is offered and what keeps it from the others', () => {
    const { offers, waiting: told, otherQueues } = explainSeat(input, { seat: b, isReady: true });
    expect([offers, otherQueues]).toEqual(['call-2', 1]);
    expect(told.map(({ callId, why, instead }) => [callId, why, instead])).toEqual([['call-1', 'other-seat', 'a'], ['call-2', null, undefined], ['call-3', 'earlier-caller', 'call-2']]);
  });

  it('tells a seat that is not ready that it is that, and a licence that is over before anything else [F-05]', () => {
    expect(explainSeat({ ...input, seats: [] }, { seat: vip, isReady: false }).waiting.map(({ callId, why }) => [callId, why])).toEqual([['call-4', 'seat-not-ready']]);
    expect(explainSeat(input, { seat: seat('x', { licensedUntil: 1 }), isReady: true }).waiting[0]?.why).toBe('no-licence');
  });

  it('tells of a caller what each seat says, also when nobody has the skill', () => {
    const floor = [{ seat: a, phase: 'ready' }, { seat: b, phase: 'ready' }, { seat: vip, phase: 'talking' }];
    expect(explainCaller(input, waiting[2] ?? expect.fail(), floor).map(({ seatId, why }) => [seatId, why])).toEqual([['a', 'earlier-caller'], ['b', 'earlier-caller'], ['v', 'no-skill']]);
    expect(explainCaller(input, waiting[3] ?? expect.fail(), floor).map(({ why }) => why)).toEqual(['no-skill', 'no-skill', 'seat-not-ready']);
    const nobody = entry('n', { queue: 'opera' });
    expect(explainCaller({ ...input, entries: [nobody] }, nobody, floor).every(({ why }) => why === 'no-skill')).toBe(true);
  });
});
