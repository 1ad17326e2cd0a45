import { describe, expect, it } from 'vitest';
import { civilDateOf, epochDayOf, formatDate, instantOf, localTimeOf, parseDate, weekdayOf } from '../../../src/core/calendar/civil.ts';

/** Park-Miller: a fixed sequence, so that a failure can be run again. */
function createSeededInstants(seed: number): () => number {
  let state = seed;
  const firstMs = Date.UTC(1900, 0, 1);
  const spanMs = Date.UTC(2200, 0, 1) - firstMs;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () => firstMs + Math.floor((next() + next() / 2_147_483_647) * spanMs) % spanMs;
}

describe('civil dates of the firm', () => {
  it('agree with Date, shifted by eight hours, at 10,000 seeded instants', () => {
    const nextInstant = createSeededInstants(20_261_123);
    for (let round = 0; round < 10_000; round += 1) {
      const atMs = nextInstant();
      const expected = new Date(atMs + 8 * 3_600_000);
      const local = localTimeOf(atMs);
      const found = { ...civilDateOf(local.epochDay), weekday: weekdayOf(local.epochDay), msOfDay: local.msOfDay };
      expect(found, `instant ${atMs}`).toEqual({
        year: expected.getUTCFullYear(),
        month: expected.getUTCMonth() + 1,
        day: expected.getUTCDate(),
        weekday: expected.getUTCDay() === 0 ? 7 : expected.getUTCDay(),
        msOfDay: expected.getTime() - Date.UTC(expected.getUTCFullYear(), expected.getUTCMonth(), expected.getUTCDate()),
      });
      expect(instantOf(local), `instant ${atMs}`).toBe(atMs);
      expect(epochDayOf(civilDateOf(local.epochDay)), `instant ${atMs}`).toBe(local.epochDay);
      expect(formatDate(local.epochDay)).toBe(expected.toISOString().slice(0, 10));
    }
  });

  it('begin at midnight of Shanghai, not of UTC', () => {
    const midnightMs = Date.parse('2026-11-23T00:00:00+08:00');
    expect(formatDate(localTimeOf(midnightMs - 1).epochDay)).toBe('2026-11-22');
    expect(localTimeOf(midnightMs)).toEqual({ epochDay: parseDate('2026-11-23'), msOfDay: 0 });
  });

  it('are read only when they exist and are written in full', () => {
    expect(parseDate('2024-02-29')).toBeDefined();
    for (const text of ['2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', '', '2026-01-01T00:00']) {
      expect(parseDate(text), text).toBeUndefined();
    }
  });
});
