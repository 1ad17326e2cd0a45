import { describe, expect, it } from 'vitest';
import { NO_READINGS } from '../../../src/contract/prompt-readings.ts';
import { loadReadings } from '../../../src/adapters/speech/readings-file.ts';
import { clipInventory } from '../../../src/core/speech/inventory.ts';
import { buildNameClips } from '../../../src/adapters/speech/name-clips.ts';
import { pronounceable } from '../../../src/adapters/speech/pronounce.ts';
import { shippedCatalogues } from './fake-engine.ts';

const readings = await loadReadings(shippedCatalogues);

describe('what the engine is given to say', () => {
  it.each([
    ['查询行情请按1，人工服务请按0。', '查询行情请按一,人工服务请按零。'],
    ['沪深300ETF', '沪深三百、E T F'],
    ['中证1000', '中证一千'],
    ['万 科Ａ', '万科、A'],
    ['TCL科技', 'T C L 科技'],
    ['*ST信通', '星、S T 信通'],
    ['百济神州-U', '百济神州、U'],
    ['请拨95500', '请拨九五五零零'],
    ['请于今日还款', '请于今日{huan2 kuan3}'],
    ['藏格矿业', '{zang4 ge2}矿业'],
    ['兴业银行', '{xing1 ye4}银行'],
    ['美的集团', '{mei3 di4}集团'],
    ['单先生的中签号码', '{shan4 xian1 sheng5}的{zhong4 qian1}号码'],
    ['2026年11月25日', '二零二六年十一月二十五日'],
    ['沪指涨1.25%，报3215.67点', '沪指涨百分之一点二五,报三千二百衣十五点六七点'],
    ['成交12345手，600519收报09:30', '成交一万二千三百四十五手,六零零，五幺九收报九点三十分'],
    ['[[X]]{huan2 kuan3}', 'X H U A N 二、K U A N 三'],
    ['完美的服务', '完美的服务'],
    ['一百一十二', '一百衣十二'],
    ['十一点', '十衣点'],
    ['第十一位', '第十衣位'],
    ['一点', '一点'],
    ['一分钟', '易分钟'],
    ['零一分', '零一分'],
    ['一户', '移户'],
    ['两只', '两支'],
    ['只有', '只有'],
  ])('%s as %s', (text, spoken) => {
    expect(pronounceable(text, 'zh-CN', readings)).toBe(spoken);
  });

  it('holds no digit and no symbol for any clip of the grammar', () => {
    for (const { id, text } of clipInventory('zh-CN')) {
      if (id !== 'pause.short') expect(pronounceable(text, 'zh-CN', NO_READINGS)).toMatch(/^\p{Script=Han}+$/u);
    }
  });

  it('leaves English as it is, but for codes and the readings', () => {
    expect(pronounceable('Press 1.', 'en', readings)).toBe('Press 1.');
    expect(pronounceable('600519 rose 1.25% at nine AM, not in AMSTERDAM', 'en', readings)).toBe('six zero zero, five one nine rose 1.25% at nine A.M., not in AMSTERDAM');
  });
});

describe('names of securities', () => {
  it('gives shares and funds their code, indexes an id of their own', () => {
    expect(
      buildNameClips([
        { code: '000001', kind: 'stock', name: '平安银行' },
        { code: '000001', kind: 'index', name: '上证指数' },
        { code: '510300', kind: 'fund', name: '沪深300ETF' },
        { code: '000002', kind: 'stock', name: '万  科Ａ' },
      ], 'zh-CN'),
    ).toEqual([
      { id: 'name.000001', text: '平安银行' },
      { id: 'name.index-000001', text: '上证指数' },
      { id: 'name.510300', text: '沪深300ETF' },
      { id: 'name.000002', text: '万科A' },
    ]);
  });

  it('gives English callers the English names there are', () => {
    const securities = [
      { code: '600519', kind: 'stock', name: '贵州茅台', englishName: ' Kweichow  Moutai ' },
      { code: '732277', kind: 'subscription', name: '华勤申购' },
      { code: '000001', kind: 'index', name: '上证指数', englishName: 'Shanghai Composite Index' },
    ] as const;
    expect(buildNameClips(securities, 'en')).toEqual([{ id: 'name.600519', text: 'Kweichow Moutai' }, { id: 'name.index-000001', text: 'Shanghai Composite Index' }]);
  });

  it('refuses two names for one clip, and takes the same name twice', () => {
    const share = { code: '600519', kind: 'stock', name: '贵州茅台' } as const;
    expect(buildNameClips([share, share], 'zh-CN')).toHaveLength(1);
    expect(() => buildNameClips([share, { ...share, name: '别的' }], 'zh-CN')).toThrow(/name\.600519 .*贵州茅台.*别的/);
  });
});
