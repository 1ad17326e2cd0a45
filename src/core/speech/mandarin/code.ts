import type { ClipId } from '../clip.ts';

/** Kind `code`: digit by digit with 幺, in groups with a short pause between; 600519 is 六零零，五幺九. A last X is 艾克斯. */
export function sayCode(groups: readonly string[]): ClipId[] {
  return groups.flatMap((group, index) => [...(index === 0 ? [] : ['pause.short']), ...spellGroup(group)]);
}

/** Groups of four go as two pairs; shorter ones digit by digit, so that three digits keep an even beat. Kind `seat` is one group. */
export function spellGroup(group: string): ClipId[] {
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
