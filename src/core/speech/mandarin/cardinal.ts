import type { ClipId } from '../clip.ts';
import { quotient } from '../integer.ts';

/** `ordinal`: after 第, where 2 is always 二. (A lone 2 before a measure word is 两: see count.ts.) */
export type CardinalRole = 'plain' | 'ordinal';

interface Place {
  /** Nothing of this number has been said yet: 12 is 十二 (not 一十二) and 2000 is 两千 (not 二千). */
  readonly isStart: boolean;
  readonly role: CardinalRole;
}

const TEN_THOUSAND = 10_000;
const HUNDRED_MILLION = 100_000_000;

/** Clips of a safe integer (domain.md 5.1): groups of four digits, one 零 per inner run of zeros, 两 leading 千, 万 and 亿. */
export function cardinal(value: number, role: CardinalRole = 'plain'): ClipId[] {
  if (value === 0) return ['n.0'];
  if (value < 0) return ['w.minus', ...cardinal(-value, role)];
  const place = { isStart: true, role };
  const high = quotient(value, HUNDRED_MILLION);
  const low = value % HUNDRED_MILLION;
  if (high === 0) return belowHundredMillion(low, place);
  const clips = unitOne(high, '8', place) ?? [...belowHundredMillion(high, place), 'n.e8'];
  if (low === 0) return clips;
  const gap = low < HUNDRED_MILLION / 10 ? ['n.0'] : [];
  return [...clips, ...gap, ...belowHundredMillion(low, { isStart: false, role })];
}

/** 1 to 99,999,999. */
function belowHundredMillion(value: number, place: Place): ClipId[] {
  const high = quotient(value, TEN_THOUSAND);
  const low = value % TEN_THOUSAND;
  if (high === 0) return group(low, place);
  const clips = unitOne(high, '4', place) ?? [...group(high, place), 'n.e4'];
  if (low === 0) return clips;
  const gap = low < 1000 ? ['n.0'] : [];
  return [...clips, ...gap, ...group(low, { ...place, isStart: false })];
}

/** 一万, 两亿 and the like are clips of their own: 一 changes its tone there, 2 its word. */
function unitOne(value: number, power: '4' | '8', place: Place): ClipId[] | undefined {
  if (value === 1) return [`n.1e${power}`];
  if (value === 2 && place.isStart && place.role !== 'ordinal') return [`n.2e${power}`];
  return undefined;
}

/** 1 to 9,999. */
function group(value: number, place: Place): ClipId[] {
  const thousands = quotient(value, 1000);
  const rest = value % 1000;
  if (thousands === 0) return belowThousand(rest, place.isStart);
  const isErQian = thousands === 2 && (!place.isStart || place.role === 'ordinal');
  const clips = [isErQian ? 'n.2000-er' : `n.${thousands}000`];
  if (rest === 0) return clips;
  return [...clips, ...(rest < 100 ? ['n.0'] : []), ...belowThousand(rest, false)];
}

/** 1 to 999. */
function belowThousand(value: number, isStart: boolean): ClipId[] {
  const hundreds = quotient(value, 100);
  const rest = value % 100;
  if (hundreds === 0) return [belowHundred(rest, isStart)];
  const clips = [`n.${hundreds}00`];
  if (rest === 0) return clips;
  return [...clips, ...(rest < 10 ? ['n.0'] : []), belowHundred(rest, false)];
}

function belowHundred(value: number, isStart: boolean): ClipId {
  const isTeen = value >= 10 && value <= 19;
  return isTeen && !isStart ? `n.${value}-yi` : `n.${value}`;
}
