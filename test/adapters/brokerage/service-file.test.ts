import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createBrokerage, type Brokerage } from '../../../src/adapters/brokerage/client.ts';
import { startSimulator, type RunningSimulator } from './simulator-process.ts';

let simulator: RunningSimulator;
let brokerage: Brokerage;
beforeAll(async () => {
  simulator = await startSimulator(['--now', '2026-11-23T10:30:00+08:00']);
  brokerage = createBrokerage({ baseUrl: simulator.baseUrl, timeoutMs: 700 });
  await simulator.control.putClients([{ clientId: 'c-000', names: { full: '张伟', address: '张先生' }, tier: 'gold', branch: 'sh', numbers: ['13800138000', '02161234567'], banks: [] }]);
});
afterAll(async () => {
  await brokerage.close();
  await simulator.stop();
});
beforeEach(() => simulator.control.clearFaults());

it('a client has contacts by kind and no number, risk, assets that add up, alerts on what she holds [F-01] [C-07]', async () => {
  const answer = await brokerage.serviceFile({ clientId: 'c-000' });
  if (answer.kind !== 'found') throw new Error(answer.kind);
  const { contacts, assets, alerts } = answer.value;
  expect(contacts).toEqual(['mobile', 'landline']);
  expect(assets?.shares.reduce((sum, { valueFen }) => sum + valueFen, 0)).toBe(assets?.totalFen);
  const held = await brokerage.holdings({ clientId: 'c-000', page: 1, pageSize: 20 });
  expect(held.kind === 'found' && alerts.every(({ code }) => held.value.rows.some((row) => row.code === code))).toBe(true);
  expect(alerts.length).toBeGreaterThan(0);
  expect(JSON.stringify(answer.value)).not.toContain('13800138000');
});

it('the report of gaps: who lacks a way of contact, by kind and no number, page by page in the order of ids [C-07]', async () => {
  const some = (n: number, numbers: string[], email?: string) => ({ clientId: `g-${n}`, names: { full: '李静', address: '李女士' }, tier: 'gold' as const, branch: 'sh', numbers, banks: [], ...(email === undefined ? {} : { email }) });
  await simulator.control.putClients([
    some(3, ['13800138003']), some(1, ['13800138001', '02161234567'], 'a@example.cn'), some(2, ['02161234568'], 'b@example.cn'), some(4, ['13800138004', '02161234569']),
    { clientId: 'c-000', names: { full: '张伟', address: '张先生' }, tier: 'gold', branch: 'sh', numbers: ['13800138000', '02161234567'], banks: [] },
  ]);
  const page = async (ask: Parameters<typeof brokerage.contactGaps>[0]) => {
    const answer = await brokerage.contactGaps(ask);
    return answer.kind === 'found' ? answer.value : answer;
  };
  expect(await page({ limit: 3 })).toEqual({ clients: [{ clientId: 'c-000', branch: 'sh', known: ['mobile', 'landline'] }, { clientId: 'g-2', branch: 'sh', known: ['landline', 'email'] }, { clientId: 'g-3', branch: 'sh', known: ['mobile'] }], hasMore: true });
  expect(await page({ limit: 3, after: 'g-3' })).toEqual({ clients: [{ clientId: 'g-4', branch: 'sh', known: ['mobile', 'landline'] }], hasMore: false });
  expect(await page({ limit: 9, missing: 'mobile' })).toMatchObject({ clients: [{ clientId: 'g-2' }], hasMore: false });
  await simulator.control.putFault({ operation: 'contactGaps', fault: 'late', delayMs: 3_000 });
  expect(await page({ limit: 3 })).toEqual({ kind: 'unavailable', reason: 'timeout' });
});

it('of nobody is not-found', async () => expect(await brokerage.serviceFile({ clientId: 'nobody' })).toEqual({ kind: 'not-found' }));

it.each([['nonsense', 'bad-answer'], ['late', 'timeout'], ['before', 'down'], ['error', 'down']] as const)('under %s the answer is unavailable: %s', async (fault, reason) => {
  await simulator.control.putFault({ operation: 'serviceFile', fault, delayMs: 3_000 });
  expect(await brokerage.serviceFile({ clientId: 'c-000' })).toEqual({ kind: 'unavailable', reason });
});
