/** Reads English numbers back. Written without looking at the speaking grammar: it accumulates words from left to right. */

const SMALL: Record<string, number> = {
  zero: 0, oh: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40,
  fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
};
const LARGE: Record<string, number> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, quadrillion: 1e15 };
const ORDINAL: Record<string, string> = { first: 'one', second: 'two', third: 'three', fifth: 'five', eighth: 'eight', ninth: 'nine', twelfth: 'twelve' };
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export function readCardinal(text: string): number {
  const words = text.split(/[ -]/);
  const isMinus = words[0] === 'minus';
  let total = 0;
  let group = 0;
  for (const word of isMinus ? words.slice(1) : words) {
    const large = LARGE[word];
    const small = SMALL[word];
    if (word === 'hundred') group *= 100;
    else if (large !== undefined) [total, group] = [total + group * large, 0];
    else if (small !== undefined) group += small;
    else throw new Error(`no number: ${word}`);
  }
  return (isMinus ? -1 : 1) * (total + group);
}

export function readOrdinal(text: string): number {
  return readCardinal(text.replace(/[a-z]+$/, (last) => ORDINAL[last] ?? last.replace(/ieth$/, 'y').replace(/th$/, '')));
}

export function readDigits(text: string): string {
  return text.split(' ').map((word) => (word === 'X' ? 'X' : String(SMALL[word] ?? '?'))).join('');
}

/** "twelve point three zero" with its displayed digits. */
export function readDecimal(text: string): string {
  const isMinus = text.startsWith('minus ');
  const [whole = '', fraction] = (isMinus ? text.slice(6) : text).split(' point ');
  return `${isMinus ? '-' : ''}${readCardinal(whole)}${fraction === undefined ? '' : `.${readDigits(fraction)}`}`;
}

/** Month and day, "10-10". */
export function readDay(text: string): string {
  const [month = '', day = ''] = text.split(' ');
  return `${twoDigits(MONTHS.indexOf(month) + 1)}-${twoDigits(readOrdinal(day))}`;
}

/** A year said as one number or as two. */
export function readYear(text: string): number {
  if (/thousand/.test(text)) return readCardinal(text);
  const [first = '', ...rest] = text.split(' ');
  if (rest.length === 0) return readCardinal(first);
  const isHundred = rest[0] === 'hundred';
  const end = isHundred ? rest.slice(1) : rest;
  return readCardinal(first) * 100 + (end.length === 0 ? 0 : readCardinal(end.join(' ')));
}

export function readTime(text: string): string {
  if (text === 'twelve noon') return '12:00';
  if (text === 'twelve midnight') return '00:00';
  const words = text.split(' ');
  const half = words.pop();
  const hour = (readCardinal(words[0] ?? '') % 12) + (half === 'PM' ? 12 : 0);
  const minute = words.length === 1 ? 0 : readCardinal(words.slice(1).join(' '));
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
