import { describe, expect, it } from 'vitest';
import type { SeatEvent } from '../../../src/core/seat/events.ts';
import type { SeatState } from '../../../src/core/seat/state.ts';
import { stepSeat } from '../../../src/core/seat/step.ts';

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;
const reservation = { reservationId: 'r1', callId: 'c1', entryId: 'e1' };

function after(state: SeatState, ...events: (Unstamped<SeatEvent> & { at?: number })[]): SeatState | string {
  let now: SeatState = state;
  for (const event of events) {
    const stepped = stepSeat(now, { at: 1_000, ...event });
    if (stepped.kind === 'refused') return stepped.code;
    now = stepped.state;
  }
  return now;
}

const ready: SeatState = { phase: 'ready', since: 0 };
const reserve = { kind: 'reserved', reservation, expiresAt: 5_000 } as const;
const ring = { kind: 'ring-started', reservationId: 'r1', ringEndsAt: 9_000 } as const;
const answer = { kind: 'answered', reservationId: 'r1' } as const;
const hangUp = { kind: 'talk-ended', reservationId: 'r1', acwMs: 5_000 } as const;

describe('a seat', () => {
  it('signs in not ready, becomes ready when asked', () => {
    expect(after({ phase: 'signed-out' }, { kind: 'signed-in' })).toEqual({ phase: 'not-ready', reason: 'signed-in' });
    expect(after({ phase: 'signed-out' }, { kind: 'ready-asked' })).toBe('SEAT_SIGNED_OUT');
    expect(after({ phase: 'not-ready', reason: 'lunch' }, { kind: 'ready-asked' })).toEqual({ phase: 'ready', since: 1_000 });
  });

  it('goes through reserved, ringing, talking and ACW to ready', () => {
    expect(after(ready, reserve, ring, answer)).toMatchObject({ phase: 'talking', reservation });
    expect(after(ready, reserve, ring, answer, hangUp)).toEqual({ phase: 'acw', callId: 'c1', acwEndsAt: 6_000, pending: null });
    expect(after(ready, reserve, ring, answer, hangUp, { kind: 'acw-ended', at: 6_000 })).toEqual({ phase: 'ready', since: 6_000 });
  });

  it('that misses a ring is not ready (rona)', () => {
    expect(after(ready, reserve, ring, { kind: 'ring-missed', reservationId: 'r1' })).toEqual({ phase: 'not-ready', reason: 'rona' });
  });

  it('that misses a ring is signed out when that was asked for while it rang', () => {
    expect(after(ready, reserve, ring, { kind: 'signed-out-asked' }, { kind: 'ring-missed', reservationId: 'r1' })).toEqual({ phase: 'signed-out' });
    expect(after(ready, reserve, ring, { kind: 'not-ready-asked', reason: 'lunch' }, { kind: 'ring-missed', reservationId: 'r1' })).toEqual({ phase: 'not-ready', reason: 'rona' });
  });

  it('is ready again at once when the caller leaves while it rings', () => {
    expect(after(ready, reserve, ring, { kind: 'released', reservationId: 'r1' })).toEqual({ phase: 'ready', since: 1_000 });
  });

  it('keeps a state asked for while talking until ACW is over', () => {
    const asked = after(ready, reserve, ring, answer, { kind: 'not-ready-asked', reason: 'lunch' }, hangUp);
    expect(asked).toMatchObject({ phase: 'acw', pending: { phase: 'not-ready', reason: 'lunch' } });
    expect(after(asked as SeatState, { kind: 'acw-done-asked' })).toEqual({ phase: 'not-ready', reason: 'lunch' });
    expect(after(asked as SeatState, { kind: 'ready-asked' }, { kind: 'acw-done-asked' })).toMatchObject({ phase: 'ready' });
    expect(after(ready, reserve, ring, answer, { kind: 'signed-out-asked' }, hangUp, { kind: 'acw-done-asked' })).toEqual({ phase: 'signed-out' });
  });

  it('may have its after-call work extended once, and no more', () => {
    const extend = { kind: 'acw-extend-asked', extraMs: 60_000 } as const;
    const acw = after(ready, reserve, ring, answer, hangUp, extend);
    expect(acw).toEqual({ phase: 'acw', callId: 'c1', acwEndsAt: 66_000, pending: null, isExtended: true });
    expect(after(acw as SeatState, extend)).toBe('SEAT_ACW_EXTENDED');
    expect(after(acw as SeatState, { kind: 'acw-ended', at: 65_999 })).toMatchObject({ phase: 'acw' });
    expect(after(acw as SeatState, { kind: 'acw-ended', at: 66_000 })).toMatchObject({ phase: 'ready' });
    expect(after(ready, reserve, ring, answer, hangUp, { kind: 'acw-ended', at: 6_000 }, reserve, ring, answer, hangUp, extend)).toMatchObject({ phase: 'acw', isExtended: true });
    for (const state of [ready, { phase: 'signed-out' } as const]) expect(after(state, extend)).toBe('SEAT_NOT_IN_ACW');
    expect(after(ready, reserve, ring, answer, extend)).toBe('SEAT_NOT_IN_ACW');
  });

  it('after-call work ends at its own time, whatever else is said meanwhile (field note 30)', () => {
    const acw = after(ready, reserve, ring, answer, hangUp) as SeatState;
    const said = after(acw, { kind: 'ready-asked' }, { kind: 'not-ready-asked', reason: 'lunch' }, { kind: 'device-lost' }, { kind: 'device-back' }, { kind: 'released', reservationId: 'r1' }, { kind: 'acw-ended', at: 5_999 });
    expect(said).toMatchObject({ phase: 'acw', acwEndsAt: 6_000 });
    expect(after(acw, reserve)).toBe('SEAT_BUSY');
  });

  it('missed rings never sign it out; one word makes it ready again (field note 29)', () => {
    let state: SeatState = ready;
    for (let n = 0; n < 10; n += 1) {
      state = after(state, reserve, ring, { kind: 'ring-missed', reservationId: 'r1' }) as SeatState;
      expect(state).toEqual({ phase: 'not-ready', reason: 'rona' });
      state = after(state, { kind: 'ready-asked' }) as SeatState;
      expect(state).toMatchObject({ phase: 'ready' });
    }
  });

  it('the last word said while busy counts, and what was asked is never lost on the way to ready (field note 33)', () => {
    const signOut = { kind: 'signed-out-asked' } as const;
    const lunch = { kind: 'not-ready-asked', reason: 'lunch' } as const;
    const acwEnded = { kind: 'acw-ended', at: 6_000 } as const;
    for (const begun of [[reserve], [reserve, ring], [reserve, ring, answer]])
      expect(after(ready, ...begun, signOut, { ...hangUp, acwMs: 0 })).toEqual({ phase: 'signed-out' });
    expect(after(ready, reserve, ring, answer, signOut, lunch, hangUp, acwEnded)).toEqual({ phase: 'not-ready', reason: 'lunch' });
    expect(after(ready, reserve, ring, answer, lunch, hangUp, signOut, acwEnded)).toEqual({ phase: 'signed-out' });
    expect(after(ready, reserve, ring, lunch, { kind: 'ring-failed', reservationId: 'r1' })).toEqual({ phase: 'not-ready', reason: 'rona' });
  });

  it('a supervisor’s word waits until after the call, and gives its own reason', () => {
    const forced = { kind: 'not-ready-asked', reason: 'supervisor' } as const;
    expect(after(ready, forced)).toEqual({ phase: 'not-ready', reason: 'supervisor' });
    expect(after(ready, reserve, ring, answer, forced)).toMatchObject({ phase: 'talking', pending: { phase: 'not-ready', reason: 'supervisor' } });
    expect(after(ready, reserve, ring, answer, forced, hangUp, { kind: 'acw-ended', at: 6_000 })).toEqual({ phase: 'not-ready', reason: 'supervisor' });
  });

  it('is not moved by the word of another reservation (misfortune 11)', () => {
    for (const kind of ['answered', 'ring-missed', 'ring-failed', 'released'] as const)
      expect(after(ready, reserve, { kind, reservationId: 'old' })).toBe('SEAT_RESERVATION_OVER');
    expect(after(ready, reserve, ring, answer, { ...hangUp, reservationId: 'old' })).toBe('SEAT_RESERVATION_OVER');
  });

  it('cannot be reserved unless it is ready', () => {
    expect(after(ready, reserve, reserve)).toBe('SEAT_BUSY');
    expect(after({ phase: 'not-ready', reason: 'break' }, reserve)).toBe('SEAT_NOT_READY');
  });

  it('is let go by the reservation’s own expiry, and not before (field note 27)', () => {
    expect(after(ready, reserve, { kind: 'reservation-expired', at: 4_999 })).toMatchObject({ phase: 'reserved' });
    expect(after(ready, reserve, { kind: 'reservation-expired', at: 5_000 })).toMatchObject({ phase: 'ready' });
  });

  it('without ACW goes straight on', () => {
    expect(after(ready, reserve, ring, answer, { ...hangUp, acwMs: 0 })).toMatchObject({ phase: 'ready' });
  });

  it('whose phone is lost while ready is not offered calls', () => {
    expect(after(ready, { kind: 'device-lost' })).toEqual({ phase: 'not-ready', reason: 'device-lost' });
    expect(after(ready, reserve, ring, answer, { kind: 'device-lost' })).toMatchObject({ phase: 'talking' });
  });

  it('whose phone is back a moment later is ready again, and only then', () => {
    expect(after(ready, { kind: 'device-lost' }, { kind: 'device-back' })).toMatchObject({ phase: 'ready' });
    expect(after({ phase: 'not-ready', reason: 'lunch' }, { kind: 'device-back' })).toEqual({ phase: 'not-ready', reason: 'lunch' });
    expect(after({ phase: 'signed-out' }, { kind: 'device-back' })).toEqual({ phase: 'signed-out' });
  });

  it('whose talk ended because the phone went is not offered the next call, unless the phone is back before the ACW ends', () => {
    const lost = { ...hangUp, isPhoneLost: true };
    const acwEnded = { kind: 'acw-ended', at: 1e12 } as const;
    expect(after(ready, reserve, ring, answer, lost, acwEnded)).toEqual({ phase: 'not-ready', reason: 'device-lost' });
    expect(after(ready, reserve, ring, answer, lost, { kind: 'device-back' }, acwEnded)).toMatchObject({ phase: 'ready' });
    expect(after(ready, reserve, ring, answer, { kind: 'not-ready-asked', reason: 'lunch' }, lost, { kind: 'device-back' }, acwEnded)).toEqual({ phase: 'not-ready', reason: 'lunch' });
  });

  it('from any state, whatever comes, is never held for ever (field note 26)', () => {
    const kinds: Unstamped<SeatEvent>[] = [
      { kind: 'signed-in' }, { kind: 'signed-out-asked' }, { kind: 'ready-asked' }, { kind: 'not-ready-asked', reason: 'break' }, reserve, ring, answer,
      { kind: 'ring-missed', reservationId: 'r1' }, { kind: 'ring-failed', reservationId: 'r1' }, { kind: 'released', reservationId: 'r1' }, hangUp,
      { kind: 'reservation-expired' }, { kind: 'acw-ended' }, { kind: 'acw-done-asked' }, { kind: 'acw-extend-asked', extraMs: 5_000 }, { kind: 'device-lost' },
      { kind: 'device-back' }, { ...hangUp, isPhoneLost: true },
    ];
    let random = 7;
    for (let walk = 0; walk < 2_000; walk += 1) {
      let state: SeatState = { phase: 'signed-out' };
      for (let n = 0; n < 40; n += 1) {
        random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
        const event = kinds[random % kinds.length];
        const stepped = stepSeat(state, { at: n, ...event } as SeatEvent);
        if (stepped.kind === 'accepted') state = stepped.state;
      }
      const end = after(state, { ...hangUp, at: 1e12 });
      const settled = after(typeof end === 'string' ? state : end, { kind: 'reservation-expired', at: 2e12 }, { kind: 'acw-ended', at: 2e12 });
      expect(['ready', 'not-ready', 'signed-out']).toContain((settled as SeatState).phase);
    }
  });
});
