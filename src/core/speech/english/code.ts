import type { ClipId } from '../clip.ts';

/** Kind `code`: digit by digit, in groups with a short pause between; 600519 is six zero zero, five one nine. */
export function sayCode(groups: readonly string[]): ClipId[] {
  return groups.flatMap((group, index) => [...(index === 0 ? [] : ['pause.short']), ...spellGroup(group)]);
}

/** Groups of four go as two pairs, shorter ones digit by digit. Kind `seat` is one group. */
export function spellGroup(group: string): ClipId[] {
  if (/^\d{4}$/.test(group)) return [`d.${group.slice(0, 2)}`, `d.${group.slice(2)}`];
  return [...group].map((character) => (character === 'X' ? 'w.letter-x' : `n.${character}`));
}
