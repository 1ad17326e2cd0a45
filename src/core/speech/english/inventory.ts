import type { Clip } from '../clip.ts';
import { NOUNS } from './nouns.ts';

const SMALL = [
  'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen',
  'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
] as const;
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;
const IRREGULAR_ORDINALS: Readonly<Record<string, string>> = {
  one: 'first', two: 'second', three: 'third', five: 'fifth', eight: 'eighth', nine: 'ninth', twelve: 'twelfth',
};
const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
] as const;
const POWERS = [['e3', 'thousand'], ['e6', 'million'], ['e9', 'billion'], ['e12', 'trillion'], ['e15', 'quadrillion']] as const;

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** 0 to 99. */
function belowHundred(value: number): string {
  if (value < 20) return SMALL[value] ?? '';
  const ones = value % 10;
  const tens = TENS[(value - ones) / 10] ?? '';
  return ones === 0 ? tens : `${tens}-${belowHundred(ones)}`;
}

/** 1 to 99: twenty-first, fortieth. */
function ordinalBelowHundred(value: number): string {
  const words = belowHundred(value).split('-');
  const last = words.pop() ?? '';
  return [...words, ordinalOf(last)].join('-');
}

function ordinalOf(word: string): string {
  return IRREGULAR_ORDINALS[word] ?? (word.endsWith('y') ? `${word.slice(0, -1)}ieth` : `${word}th`);
}

function numberClips(): Clip[] {
  return [
    ...range(0, 99).map((value) => ({ id: `n.${value}`, text: belowHundred(value) })),
    ...range(1, 9).map((value) => ({ id: `n.${value}00`, text: `${belowHundred(value)} hundred` })),
    ...POWERS.map(([power, word]) => ({ id: `n.${power}`, text: word })),
    // Two digits in one breath, for codes and behind the point.
    ...range(0, 99).map((value) => {
      const ones = value % 10;
      return { id: `d.${(value - ones) / 10}${ones}`, text: `${belowHundred((value - ones) / 10)} ${belowHundred(ones)}` };
    }),
  ];
}

function ordinalClips(): Clip[] {
  return [
    ...range(1, 99).map((value) => ({ id: `o.${value}`, text: ordinalBelowHundred(value) })),
    ...range(1, 9).map((value) => ({ id: `o.${value}00`, text: `${belowHundred(value)} hundredth` })),
    ...POWERS.map(([power, word]) => ({ id: `o.${power}`, text: `${word}th` })),
  ];
}

function nounClips(): Clip[] {
  return Object.entries(NOUNS).flatMap(([name, [one, many]]) => [
    { id: `u.${name}-one`, text: one },
    { id: `u.${name}`, text: many },
  ]).filter(({ id, text }, index, all) => text !== '' && !(id.endsWith('-one') && all[index + 1]?.text === text));
}

function dateTimeClips(): Clip[] {
  return [
    ...MONTHS.map((text, index) => ({ id: `t.month${index + 1}`, text })),
    // 1906 is nineteen oh six, 09:05 is nine oh five.
    ...range(1, 9).map((value) => ({ id: `t.oh${value}`, text: `oh ${belowHundred(value)}` })),
    { id: 't.hundred', text: 'hundred' },
    { id: 't.am', text: 'AM' },
    { id: 't.pm', text: 'PM' },
    { id: 't.noon', text: 'noon' },
    { id: 't.midnight', text: 'midnight' },
  ];
}

function wordClips(): Clip[] {
  return [
    { id: 'w.minus', text: 'minus' },
    { id: 'w.and', text: 'and' },
    { id: 'w.point', text: 'point' },
    { id: 'w.points', text: 'points' },
    { id: 'w.up', text: 'up' },
    { id: 'w.down', text: 'down' },
    { id: 'w.flat', text: 'unchanged' },
    { id: 'w.percent', text: 'percent' },
    { id: 'w.letter-x', text: 'X' },
    { id: 'u.fen', text: 'fen' },
    { id: 'pause.short', text: ',' },
  ];
}

export const ENGLISH_CLIPS: readonly Clip[] = [
  ...numberClips(),
  ...ordinalClips(),
  ...nounClips(),
  ...dateTimeClips(),
  ...wordClips(),
];
