import type { ClipId } from '../clip.ts';
import { quotient } from '../integer.ts';

const GROUPS = [[1e15, 'e15'], [1e12, 'e12'], [1e9, 'e9'], [1e6, 'e6'], [1e3, 'e3']] as const;

/** Clips of a safe integer, in groups of three digits; 1,215 is one thousand two hundred fifteen, without an "and". */
export function cardinal(value: number): ClipId[] {
  if (value === 0) return ['n.0'];
  if (value < 0) return ['w.minus', ...cardinal(-value)];
  const high = GROUPS.flatMap(([size, power]) => {
    const group = quotient(value, size) % 1000;
    return group === 0 ? [] : [...belowThousand(group), `n.${power}`];
  });
  return [...high, ...belowThousand(value % 1000)];
}

/** 0 to 999; 0 is nothing. */
function belowThousand(value: number): ClipId[] {
  const hundreds = quotient(value, 100);
  const rest = value % 100;
  return [...(hundreds === 0 ? [] : [`n.${hundreds}00`]), ...(rest === 0 ? [] : [`n.${rest}`])];
}

/** The last word of a number becomes its ordinal: 1,022 is one thousand twenty-second, 2,000 is two thousandth. */
export function ordinal(value: number): ClipId[] {
  const clips = cardinal(value);
  return clips.map((clip, index) => (index === clips.length - 1 ? clip.replace(/^n\./, 'o.') : clip));
}
