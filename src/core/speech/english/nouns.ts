import type { MeasureName } from '../measure-word.ts';

/**
 * What English counts where Mandarin has a measure word: one of it, several of it. Empty: the bare number says it all.
 * 份 are the units of a fund, 张 are bonds, 签 the allotments of a new issue, as a securities firm uses them.
 */
export const NOUNS: Readonly<Record<MeasureName, readonly [one: string, many: string]>> = {
  bi: ['transaction', 'transactions'],
  wei: ['caller', 'callers'],
  tiao: ['message', 'messages'],
  zhi: ['security', 'securities'],
  qian: ['allotment', 'allotments'],
  shou: ['lot', 'lots'],
  gu: ['share', 'shares'],
  hu: ['account', 'accounts'],
  ci: ['time', 'times'],
  tian: ['day', 'days'],
  ge: ['', ''],
  copy: ['unit', 'units'],
  zhang: ['bond', 'bonds'],
  jia: ['company', 'companies'],
  xiang: ['item', 'items'],
  ren: ['person', 'people'],
  yuan: ['yuan', 'yuan'],
  hour: ['hour', 'hours'],
  minute: ['minute', 'minutes'],
  second: ['second', 'seconds'],
};
