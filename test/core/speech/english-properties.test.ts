import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipInventory } from '../../../src/core/speech/inventory.ts';
import { speak, type SayKind, type SayValue } from '../../../src/core/speech/speak.ts';
import { readCardinal, readDay, readDecimal, readDigits, readOrdinal, readTime, readYear, twoDigits } from './inverse-english.ts';

const RUNS = { numRuns: 10_000, seed: 20_261_125 };
const ids = new Set(clipInventory('en').map((clip) => clip.id));

function textOf(kind: SayKind, value: SayValue): string {
  const spoken = speak(kind, value, 'en');
  if ('code' in spoken) throw new Error(`${kind} ${JSON.stringify(value)} ${spoken.reason}`);
  expect(spoken.clips.filter((id) => !ids.has(id))).toEqual([]);
  return spoken.text;
}

/** Lengths spread evenly, half of the digits zeros: inner zeros are where grammars break. */
const naturals = fc.array(fc.oneof(fc.constant(0), fc.nat(9)), { minLength: 1, maxLength: 15 }).map((digits) => Number(digits.join('')));
const whole = fc.tuple(naturals, fc.boolean()).map(([value, isMinus]) => (isMinus && value !== 0 ? -value : value));
const scaled = fc.record({ mantissa: whole, decimals: fc.integer({ min: 0, max: 4 }) });

function written({ mantissa, decimals }: { mantissa: number; decimals: number }): string {
  const digits = String(Math.abs(mantissa)).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${mantissa < 0 ? '-' : ''}${digits.slice(0, cut)}${decimals === 0 ? '' : `.${digits.slice(cut)}`}`;
}

const everyDay = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(5, 10));
const everyMinute = Array.from({ length: 1440 }, (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`);

describe('what is said in English is what was given', () => {
  it('cardinals, and every one up to 20,000', () => {
    fc.assert(fc.property(whole, (value) => void expect(readCardinal(textOf('card', value))).toBe(value)), RUNS);
    for (let value = 0; value <= 20_000; value += 1) expect(readCardinal(textOf('card', value))).toBe(value);
  });

  it('decimals, prices and index levels with all their displayed digits', () => {
    fc.assert(fc.property(scaled, (value) => {
      expect(readDecimal(textOf('dec', value))).toBe(written(value));
      expect(readDecimal(textOf('price', value).replace(/ yuan$/, ''))).toBe(written(value));
      expect(readDecimal(textOf('index', value).replace(/ points?$/, ''))).toBe(written(value));
    }), RUNS);
  });

  it('changes with their direction', () => {
    fc.assert(fc.property(scaled, (value) => {
      for (const [kind, unit] of [['change', / yuan$/], ['change_points', / points?$/], ['pct', / percent$/]] as const) {
        const text = textOf(kind, value);
        if (value.mantissa === 0) {
          expect(text).toBe('unchanged');
          continue;
        }
        const number = readDecimal(text.replace(/^(?:up|down) /, '').replace(unit, ''));
        const expected = written({ ...value, mantissa: Math.abs(value.mantissa) });
        expect(number).toBe(kind === 'pct' && value.decimals > 0 ? expected.replace(/\.?0+$/, '') : expected);
        expect(text.startsWith(value.mantissa < 0 ? 'down ' : 'up ')).toBe(true);
      }
    }), { ...RUNS, numRuns: 3_000 });
  });

  it('money to the fen', () => {
    fc.assert(fc.property(whole, (fen) => {
      const match = /^(minus )?(?:(.+) yuan)?(?: and )?(?:(.+) fen)?$/.exec(textOf('money_fen', fen));
      const said = (match?.[2] === undefined ? 0 : readCardinal(match[2])) * 100 + (match?.[3] === undefined ? 0 : readCardinal(match[3]));
      expect(match?.[1] === undefined ? said : -said).toBe(fen);
    }), RUNS);
  });

  it('codes and seats digit by digit', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{1,20}X?$/), (code) => {
      expect(readDigits(textOf('code', code).replaceAll(',', ''))).toBe(code);
    }), { ...RUNS, numRuns: 3_000 });
    fc.assert(fc.property(fc.stringMatching(/^\d{1,8}$/), (seat) => void expect(readDigits(textOf('seat', seat))).toBe(seat)), { ...RUNS, numRuns: 1_000 });
  });

  it('every day of a leap year, every year, every minute', () => {
    for (const day of everyDay) expect(readDay(textOf('date_noyear', day))).toBe(day);
    for (let year = 0; year <= 9999; year += 1) {
      const [day, said] = textOf('date', `${String(year).padStart(4, '0')}-11-22`).split(', ');
      expect([day, readYear(said ?? '')]).toEqual(['November twenty-second', year]);
    }
    for (const time of everyMinute) expect(readTime(textOf('time', time))).toBe(time);
  });

  it('places', () => {
    fc.assert(fc.property(naturals, (place) => void expect(readOrdinal(textOf('place', place + 1))).toBe(place + 1)), RUNS);
  });

  it('counts with one and several, and lengths of time', () => {
    fc.assert(fc.property(whole, (amount) => {
      const [, number = '', noun] = /^(.+) (\S+)$/.exec(textOf('count', { amount, unit: '股' })) ?? [];
      expect([readCardinal(number), noun]).toEqual([amount, Math.abs(amount) === 1 ? 'share' : 'shares']);
    }), { ...RUNS, numRuns: 3_000 });
    fc.assert(fc.property(fc.nat(1_000_000), (seconds) => {
      const part = (unit: string) => readCardinal(new RegExp(`((?:[a-z-]+ )+?)${unit}s?\\b`).exec(text)?.[1]?.replace(/.*(?:hours?|minutes?) /, '').trim() ?? 'zero');
      const text = textOf('duration', seconds);
      expect(part('hour') * 3600 + part('minute') * 60 + part('second')).toBe(seconds);
    }), { ...RUNS, numRuns: 3_000 });
  });

  it('a turnover is never more than half a step from the truth', () => {
    const STEPS = [['quadrillion', 1e15], ['trillion', 1e12], ['billion', 1e9], ['million', 1e6]] as const;
    fc.assert(fc.property(naturals, (yuan) => {
      const text = textOf('turnover_yuan', yuan).replace(/ yuan$/, '');
      const [unit, size] = STEPS.find(([name]) => text.endsWith(` ${name}`)) ?? ['', 1];
      const [wholePart = '', fraction = '00'] = readDecimal(text.replace(new RegExp(` ${unit}$`), '')).split('.');
      const said = Number(wholePart) * size + (Number(fraction.padEnd(2, '0')) * size) / 100;
      expect(Math.abs(said - yuan)).toBeLessThanOrEqual(size === 1 ? 0 : size / 200);
    }), RUNS);
  });
});
