import type { Clip } from '../clip.ts';
import { MEASURE_WORDS } from '../measure-word.ts';

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** Ordinals up to this one have a clip of their own, so that the usual queue places sound whole. */
export const WHOLE_PLACES = 20;

/** Reading of 0 to 99 as at the start of a number (12 is 十二). */
function belowHundred(value: number): string {
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  if (tens === 0) return digit(ones);
  return `${tens === 1 ? '' : digit(tens)}十${ones === 0 ? '' : digit(ones)}`;
}

function digit(value: number): string {
  return DIGITS[value] ?? '';
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function numberClips(): Clip[] {
  return [
    ...range(0, 99).map((value) => ({ id: `n.${value}`, text: belowHundred(value) })),
    // 112 is 一百一十二: inside a number the teens carry their 一.
    ...range(10, 19).map((value) => ({ id: `n.${value}-yi`, text: `一${belowHundred(value)}` })),
    ...range(1, 9).map((value) => ({ id: `n.${value}00`, text: `${digit(value)}百` })),
    ...range(1, 9).map((value) => ({ id: `n.${value}000`, text: `${value === 2 ? '两' : digit(value)}千` })),
    { id: 'n.2000-er', text: '二千' },
    { id: 'n.e4', text: '万' },
    { id: 'n.1e4', text: '一万' },
    { id: 'n.2e4', text: '两万' },
    { id: 'n.e8', text: '亿' },
    { id: 'n.1e8', text: '一亿' },
    { id: 'n.2e8', text: '两亿' },
    { id: 'n.yao', text: '幺' },
  ];
}

function digitPairClips(): Clip[] {
  const plain = range(0, 99).map((value) => ({ id: `d.${twoDigits(value)}`, text: pairText(value, '一') }));
  const withYao = range(0, 99)
    .filter((value) => twoDigits(value).includes('1'))
    .map((value) => ({ id: `c.${twoDigits(value)}`, text: pairText(value, '幺') }));
  return [...plain, ...withYao];
}

function pairText(value: number, one: string): string {
  return (digit(Math.floor(value / 10)) + digit(value % 10)).replaceAll('一', one);
}

/**
 * The first two numbers before each measure word have a clip of their own (一笔 yì bǐ, 一位 yí wèi: the tone of 一 depends on
 * what follows, and 2 is 两), all others are number + unit.
 */
function unitClips(): Clip[] {
  return Object.entries(MEASURE_WORDS).flatMap(([unit, name]) => [
    { id: `u.${name}`, text: unit },
    { id: `k.1-${name}`, text: `一${unit}` },
    { id: `k.2-${name}`, text: `两${unit}` },
  ]);
}

function moneyClips(): Clip[] {
  const coin = (value: number, unit: string) => `${value === 2 ? '两' : digit(value)}${unit}`;
  return [
    { id: 'm.yuan-zheng', text: '元整' },
    ...range(1, 9).map((value) => ({ id: `m.${value}-jiao`, text: coin(value, '角') })),
    ...range(1, 9).map((value) => ({ id: `m.${value}-fen`, text: coin(value, '分') })),
  ];
}

function dateTimeClips(): Clip[] {
  return [
    { id: 't.year', text: '年' },
    ...range(1, 12).map((value) => ({ id: `t.month${value}`, text: `${belowHundred(value)}月` })),
    ...range(1, 31).map((value) => ({ id: `t.day${value}`, text: `${belowHundred(value)}日` })),
    ...range(0, 23).map((value) => ({ id: `t.hour${value}`, text: `${value === 2 ? '两' : belowHundred(value)}点` })),
    ...range(1, 59).map((value) => ({
      id: `t.min${value}`,
      text: `${value < 10 ? '零' : ''}${belowHundred(value)}分`,
    })),
  ];
}

function wordClips(): Clip[] {
  return [
    { id: 'w.minus', text: '负' },
    { id: 'w.point', text: '点' },
    { id: 'w.zheng', text: '整' },
    { id: 'w.up', text: '上涨' },
    { id: 'w.down', text: '下跌' },
    { id: 'w.flat', text: '持平' },
    { id: 'w.percent-of', text: '百分之' },
    { id: 'w.ordinal', text: '第' },
    { id: 'w.letter-x', text: '艾克斯' },
    { id: 'pause.short', text: '，' },
    ...range(1, WHOLE_PLACES).map((value) => ({ id: `o.${value}`, text: `第${belowHundred(value)}位` })),
  ];
}

export const MANDARIN_CLIPS: readonly Clip[] = [
  ...numberClips(),
  ...digitPairClips(),
  ...unitClips(),
  ...moneyClips(),
  ...dateTimeClips(),
  ...wordClips(),
];
