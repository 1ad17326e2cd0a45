import { refused, type ClipId, type Reading } from './clip.ts';

const MAX_CODE_LENGTH = 32;
const MAX_SEAT_LENGTH = 8;

/** Kind `code`: digit by digit with 幺, in groups with a short pause between; 600519 is 六零零，五幺九. A last X is 艾克斯. */
export function readCode(value: unknown): Reading {
  const text = typeof value === 'string' ? value.toUpperCase() : '';
  if (!/^\d+X?$/.test(text) || text.length > MAX_CODE_LENGTH) {
    return refused(`is not text of 1 to ${MAX_CODE_LENGTH} digits`);
  }
  return groupsOf(text).flatMap((group, index) => [...(index === 0 ? [] : ['pause.short']), ...spellGroup(group)]);
}

/** Kind `seat`: an agent's number digit by digit in one breath; 1001 is 幺零零幺. */
export function readSeat(value: unknown): Reading {
  if (typeof value !== 'string' || !/^\d+$/.test(value) || value.length > MAX_SEAT_LENGTH) {
    return refused(`is not text of 1 to ${MAX_SEAT_LENGTH} digits`);
  }
  return spellGroup(value);
}

/** Security codes 3-3, mobile numbers 3-4-4, up to five digits whole, all else in fours (a lone last digit joins its group). */
function groupsOf(text: string): string[] {
  if (text.length <= 5) return [text];
  if (text.length === 6) return [text.slice(0, 3), text.slice(3)];
  if (/^1\d{10}$/.test(text)) return [text.slice(0, 3), text.slice(3, 7), text.slice(7)];
  return text.match(/.{5}$|.{1,4}/g) ?? [];
}

/** Groups of four go as two pairs; shorter ones digit by digit, so that three digits keep an even beat. */
function spellGroup(group: string): ClipId[] {
  if (!/^\d{4}$/.test(group)) return [...group].map(single);
  return [pair(group.slice(0, 2)), pair(group.slice(2))];
}

function single(character: string): ClipId {
  if (character === 'X') return 'w.letter-x';
  return character === '1' ? 'n.yao' : `n.${character}`;
}

function pair(digits: string): ClipId {
  return digits.includes('1') ? `c.${digits}` : `d.${digits}`;
}
