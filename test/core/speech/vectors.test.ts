import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clipInventory } from '../../../src/core/speech/inventory.ts';
import { SAY_EXAMPLES, speak, type SayKind, type SayValue } from '../../../src/core/speech/speak.ts';

const vectors = JSON.parse(readFileSync(new URL('./number-reading.json', import.meta.url), 'utf8')) as [
  SayKind,
  SayValue,
  string,
][];

const textById = new Map(clipInventory('zh-CN').map((clip) => [clip.id, clip.text]));

function textOf(kind: SayKind, value: SayValue): string {
  const spoken = speak(kind, value, 'zh-CN');
  if ('code' in spoken) throw new Error(`${kind} ${JSON.stringify(value)} ${spoken.reason}`);
  // The clips are what the client hears: they must say exactly the text.
  expect(spoken.clips.map((id) => textById.get(id)).join('')).toBe(spoken.text);
  return spoken.text;
}

describe('how values are spoken', () => {
  it('has the whole list of agreed readings', () => {
    expect(vectors).toHaveLength(114);
  });

  it.each(vectors)('says %s %s as %s', (kind, value, reading) => {
    expect(textOf(kind, value)).toBe(reading);
  });

  it.each([
    ['card', 100_020_000, '一亿零二万'],
    ['card', 220_000_000, '两亿二千万'],
    ['card', 100_110_000, '一亿零一十一万'],
    ['card', 101_234, '十万一千二百三十四'],
    ['card', 2_000_000_000_000, '两万亿'],
    ['card', -2000, '负两千'],
    ['card', '-12', '负十二'],
    ['dec', { mantissa: 168888, decimals: 2 }, '一千六百八十八点八八'],
    ['dec', { mantissa: -5, decimals: 3 }, '负零点零零五'],
    ['dec', '2000.5', '两千点五'],
    ['dec', '-0.00', '零点零零'],
    ['price', { mantissa: 987, decimals: 3 }, '零点九八七元'],
    ['price', { mantissa: 2, decimals: 0 }, '两元'],
    ['price', '-37.63', '负三十七点六三元'],
    ['money_fen', 22, '两角两分'],
    ['money_fen', -200, '负两元整'],
    ['money_fen', 1, '一分'],
    ['money_fen', 1002, '十元零两分'],
    ['pct', { mantissa: 1000, decimals: 2 }, '上涨百分之十'],
    ['pct', '+1.10', '上涨百分之一点一'],
    ['pct', '-0.00', '持平'],
    ['change', '0.15', '上涨零点一五元'],
    ['change', { mantissa: -50, decimals: 2 }, '下跌零点五零元'],
    ['change', '0.000', '持平'],
    ['change_points', '-12.30', '下跌十二点三零点'],
    ['place', 1, '第一位'],
    ['place', 2, '第二位'],
    ['place', 22, '第二十二位'],
    ['place', 2002, '第二千零二位'],
    ['place', 20_000, '第二万位'],
    ['duration', 120, '两分钟'],
    ['duration', 1200, '二十分钟'],
    ['duration', 3600, '一小时'],
    ['duration', 3605, '一小时零五秒'],
    ['duration', 7325, '两小时两分钟五秒'],
    ['duration', 0, '零秒'],
    ['seat', '1001', '幺零零幺'],
    ['seat', '812', '八幺二'],
    ['code', '110101199003077X', '幺幺零幺，零幺幺九，九零零三，零七七艾克斯'],
    ['code', '123456789', '幺二三四，五六七八九'],
    ['code', '95500', '九五五零零'],
    ['turnover_yuan', 0, '零元'],
    ['turnover_yuan', 2, '两元'],
    ['turnover_yuan', 9_999, '九千九百九十九元'],
    ['turnover_yuan', 10_000, '一万元'],
    ['turnover_yuan', 20_049, '两万元'],
    ['turnover_yuan', 20_050, '二点零一万元'],
    ['turnover_yuan', 99_999_949, '九千九百九十九点九九万元'],
    ['turnover_yuan', 99_999_950, '一亿元'],
    ['turnover_yuan', 200_000_000, '两亿元'],
    ['turnover_yuan', 1_234_567_890_123, '一万二千三百四十五点六八亿元'],
    ['volume_lots', 2, '两手'],
    ['volume_lots', 0, '零手'],
    ['count', { amount: 2, unit: '条' }, '两条'],
    ['count', '3 分钟', '三分钟'],
    ['date', '2024-02-29', '二零二四年二月二十九日'],
    ['date', '2000-12-31', '二零零零年十二月三十一日'],
    ['time', '23:59', '二十三点五十九分'],
  ] as [SayKind, SayValue, string][])('says %s %j as %s', (kind, value, reading) => {
    expect(textOf(kind, value)).toBe(reading);
  });

  it('speaks the example of every kind', () => {
    for (const { kind, value } of SAY_EXAMPLES) expect(textOf(kind, value)).not.toBe('');
  });
});

describe('what cannot be spoken', () => {
  it.each([
    ['card', 1.5],
    ['card', '1.5'],
    ['card', 'x'],
    ['card', ''],
    ['card', 2 ** 53],
    ['card', '99999999999999999'],
    ['card', Number.NaN],
    ['dec', 12.34],
    ['dec', '12.'],
    ['dec', '.5'],
    ['dec', '1e5'],
    ['dec', { mantissa: 1.5, decimals: 2 }],
    ['dec', { mantissa: 15, decimals: 9 }],
    ['dec', { mantissa: 15, decimals: -1 }],
    ['dec', { amount: 15, unit: '元' }],
    ['money_fen', '12.34'],
    ['code', ''],
    ['code', '60051a'],
    ['code', 600519],
    ['code', '1'.repeat(33)],
    ['pct', 'abc'],
    ['date', '2026-02-29'],
    ['date', '2100-02-29'],
    ['date', '2026-13-01'],
    ['date', '2026-04-31'],
    ['date', '2026-1-1'],
    ['date_noyear', '00-10'],
    ['date_noyear', '10-00'],
    ['time', '24:00'],
    ['time', '9:30'],
    ['time', '09:60'],
    ['count', '2'],
    ['count', '笔'],
    ['count', '2头'],
    ['count', { amount: 2, unit: 'toString' }],
    ['count', { amount: 0.5, unit: '笔' }],
    ['place', 0],
    ['place', -1],
    ['duration', -1],
    ['duration', '1.5'],
    ['volume_lots', -3],
    ['turnover_yuan', -1],
    ['seat', '12a'],
    ['seat', '123456789'],
    ['price', null],
    ['price', undefined],
    ['index', []],
  ] as [SayKind, SayValue][])('refuses %s %j with a reason', (kind, value) => {
    const refusal = speak(kind, value, 'zh-CN');
    expect(refusal).toMatchObject({ code: 'NOT_SPEAKABLE', kind });
    expect('reason' in refusal && refusal.reason.length > 5).toBe(true);
  });

  it('refuses a kind that does not exist, also one from the object prototype', () => {
    expect(speak('toString' as SayKind, '1', 'zh-CN')).toMatchObject({ code: 'NOT_SPEAKABLE' });
  });

  it('never repeats the value in the refusal, for it may be secret', () => {
    expect(JSON.stringify(speak('code', '88001234x6789', 'zh-CN'))).not.toContain('88001234');
  });
});
