import { refused, type Refused } from './clip.ts';

const MAX_CODE_LENGTH = 32;
const MAX_SEAT_LENGTH = 8;

/** A code in the groups it is spoken in: digits, the last perhaps an X. */
export function parseCode(value: unknown): readonly string[] | Refused {
  const text = typeof value === 'string' ? value.toUpperCase() : '';
  if (!/^\d+X?$/.test(text) || text.length > MAX_CODE_LENGTH) {
    return refused(`is not text of 1 to ${MAX_CODE_LENGTH} digits`);
  }
  return groupsOf(text);
}

/** An agent's number: one group. */
export function parseSeat(value: unknown): string | Refused {
  if (typeof value === 'string' && /^\d+$/.test(value) && value.length <= MAX_SEAT_LENGTH) return value;
  return refused(`is not text of 1 to ${MAX_SEAT_LENGTH} digits`);
}

/** Security codes 3-3, mobile numbers 3-4-4, up to five digits whole, all else in fours (a lone last digit joins its group). */
function groupsOf(text: string): string[] {
  if (text.length <= 5) return [text];
  if (text.length === 6) return [text.slice(0, 3), text.slice(3)];
  if (/^1\d{10}$/.test(text)) return [text.slice(0, 3), text.slice(3, 7), text.slice(7)];
  return text.match(/.{5}$|.{1,4}/g) ?? [];
}
