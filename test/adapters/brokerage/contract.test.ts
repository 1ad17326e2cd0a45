/** The client against the simulator, two processes over real HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBrokerage } from '../../../src/adapters/brokerage/client.ts';
import type { Brokerage } from '../../../src/adapters/brokerage/client.ts';
import type { FaultKind } from '../../../src/adapters/brokerage/simulator/control-contract.ts';
import type { BrokerageClient } from '../../../src/contract/brokerage/client.ts';
import { startSimulator } from './simulator-process.ts';
import type { RunningSimulator } from './simulator-process.ts';

let simulator: RunningSimulator;
let brokerage: Brokerage;

beforeAll(async () => {
  simulator = await startSimulator();
  brokerage = createBrokerage({ baseUrl: simulator.baseUrl, timeoutMs: 5_000 });
});

afterAll(async () => {
  await brokerage.close();
  await simulator.stop();
});

beforeEach(() => simulator.control.clearFaults());

describe('quotes', () => {
  it('are found by code: stock, fund and index, with name and decimals of each', async () => {
    expect(await brokerage.quote({ code: '600519' })).toMatchObject({ kind: 'found', value: { name: '贵州茅台', kind: 'stock', last: { decimals: 2 } } });
    expect(await brokerage.quote({ code: '510300' })).toMatchObject({ kind: 'found', value: { name: '沪深300ETF', kind: 'fund', last: { decimals: 3 } } });
    expect(await brokerage.quote({ code: '399001' })).toMatchObject({ kind: 'found', value: { name: '深证成指', kind: 'index', last: { decimals: 2 } } });
    expect(await brokerage.quote({ code: '920002' })).toMatchObject({ kind: 'found', value: { market: 'bse' } });
  });

  it('keep leading zeros, and 000001 is the stock unless the index is asked for', async () => {
    expect(await brokerage.quote({ code: '000001' })).toMatchObject({ value: { code: '000001', name: '平安银行', otherKinds: ['index'] } });
    expect(await brokerage.quote({ code: '000001', kind: 'index' })).toMatchObject({ value: { name: '上证指数', otherKinds: ['stock'] } });
    expect(await brokerage.quote({ code: '000001', kind: 'fund' })).toEqual({ kind: 'not-found' });
  });

  it.each(['123456', '1', '00001', '0000001', '', '60051*', '../../', '６００５１９'])('of %j are not found', async (code) => {
    expect(await brokerage.quote({ code })).toEqual({ kind: 'not-found' });
  });

  it('of indexes are found by menu key', async () => {
    const menu = await brokerage.indexes();
    if (menu.kind !== 'found') throw new Error(menu.kind);
    expect(menu.value.map(({ menuKey, name }) => menuKey + name).slice(0, 3)).toEqual(['1上证指数', '2深证成指', '3创业板指']);
    for (const { menuKey, name, code } of menu.value) {
      expect(await brokerage.indexQuote({ menuKey })).toMatchObject({ kind: 'found', value: { kind: 'index', name, code } });
    }
    expect(await brokerage.indexQuote({ menuKey: '9' })).toEqual({ kind: 'not-found' });
    expect(await brokerage.indexQuote({ menuKey: '*' })).toEqual({ kind: 'not-found' });
  });

  it('exist for every security of the list', async () => {
    const list = await brokerage.securities();
    if (list.kind !== 'found') throw new Error(list.kind);
    const answers = await Promise.all(list.value.map(({ code, kind }) => brokerage.quote({ code, kind })));
    expect(answers.map((answer) => answer.kind).filter((kind) => kind !== 'found')).toEqual([]);
  });

  it('stand in the log as they were answered, in order', async () => {
    const { lastSeq } = await simulator.control.log();
    const first = await brokerage.quote({ code: '600519' });
    await simulator.control.step(3);
    const second = await brokerage.quote({ code: '600519' });
    await brokerage.quote({ code: '123456' });
    const { entries } = await simulator.control.log(lastSeq);
    expect(entries.map(({ seq, code, operation }) => ({ seq, code, operation }))).toEqual([
      { seq: lastSeq + 1, code: '600519', operation: 'quote' },
      { seq: lastSeq + 2, code: '600519', operation: 'quote' },
    ]);
    expect([first, second]).toEqual(entries.map(({ quote }) => ({ kind: 'found', value: quote })));
    expect(entries[0]?.last).toEqual(entries[0]?.quote.last);
  });

  it('stand still at a weekend and move in a session, by whole numbers', async () => {
    const { steps } = await simulator.control.seed();
    await simulator.control.setClock('2026-11-23T10:00+08:00');
    await expect.poll(async () => (await simulator.control.seed()).steps, { timeout: 20_000 }).toBeGreaterThan(steps + 1);
    await simulator.control.setClock(Date.parse('2026-11-22T10:00:00+08:00'));
    expect(await simulator.control.ready()).toMatchObject({ session: 'closed' });
    const frozen = await brokerage.quote({ code: '600519' });
    expect(frozen).toMatchObject({ kind: 'found', value: { state: 'traded' } });
    const again = await brokerage.quote({ code: '600519' });
    expect(again).toMatchObject({ value: { last: frozen.kind === 'found' ? frozen.value.last : {} } });
  });

  it('say when a security is suspended', async () => {
    await simulator.control.suspend(['600519']);
    expect(await brokerage.quote({ code: '600519' })).toMatchObject({ value: { state: 'suspended', open: null, high: null, low: null } });
    await simulator.control.suspend([]);
  });
});

describe('clients by number [T-07]', () => {
  const client = (clientId: string, numbers: string[]): BrokerageClient => ({
    clientId,
    names: { full: '张伟', address: '张先生' },
    tier: 'gold',
    branch: 'B001',
    numbers,
    banks: [{ bankCode: 'ICBC', cardTail: '0123' }],
  });

  it('are none, one or many', async () => {
    await simulator.control.putClients([client('c1', ['13800138000']), client('c2', ['01088886666', '13800138001']), client('c3', ['13800138001'])]);
    const ids = async (number: string): Promise<unknown> => {
      const answer = await brokerage.clientsByNumber(number);
      return answer.kind === 'found' ? answer.value.map(({ clientId }) => clientId) : answer;
    };
    expect(await ids('13900000000')).toEqual([]);
    expect(await ids('13800138000')).toEqual(['c1']);
    expect(await ids('13800138001')).toEqual(['c2', 'c3']);
    expect(await ids('01088886666')).toEqual(['c2']);
    expect(await ids('anonymous')).toEqual([]);
  });
});

describe('faults on demand', () => {
  const expected: readonly (readonly [FaultKind, object, number])[] = [
    ['before', { kind: 'unavailable', reason: 'down' }, 0],
    ['error', { kind: 'unavailable', reason: 'down' }, 0],
    ['after', { kind: 'unavailable', reason: 'down' }, 1],
    ['reply-lost', { kind: 'unavailable', reason: 'down' }, 1],
    ['twice', { kind: 'found' }, 2],
    ['late', { kind: 'unavailable', reason: 'timeout' }, 1],
  ];

  it.each(expected)('%s: the caller gets %j, the work was done %i times', async (fault, answer, timesDone) => {
    const { lastSeq } = await simulator.control.log();
    await simulator.control.putFault({ operation: 'quote', fault, delayMs: 60_000 });
    expect(await brokerage.quote({ code: '600519', timeoutMs: fault === 'late' ? 1_500 : 5_000 })).toMatchObject(answer);
    expect((await simulator.control.log(lastSeq)).entries).toHaveLength(timesDone);
    expect(await brokerage.quote({ code: '600519' })).toMatchObject({ kind: 'found' });
  });

  it('strike the operation they name, as often as they were asked to', async () => {
    await simulator.control.putFault({ operation: 'indexes', fault: 'error', count: 2 });
    const kinds = async (): Promise<string[]> => [(await brokerage.quote({ code: '600519' })).kind, (await brokerage.indexes()).kind];
    expect(await kinds()).toEqual(['found', 'unavailable']);
    expect(await kinds()).toEqual(['found', 'unavailable']);
    expect(await kinds()).toEqual(['found', 'found']);
    await simulator.control.putFault({ operation: 'all', fault: 'error', count: 100 });
    expect(await kinds()).toEqual(['unavailable', 'unavailable']);
    await simulator.control.clearFaults();
    expect(await kinds()).toEqual(['found', 'found']);
  });

  it('are refused when they are none', async () => {
    await expect(simulator.control.putFault({ operation: 'quote', fault: 'explode' as FaultKind })).rejects.toThrow('400');
    await expect(simulator.control.setClock('2026-11-23T10:00')).rejects.toThrow('with its offset');
  });
});
