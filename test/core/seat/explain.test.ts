import { describe, expect, it } from 'vitest';
import { lacksOf, type SeatConditions } from '../../../src/core/seat/explain.ts';
import type { SeatState } from '../../../src/core/seat/state.ts';

const reservation = { reservationId: 'r1', callId: 'c1', entryId: 'e1' };
const whole: SeatConditions = { state: { phase: 'ready', since: 0 }, isDeviceOnline: true, licensedUntil: 100, queues: ['general'] };
const lacks = (change: Partial<SeatConditions>) => lacksOf({ ...whole, ...change }, 50);

describe('what a seat lacks', () => {
  it('is nothing when it may be offered a call; a phone nobody has heard of hinders nothing', () => {
    expect(lacks({})).toEqual([]);
    expect(lacks({ isDeviceOnline: null })).toEqual([]);
  });

  it('is its phase, one code for each', () => {
    const phases: readonly (readonly [SeatState, string])[] = [
      [{ phase: 'signed-out' }, 'signed-out'],
      [{ phase: 'not-ready', reason: 'lunch' }, 'not-ready'],
      [{ phase: 'reserved', reservation, expiresAt: 9, pending: null }, 'on-a-call'],
      [{ phase: 'ringing', reservation, expiresAt: 9, pending: null }, 'on-a-call'],
      [{ phase: 'talking', reservation, since: 1, pending: null }, 'on-a-call'],
      [{ phase: 'acw', callId: 'c1', acwEndsAt: 9, pending: null }, 'after-call-work'],
    ];
    for (const [state, lack] of phases) expect(lacks({ state })).toEqual([lack]);
  });

  it('is every other thing that is missing as well, a licence that ended among them [F-05]', () => {
    expect(lacks({ licensedUntil: 49 })).toEqual(['no-licence']);
    expect(lacks({ isDeviceOnline: false, licensedUntil: null, queues: [] })).toEqual(['phone-offline', 'no-licence', 'no-skill']);
  });
});
