import { describe, expect, it } from 'vitest';
import { clipInventory, textOfClips } from '../../../src/core/speech/inventory.ts';
import { speak, type SayKind, type SayValue } from '../../../src/core/speech/speak.ts';
import { parseCardinal, parseDigits, parseTenths } from './inverse-grammar.ts';

const SAMPLES = 10_000;

/** Small seeded generator (mulberry32): the same samples in every run. */
function createRandom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (limit: number) => Math.floor(next() * limit) };
}

/** Lengths are spread evenly and half of the digits are zeros: inner zeros are where grammars break. */
function sampleNumber(random: ReturnType<typeof createRandom>): number {
  const length = 1 + random.below(13);
  const digits = Array.from({ length }, () => (random.below(2) === 0 ? 0 : random.below(10)));
  return Number(digits.join(''));
}

const ids = new Set(clipInventory('zh-CN').map((clip) => clip.id));

function textOf(kind: SayKind, value: SayValue): string {
  const spoken = speak(kind, value, 'zh-CN');
  if ('code' in spoken) throw new Error(`${kind} ${JSON.stringify(value)} ${spoken.reason}`);
  expect(spoken.clips.every((id) => ids.has(id))).toBe(true);
  return spoken.text;
}

describe('readings say what they were given', () => {
  it('a cardinal read back by an independent grammar is the number (10,000 samples below 10^13)', () => {
    const random = createRandom(20_261_123);
    for (let count = 0; count < SAMPLES; count += 1) {
      const value = sampleNumber(random);
      const text = textOf('card', value);
      expect(parseCardinal(text), text).toBe(value);
      if (value > 0) expect(textOf('card', -value)).toBe(`负${text}`);
    }
  });

  it('every number up to 20,000, and both sides of every power of ten, is read back', () => {
    const powers = Array.from({ length: 14 }, (_, exponent) => 10 ** exponent);
    const edges = powers.flatMap((power) => [power - 1, power, power + 1, 2 * power, 2 * power + 2, 12 * power]);
    const all = [...Array.from({ length: 20_001 }, (_, value) => value), ...edges];
    for (const value of all) expect(parseCardinal(textOf('card', value)), String(value)).toBe(value);
  });

  it('different numbers never sound alike', () => {
    const random = createRandom(7);
    const seen = new Map<string, number>();
    for (let count = 0; count < SAMPLES; count += 1) {
      const value = sampleNumber(random);
      const text = textOf('card', value);
      expect(seen.get(text) ?? value).toBe(value);
      seen.set(text, value);
    }
  });

  it('no reading has two 零 in a row, a 零 at the end of a cardinal or 两 before 十 or 百', () => {
    const random = createRandom(99);
    for (let count = 0; count < SAMPLES; count += 1) {
      const value = sampleNumber(random) + 1;
      expect(textOf('card', value)).not.toMatch(/零零|零$|两十|两百|^一十/);
    }
  });

  it('money in fen is read back exactly', () => {
    const random = createRandom(5);
    for (let count = 0; count < SAMPLES; count += 1) {
      const fen = sampleNumber(random);
      const match = /^(?:(.+)元)?(整)?零?(?:(.)角)?(?:(.)分)?$/.exec(textOf('money_fen', fen));
      const yuan = match?.[1] === undefined ? 0 : parseCardinal(match[1]);
      expect(yuan * 100 + parseTenths(match?.[3]) * 10 + parseTenths(match?.[4])).toBe(fen);
      expect(match?.[2] === '整').toBe(fen % 100 === 0 && fen > 0);
    }
  });

  it('an exact decimal is read back with all its displayed digits', () => {
    const random = createRandom(11);
    for (let count = 0; count < SAMPLES; count += 1) {
      const decimals = 1 + random.below(4);
      const mantissa = sampleNumber(random);
      const [whole, fraction] = textOf('dec', { mantissa, decimals }).split('点');
      const digits = parseDigits(fraction ?? '');
      expect(digits).toHaveLength(decimals);
      expect(parseCardinal(whole ?? '') * 10 ** decimals + Number(digits)).toBe(mantissa);
    }
  });

  it('text digits and a scaled integer of the same value are spoken alike', () => {
    const random = createRandom(12);
    for (let count = 0; count < 1000; count += 1) {
      const mantissa = random.below(10_000_000);
      const digits = String(mantissa).padStart(4, '0');
      const text = `${digits.slice(0, -3)}.${digits.slice(-3)}`;
      expect(textOf('price', text)).toBe(textOf('price', { mantissa, decimals: 3 }));
    }
  });

  it('a code is read back digit by digit, and never with 一', () => {
    const random = createRandom(13);
    for (let count = 0; count < SAMPLES; count += 1) {
      const code = Array.from({ length: 1 + random.below(20) }, () => random.below(10)).join('');
      const text = textOf('code', code);
      expect(parseDigits(text.replaceAll('，', ''))).toBe(code);
      expect(text).not.toContain('一');
    }
  });

  it('every minute of the day and every day of a leap year is spoken', () => {
    const two = (value: number) => String(value).padStart(2, '0');
    const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    const dates = days.flatMap((last, month) => Array.from({ length: last }, (_, day) => `${two(month + 1)}-${two(day + 1)}`));
    expect(new Set(dates.map((date) => textOf('date', `2024-${date}`))).size).toBe(366);
    const times = Array.from({ length: 1440 }, (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`);
    expect(new Set(times.map((time) => textOf('time', time))).size).toBe(1440);
  });

  it('a turnover is never more than half a step from the truth', () => {
    const random = createRandom(17);
    for (let count = 0; count < SAMPLES; count += 1) {
      const yuan = sampleNumber(random);
      const match = /^(.+?)(?:点(.+)([万亿]))?元$/.exec(textOf('turnover_yuan', yuan));
      const unit = match?.[3] === undefined ? 1 : match[3] === '万' ? 10_000 : 100_000_000;
      const hundredths = parseDigits(match?.[2] ?? '').padEnd(2, '0');
      const said = parseCardinal(match?.[1] ?? '') * unit + (Number(hundredths) * unit) / 100;
      const step = yuan < 10_000 ? 0 : yuan < 99_999_950 ? 100 : 1_000_000;
      expect(Math.abs(said - yuan)).toBeLessThanOrEqual(step / 2);
    }
  });
});

describe('the inventory of clips', () => {
  it('has unique ids that are safe file names, and no empty text', () => {
    expect(ids.size).toBe(clipInventory('zh-CN').length);
    for (const clip of clipInventory('zh-CN')) {
      expect(clip.id).toMatch(/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/);
      expect(clip.text).not.toBe('');
    }
  });

  it('says so when a clip outside the inventory is asked for', () => {
    expect(() => textOfClips(['n.100000'], 'zh-CN')).toThrow(RangeError);
  });
});
