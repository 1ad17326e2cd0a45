import { cardinal } from './cardinal.ts';
import { readIndexChange, readPercent, readPriceChange } from './change.ts';
import { isRefused, type Reading, type Spoken } from './clip.ts';
import { readCode, readSeat } from './code.ts';
import { readCount, readDuration, readPlace, readVolumeLots, type Count } from './count.ts';
import { readDate, readDateWithoutYear, readTime } from './date-time.ts';
import { readDecimal, readIndex, readPrice, type ScaledInteger } from './decimal.ts';
import { parseInteger } from './integer.ts';
import { textOfClips } from './inventory.ts';
import { readMoneyFen, readTurnoverYuan } from './money.ts';

/** What a value may look like: digits as text, a whole number, an exact decimal, a counted thing. Never a float. */
export type SayValue = string | number | ScaledInteger | Count;

/** A value that its kind cannot say. `reason` continues the sentence "the value …"; neither field holds the value itself. */
export interface NotSpeakable {
  readonly code: 'NOT_SPEAKABLE';
  readonly kind: string;
  readonly reason: string;
}

interface KindOfSpeech {
  readonly read: (value: unknown) => Reading;
  /** A value as text (a command line can give it) that this kind says. */
  readonly example: string;
}

const KINDS = {
  card: { read: readCardinal, example: '12345678' },
  dec: { read: readDecimal, example: '12.34' },
  money_fen: { read: readMoneyFen, example: '1234567' },
  code: { read: readCode, example: '600519' },
  pct: { read: readPercent, example: '1.25' },
  change: { read: readPriceChange, example: '-0.15' },
  change_points: { read: readIndexChange, example: '12.30' },
  date: { read: readDate, example: '2026-11-22' },
  date_noyear: { read: readDateWithoutYear, example: '10-10' },
  time: { read: readTime, example: '09:30' },
  count: { read: readCount, example: '2笔' },
  price: { read: readPrice, example: '12.30' },
  index: { read: readIndex, example: '3215.67' },
  volume_lots: { read: readVolumeLots, example: '3200' },
  turnover_yuan: { read: readTurnoverYuan, example: '866000000' },
  place: { read: readPlace, example: '2' },
  duration: { read: readDuration, example: '120' },
  seat: { read: readSeat, example: '1001' },
} as const satisfies Record<string, KindOfSpeech>;

export type SayKind = keyof typeof KINDS;

/** All kinds with an example value each, in the order a help text lists them. */
export const SAY_EXAMPLES: readonly { readonly kind: SayKind; readonly value: string }[] = (
  Object.keys(KINDS) as SayKind[]
).map((kind) => ({ kind, value: KINDS[kind].example }));

export function isSayKind(kind: string): kind is SayKind {
  return Object.hasOwn(KINDS, kind);
}

/**
 * How a value is spoken in Mandarin (domain.md 5): its text and the clips that say it, or why it cannot be said. English
 * readings are not there yet.
 */
export function speak(kind: SayKind, value: SayValue): Spoken | NotSpeakable {
  if (!isSayKind(kind)) return { code: 'NOT_SPEAKABLE', kind: String(kind), reason: 'has no known kind' };
  const reading = KINDS[kind].read(value);
  if (isRefused(reading)) return { code: 'NOT_SPEAKABLE', kind, reason: reading.refused };
  return { text: textOfClips(reading), clips: reading };
}

function readCardinal(value: unknown): Reading {
  const integer = parseInteger(value);
  return typeof integer === 'number' ? cardinal(integer) : integer;
}
