/** What one client may ask and change, over real HTTP against the simulator: pages, passwords, locks, contacts, texts. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBrokerage, type Brokerage } from '../../../src/adapters/brokerage/client.ts';
import { startSimulator, type RunningSimulator } from './simulator-process.ts';

let simulator: RunningSimulator;
let brokerage: Brokerage;
let asked = 0;
const requestId = (): string => `r${String((asked += 1))}`;
const clientId = 'c-000';
const account = '10000001';
const password = '420007';
/** Of a Monday in the session: orders of today are there. */
const monday = '2026-11-23T10:30:00+08:00';

beforeAll(async () => {
  simulator = await startSimulator(['--now', monday]);
  brokerage = createBrokerage({ baseUrl: simulator.baseUrl, timeoutMs: 5_000 });
});

afterAll(async () => {
  await brokerage.close();
  await simulator.stop();
});

beforeEach(async () => {
  await simulator.control.clearFaults();
  await simulator.control.setClock(monday);
  await simulator.control.setPasswordRules({});
  await simulator.control.putAccounts([{ clientId, account, password }]);
});

const verify = (keyed: string, id = requestId()) => brokerage.verifyPassword({ who: { clientId }, password: keyed, requestId: id });
const wrong = async (times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) await verify('111112');
};

describe('the trading password', () => {
  it('is right for the client and for her account', async () => {
    expect(await verify(password)).toEqual({ kind: 'found', value: { clientId } });
    expect(await brokerage.verifyPassword({ who: { account }, password, requestId: requestId() })).toEqual({ kind: 'found', value: { clientId } });
    expect(await brokerage.identifyAccount({ account })).toEqual({ kind: 'found', value: { clientId } });
    expect(await brokerage.identifyAccount({ account: '99999999' })).toEqual({ kind: 'not-found' });
    expect(await brokerage.identifyAccount({ account: '../1' })).toEqual({ kind: 'not-found' });
  });

  it('locks at the fifth wrong one and tells from the third on how many are left [domain 3.4]', async () => {
    const outcomes = [];
    for (let time = 0; time < 6; time += 1) outcomes.push(await verify('111112'));
    expect(outcomes).toMatchObject([
      { code: 'WRONG_PASSWORD', details: { left: 4, tell: false } }, { code: 'WRONG_PASSWORD', details: { left: 3, tell: false } },
      { code: 'WRONG_PASSWORD', details: { left: 2, tell: true } }, { code: 'WRONG_PASSWORD', details: { left: 1, tell: true } },
      { code: 'PASSWORD_LOCKED' }, { code: 'PASSWORD_LOCKED' },
    ]);
    expect(await verify(password)).toMatchObject({ code: 'PASSWORD_LOCKED', details: { untilMs: Date.parse('2026-11-24T00:00:00+08:00') } });
    await simulator.control.setClock('2026-11-24T00:00:01+08:00');
    expect(await verify(password)).toMatchObject({ kind: 'found' });
  });

  it('is unlocked after so many hours where the firm says so, and locks after as many as it says', async () => {
    await simulator.control.setPasswordRules({ maxWrong: 3, tellFrom: 1, lock: 'hours', lockHours: 8 });
    await simulator.control.setClock('2026-11-23T23:00:00+08:00');
    expect(await verify('111112')).toMatchObject({ details: { left: 2, tell: true } });
    await wrong(2);
    await simulator.control.setClock('2026-11-24T06:59:00+08:00');
    expect(await verify(password)).toMatchObject({ code: 'PASSWORD_LOCKED' });
    await simulator.control.setClock('2026-11-24T07:01:00+08:00');
    expect(await verify(password)).toMatchObject({ kind: 'found' });
  });

  it('counts anew after a right one, and on a new day', async () => {
    await wrong(4);
    expect(await verify(password)).toMatchObject({ kind: 'found' });
    await wrong(4);
    await simulator.control.setClock('2026-11-24T10:00:00+08:00');
    expect(await verify('111112')).toMatchObject({ details: { left: 4 } });
  });

  it('of an account nobody has is a wrong one, and locks like one: nobody learns which exist', async () => {
    const guess = (): Promise<object> => brokerage.verifyPassword({ who: { account: '77777777' }, password, requestId: requestId() });
    expect(await guess()).toMatchObject({ code: 'WRONG_PASSWORD', details: { left: 4 } });
    for (let time = 0; time < 4; time += 1) await guess();
    expect(await guess()).toMatchObject({ code: 'PASSWORD_LOCKED' });
    expect(await verify(password)).toMatchObject({ kind: 'found' });
  });

  it.each(['', '1', '12345', '1234567', '42000*', 'abcdef'])('%j is a wrong one', async (keyed) => {
    expect(await verify(keyed)).toMatchObject({ kind: 'refused', code: 'WRONG_PASSWORD' });
  });

  it('is counted once, however often the same question comes', async () => {
    const id = requestId();
    const first = await verify('111112', id);
    for (let time = 0; time < 9; time += 1) expect(await verify('111112', id)).toEqual(first);
    expect(await verify('111112')).toMatchObject({ details: { left: 3 } });
    expect(await verify(password, id)).toMatchObject({ kind: 'unavailable', reason: 'bad-answer' });
  });

  it.each(['reply-lost', 'after', 'twice'] as const)('is counted once under %s, when it is asked again with the same key', async (fault) => {
    const id = requestId();
    await simulator.control.putFault({ operation: 'verifyPassword', fault });
    await verify('111112', id);
    expect(await verify('111112', id)).toMatchObject({ details: { left: 4 } });
  });

  it('never stands in the log', () => {
    const lines = simulator.lines.join('\n');
    for (const secret of [password, '111112', account]) expect(lines).not.toContain(secret);
  });
});

describe('changing the password', () => {
  const change = (wanted: string, again = wanted, old?: string) =>
    brokerage.changePassword({ clientId, wanted, again, requestId: requestId(), ...(old === undefined ? {} : { old }) });

  it.each([
    ['12345', 'PASSWORD_NOT_SIX_DIGITS'], ['1234567', 'PASSWORD_NOT_SIX_DIGITS'], ['', 'PASSWORD_NOT_SIX_DIGITS'], ['12345*', 'PASSWORD_NOT_SIX_DIGITS'],
    ['888888', 'PASSWORD_TOO_SIMPLE'], ['123456', 'PASSWORD_TOO_SIMPLE'], ['654321', 'PASSWORD_TOO_SIMPLE'], ['890123', 'PASSWORD_TOO_SIMPLE'], ['121212', 'PASSWORD_TOO_SIMPLE'],
    ['123123', 'PASSWORD_TOO_SIMPLE'], ['000001', 'PASSWORD_TOO_SIMPLE'], [password, 'PASSWORD_UNCHANGED'],
  ])('refuses %s with %s', async (wanted, code) => {
    expect(await change(wanted)).toMatchObject({ kind: 'refused', code });
    expect(await verify(password)).toMatchObject({ kind: 'found' });
  });

  it('wants it twice the same, and the old one where it is asked for', async () => {
    expect(await change('258013', '258014')).toMatchObject({ code: 'PASSWORDS_DIFFER' });
    expect(await change('258013', '258013', '111112')).toMatchObject({ code: 'WRONG_PASSWORD', details: { left: 4 } });
    expect(await change('258013', '258013', password)).toMatchObject({ kind: 'found' });
    expect(await verify('258013')).toMatchObject({ kind: 'found' });
    expect(await verify(password)).toMatchObject({ code: 'WRONG_PASSWORD' });
  });

  it('is done once when its answer is lost and it is asked again', async () => {
    const ask = { clientId, wanted: '258013', again: '258013', requestId: requestId() };
    await simulator.control.putFault({ operation: 'changePassword', fault: 'reply-lost' });
    expect(await brokerage.changePassword(ask)).toEqual({ kind: 'unavailable', reason: 'down' });
    expect(await brokerage.changePassword(ask)).toMatchObject({ kind: 'found' });
  });
});

describe('changing a contact [M-13]', () => {
  const change = (kind: 'phone' | 'email', value: string, who = clientId) => brokerage.changeContact({ clientId: who, kind, value, requestId: requestId() });

  it('puts the new one first and refuses what is none or the same', async () => {
    await simulator.control.putClients([{ clientId, names: { full: '张伟', address: '张先生' }, tier: 'gold', branch: 'hq', numbers: ['13800138000'], banks: [] }]);
    for (const bad of ['12', '1380013800a', '', '1'.repeat(16)]) expect(await change('phone', bad), bad).toMatchObject({ code: 'CONTACT_INVALID' });
    for (const bad of ['a@b', 'nobody', '@x.cn']) expect(await change('email', bad), bad).toMatchObject({ code: 'CONTACT_INVALID' });
    expect(await change('phone', '13800138000')).toMatchObject({ code: 'CONTACT_UNCHANGED' });
    expect(await change('phone', '13900139000')).toMatchObject({ kind: 'found' });
    expect(await change('phone', '13900139000')).toMatchObject({ code: 'CONTACT_UNCHANGED' });
    expect(await change('email', 'zhang@example.cn')).toMatchObject({ kind: 'found' });
    expect(await brokerage.clientsByNumber('13900139000')).toMatchObject({ value: [{ clientId, numbers: ['13900139000', '13800138000'] }] });
    expect(await simulator.control.contacts()).toEqual([{ clientId, kind: 'phone', value: '13900139000' }, { clientId, kind: 'email', value: 'zhang@example.cn' }]);
  });

  it('takes an e-mail away once, and never a number', async () => {
    await simulator.control.putClients([{ clientId, names: { full: '张伟', address: '张先生' }, tier: 'gold', branch: 'hq', numbers: ['13800138000'], email: 'zhang@example.cn', banks: [] }]);
    const remove = (kind: string, key = requestId()) => brokerage.removeContact({ clientId, kind, requestId: key });
    expect(await remove('phone')).toMatchObject({ code: 'CONTACT_INVALID' });
    expect(await remove('fax')).toMatchObject({ code: 'CONTACT_INVALID' });
    const key = requestId();
    expect(await remove('email', key)).toMatchObject({ kind: 'found' });
    expect(await remove('email', key), 'the same question again').toMatchObject({ kind: 'found' });
    expect(await remove('email')).toMatchObject({ code: 'CONTACT_UNCHANGED' });
    expect(await brokerage.contacts({ clientId })).toMatchObject({ value: { email: null } });
    expect(await change('email', 'zhang@example.cn')).toMatchObject({ kind: 'found' });
    expect(await brokerage.contacts({ clientId })).toMatchObject({ value: { email: 'zhang@example.cn' } });
  });
});

describe('what a client has [M-09]', () => {
  it('funds: what may leave is no more than what is usable, and the total is the sum', async () => {
    for (let one = 0; one < 30; one += 1) {
      const answer = await brokerage.funds({ clientId: `c-${String(one).padStart(3, '0')}` });
      if (answer.kind !== 'found') throw new Error(answer.kind);
      const { usableFen, withdrawableFen, frozenFen, marketValueFen, totalFen } = answer.value;
      expect(withdrawableFen).toBeLessThanOrEqual(usableFen);
      expect(usableFen + frozenFen + marketValueFen).toBe(totalFen);
    }
  });

  it('comes in pages without a gap and without a repetition: five holdings are three and two, none is an empty page', async () => {
    const first = await brokerage.holdings({ clientId, page: 1, pageSize: 3 });
    const second = await brokerage.holdings({ clientId, page: 2, pageSize: 3 });
    if (first.kind !== 'found' || second.kind !== 'found') throw new Error('no pages');
    expect([first.value.rows.length, first.value.hasMore, second.value.rows.length, second.value.hasMore]).toEqual([3, true, 2, false]);
    expect(new Set([...first.value.rows, ...second.value.rows].map(({ code }) => code)).size).toBe(5);
    expect(await brokerage.holdings({ clientId, page: 9, pageSize: 3 })).toMatchObject({ value: { rows: [], hasMore: false } });
    expect(await brokerage.holdings({ clientId: 'c-001', page: 1, pageSize: 3 })).toMatchObject({ value: { rows: [], total: 0 } });
  });

  it('orders and fills are of today, as far as the clock has come, and none at a weekend', async () => {
    const orders = async () => {
      const answer = await brokerage.orders({ clientId, page: 1, pageSize: 20 });
      return answer.kind === 'found' ? answer.value.rows : [];
    };
    const fills = await brokerage.fills({ clientId, page: 1, pageSize: 20 });
    const all = await orders();
    expect(all.length).toBe(4);
    if (fills.kind !== 'found') throw new Error(fills.kind);
    expect(fills.value.rows.map(({ orderNo, quantity }) => ({ orderNo, quantity }))).toEqual(all.filter(({ filled }) => filled > 0).map(({ orderNo, filled }) => ({ orderNo, quantity: filled })));
    await simulator.control.setClock('2026-11-23T09:35:00+08:00');
    expect((await orders()).length).toBe(2);
    await simulator.control.setClock('2026-11-22T10:30:00+08:00');
    expect(await orders()).toEqual([]);
  });

  it('lottery numbers have the first of a row and how many', async () => {
    expect(await brokerage.lotteryNumbers({ clientId, page: 1, pageSize: 3 })).toMatchObject({ value: { rows: [{ state: 'pending' }, { state: 'won', wonShares: 500 }] } });
  });

  it('is the same each time it is asked, but for the prices', async () => {
    const ask = () => brokerage.lotteryNumbers({ clientId: 'c-004', page: 1, pageSize: 3 });
    expect(await ask()).toEqual(await ask());
  });

  it.each(['funds', 'holdings', 'orders', 'fills', 'lotteryNumbers', 'verifyPassword', 'changePassword', 'changeContact', 'removeContact', 'identifyAccount', 'content'] as const)('nonsense about %s is no answer', async (operation) => {
    await simulator.control.putFault({ operation, fault: 'nonsense' });
    const page = { clientId, page: 1, pageSize: 3 };
    const ask = {
      funds: () => brokerage.funds({ clientId }), holdings: () => brokerage.holdings(page), orders: () => brokerage.orders(page), fills: () => brokerage.fills(page),
      lotteryNumbers: () => brokerage.lotteryNumbers(page), verifyPassword: () => verify(password), identifyAccount: () => brokerage.identifyAccount({ account }),
      changePassword: () => brokerage.changePassword({ clientId, wanted: '258013', again: '258013', requestId: requestId() }),
      changeContact: () => brokerage.changeContact({ clientId, kind: 'phone', value: '13800138111', requestId: requestId() }),
      removeContact: () => brokerage.removeContact({ clientId, kind: 'email', requestId: requestId() }),
      content: () => brokerage.content({ type: 'news', page: 1 }),
    }[operation];
    expect(await ask()).toEqual({ kind: 'unavailable', reason: 'bad-answer' });
  });
});

describe('texts to be read [C-01] [C-02] [C-04]', () => {
  it.each(['market-comment', 'news', 'express', 'exchange-notice', 'opinion'])('%s is there without a code, one text a page', async (type) => {
    const answer = await brokerage.content({ type, page: 1 });
    if (answer.kind !== 'found') throw new Error(answer.kind);
    expect(answer.value.item).toMatchObject({ type, code: null });
    expect(answer.value.hasMore).toBe(answer.value.total > 1);
    expect(await brokerage.content({ type, page: answer.value.total + 1 })).toEqual({ kind: 'not-found' });
  });

  it('comments and announcements go by code, old codes too', async () => {
    expect(await brokerage.content({ type: 'daily-comment', page: 1, code: '600519' })).toMatchObject({ value: { item: { code: '600519' } } });
    expect(await brokerage.content({ type: 'daily-comment', page: 1, code: '835185' })).toMatchObject({ kind: 'found' });
    expect(await brokerage.content({ type: 'announcement', page: 1, code: '600519' })).toMatchObject({ kind: 'found' });
    expect(await brokerage.content({ type: 'announcement', page: 1, code: '600000' })).toEqual({ kind: 'not-found' });
    for (const code of ['123456', '60051', '']) expect(await brokerage.content({ type: 'daily-comment', page: 1, code })).toEqual({ kind: 'not-found' });
    expect(await brokerage.content({ type: 'horoscope', page: 1 })).toEqual({ kind: 'not-found' });
  });

  it('go by day: not of the future, a weekend has those of Friday', async () => {
    const of = async (date: string) => {
      const answer = await brokerage.content({ type: 'market-comment', page: 1, date });
      return answer.kind === 'found' ? answer.value.item.contentId : answer.kind;
    };
    expect(await of('2026-11-22')).toBe(await of('2026-11-20'));
    expect(await of('2026-11-24')).toBe('not-found');
    expect(await of('2026-09-01')).toBe('not-found');
  });
});
