/** What can be counted: the measure word in Hanzi, as values carry it, and the name of its clips. */
export const MEASURE_WORDS = {
  笔: 'bi', 位: 'wei', 条: 'tiao', 只: 'zhi', 签: 'qian', 手: 'shou', 股: 'gu', 户: 'hu', 次: 'ci', 天: 'tian', 个: 'ge',
  份: 'copy', 张: 'zhang', 家: 'jia', 项: 'xiang', 人: 'ren', 元: 'yuan', 小时: 'hour', 分钟: 'minute', 秒: 'second',
} as const;

export type MeasureWord = keyof typeof MEASURE_WORDS;
export type MeasureName = (typeof MEASURE_WORDS)[MeasureWord];

export function isMeasureWord(word: string): word is MeasureWord {
  return Object.hasOwn(MEASURE_WORDS, word);
}
