/** What can be said, and what a value of each kind means once it has been taken apart: the same in every language. */
import type { ClipId, Refused } from './clip.ts';
import { parseCode, parseSeat } from './code.ts';
import { parseCount, parseDuration, parsePlace, type Counted, type Duration } from './count.ts';
import { parseDate, parseDateWithoutYear, parseTime, type CivilDate, type DayOfYear, type TimeOfDay } from './date-time.ts';
import { parseDecimal, type Decimal } from './decimal.ts';
import { parseAmount, parseInteger } from './integer.ts';

interface Meanings {
  card: number;
  dec: Decimal;
  money_fen: number;
  code: readonly string[];
  pct: Decimal;
  change: Decimal;
  change_points: Decimal;
  date: CivilDate;
  date_noyear: DayOfYear;
  time: TimeOfDay;
  count: Counted;
  price: Decimal;
  index: Decimal;
  volume_lots: number;
  turnover_yuan: number;
  place: number;
  duration: Duration;
  seat: string;
}

export type SayKind = keyof Meanings;

/** The words of one language: what a value means becomes the clips that say it. */
export type Grammar = { readonly [K in SayKind]: (meaning: Meanings[K]) => ClipId[] };

type Kinds = { readonly [K in SayKind]: KindOfSpeech<Meanings[K]> };

interface KindOfSpeech<Meaning> {
  readonly parse: (value: unknown) => Meaning | Refused;
  /** A value as text (a command line can give it) that this kind says. */
  readonly example: string;
}

export const KINDS: Kinds = {
  card: { parse: parseInteger, example: '12345678' },
  dec: { parse: parseDecimal, example: '12.34' },
  money_fen: { parse: parseInteger, example: '1234567' },
  code: { parse: parseCode, example: '600519' },
  pct: { parse: parseDecimal, example: '1.25' },
  change: { parse: parseDecimal, example: '-0.15' },
  change_points: { parse: parseDecimal, example: '12.30' },
  date: { parse: parseDate, example: '2026-11-22' },
  date_noyear: { parse: parseDateWithoutYear, example: '10-10' },
  time: { parse: parseTime, example: '09:30' },
  count: { parse: parseCount, example: '2笔' },
  price: { parse: parseDecimal, example: '12.30' },
  index: { parse: parseDecimal, example: '3215.67' },
  volume_lots: { parse: parseAmount, example: '3200' },
  turnover_yuan: { parse: parseAmount, example: '866000000' },
  place: { parse: parsePlace, example: '2' },
  duration: { parse: parseDuration, example: '120' },
  seat: { parse: parseSeat, example: '1001' },
};
