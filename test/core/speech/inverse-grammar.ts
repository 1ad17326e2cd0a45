/** Reads Mandarin numbers back. Written without looking at the speaking grammar: it accumulates units from left to right. */

const DIGIT: Record<string, number> = {
  零: 0, 一: 1, 幺: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
};
const SMALL_UNIT: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

export function parseCardinal(text: string): number {
  const body = text.startsWith('负') ? text.slice(1) : text;
  const value = parseAbove(body, '亿', (part) => parseAbove(part, '万', parseGroup));
  return text.startsWith('负') ? -value : value;
}

function parseAbove(text: string, unit: '亿' | '万', parsePart: (part: string) => number): number {
  const at = text.lastIndexOf(unit);
  if (at === -1) return parsePart(text);
  const scale = unit === '亿' ? 100_000_000 : 10_000;
  return parsePart(text.slice(0, at)) * scale + (at + 1 === text.length ? 0 : parsePart(text.slice(at + 1)));
}

function parseGroup(text: string): number {
  let total = 0;
  let pending: number | undefined;
  for (const character of text) {
    const unit = SMALL_UNIT[character];
    if (unit === undefined) {
      const digit = DIGIT[character];
      if (digit === undefined) throw new Error(`no number: ${character}`);
      pending = digit;
    } else {
      total += (pending ?? 1) * unit;
      pending = undefined;
    }
  }
  return total + (pending ?? 0);
}

export function parseDigits(text: string): string {
  return [...text].map((character) => DIGIT[character]).join('');
}

export function parseTenths(character: string | undefined): number {
  return character === undefined ? 0 : (DIGIT[character] ?? Number.NaN);
}
