import { describe, expect, it } from 'vitest';
import { createBrokerageAnswerer } from '../../../src/adapters/brokerage/answerer.ts';
import { quoteAnswers } from '../../../src/adapters/brokerage/quote-answers.ts';
import type { LookupAnswer } from '../../../src/core/call/events.ts';
import type { BrokerageAnswer } from '../../../src/adapters/brokerage/answer.ts';
import type { Brokerage } from '../../../src/adapters/brokerage/client.ts';
import { createMarket } from '../../../src/adapters/brokerage/simulator/market.ts';
import type { Quote } from '../../../src/contract/brokerage/quote.ts';
import { speak } from '../../../src/core/speech/speak.ts';
import type { SayKind } from '../../../src/core/speech/speak.ts';

const market = createMarket(3);

function quoteOf(code: string): Quote {
  const quote = market.quote({ code, asOfMs: 1_795_399_200_000 });
  if (quote === undefined) throw new Error(`no quote of ${code}`);
  return quote;
}

function answering(answer: BrokerageAnswer<Quote>): { readonly brokerage: Brokerage; readonly asked: object[] } {
  const asked: object[] = [];
  const take = async (ask: object): Promise<BrokerageAnswer<Quote>> => {
    asked.push(ask);
    return answer;
  };
  const unused = (): never => {
    throw new Error('not asked here');
  };
  return {
    asked,
    brokerage: {
      quote: take, indexQuote: take, indexes: unused, securities: unused, clientsByNumber: unused, load: unused, close: unused, identifyAccount: unused,
      verifyPassword: unused, changePassword: unused, changeContact: unused, removeContact: unused, funds: unused, holdings: unused, orders: unused, fills: unused, lotteryNumbers: unused, content: unused, contacts: unused, serviceFile: unused, contactGaps: unused,
    },
  };
}

const askOf = (brokerage: Brokerage) => (operation: string, args: Record<string, string>, timeoutMs: number): Promise<LookupAnswer> =>
  createBrokerageAnswerer({ brokerage, clips: { clipFor: async () => null } })({ operation, args, held: {}, callId: 'c', requestId: 'r', language: 'zh-CN', timeoutMs });

describe('a look-up of a flow', () => {
  it('asks for a quote by code, by code and kind, or by menu key, with the time the node gives', async () => {
    const { brokerage, asked } = answering({ kind: 'not-found' });
    const ask = askOf(brokerage);
    expect(await ask('quote', { code: '000001' }, 3_000)).toEqual({ kind: 'not-found' });
    await ask('quote', { code: '000001', kind: 'index' }, 3_000);
    await ask('index-quote', { menuKey: '1' }, 2_000);
    expect(asked).toEqual([
      { code: '000001', timeoutMs: 3_000 },
      { code: '000001', kind: 'index', timeoutMs: 3_000 },
      { menuKey: '1', timeoutMs: 2_000 },
    ]);
  });

  it('fails with the reason, so that the caller hears an apology', async () => {
    const { brokerage } = answering({ kind: 'unavailable', reason: 'timeout' });
    expect(await askOf(brokerage)('quote', { code: '600519' }, 3_000)).toEqual({ kind: 'failed', reason: 'timeout' });
    expect(await askOf(brokerage)('horoscope', {}, 3_000)).toEqual({ kind: 'failed', reason: 'unknown-operation' });
    expect(await askOf(brokerage)('toString', {}, 3_000)).toEqual({ kind: 'failed', reason: 'unknown-operation' });
  });

  it.each<[string, SayKind, SayKind]>([
    ['600519', 'price', 'change'],
    ['688981', 'price', 'change'],
    ['510300', 'price', 'change'],
    ['399001', 'index', 'change_points'],
  ])('%s comes as values the grammar can speak', (code, priceKind, changeKind) => {
    const answers = quoteAnswers(quoteOf(code));
    const said: readonly (readonly [SayKind, string])[] = [
      ['code', 'code'], [priceKind, 'last'], [priceKind, 'previousClose'], [priceKind, 'open'], [priceKind, 'high'], [priceKind, 'low'],
      [changeKind, 'change'], ['pct', 'changePct'], ['count', 'volume'], ['turnover_yuan', 'turnoverYuan'],
    ];
    for (const [kind, path] of said) {
      const value = answers[path];
      if (value === undefined) throw new Error(`no answer ${path}`);
      for (const language of ['zh-CN', 'en'] as const) expect(speak(kind, value, language), path).toHaveProperty('text');
    }
  });

  it('counts STAR volume in 股 and the rest in 手', () => {
    expect(quoteAnswers(quoteOf('688981'))).toMatchObject({ volume: expect.stringMatching(/^\d+股$/), volumeUnit: 'share' });
    expect(quoteAnswers(quoteOf('688981'))).not.toHaveProperty('volumeLots');
    expect(quoteAnswers(quoteOf('600519'))).toMatchObject({ volume: expect.stringMatching(/^\d+手$/), volumeLots: expect.any(Number) });
  });

  it('has no price of the day for a suspended security', () => {
    const answers = quoteAnswers({ ...quoteOf('600519'), state: 'suspended', open: null, high: null, low: null });
    expect(answers).toMatchObject({ state: 'suspended', name: '贵州茅台' });
    for (const path of ['open', 'high', 'low']) expect(answers).not.toHaveProperty(path);
  });

  it('cuts the turnover to whole yuan instead of rounding twice', () => {
    expect(quoteAnswers({ ...quoteOf('600519'), turnoverFen: 1_234_564_999 })['turnoverYuan']).toBe(12_345_649);
  });

  it('says when an index has the same code', () => {
    expect(quoteAnswers(quoteOf('000001'))).toMatchObject({ name: '平安银行', hasIndexToo: 'yes' });
    expect(quoteAnswers(quoteOf('600519'))).toMatchObject({ hasIndexToo: 'no' });
  });

  it('stays small: a call keeps it in its state', () => {
    expect(Buffer.byteLength(JSON.stringify(quoteAnswers(quoteOf('399001'))))).toBeLessThan(700);
  });
});
