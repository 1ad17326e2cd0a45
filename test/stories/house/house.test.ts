/** The hotline's own operations over stores in memory: what is answered, what is refused with which code, what is written down. */
import { describe, expect, it } from 'vitest';
import { createDispatch } from '../../../src/app/house/dispatch.ts';
import { houseOperations } from '../../../src/contract/operations/house.ts';
import { operations } from '../../../src/contract/operations/table.ts';
import type { LookupAnswer } from '../../../src/core/call/events.ts';
import { createSecret } from '../../../src/app/secret.ts';
import { at, createHouseWorld } from './house-world.ts';

const answersOf = (answer: LookupAnswer) => {
  if (answer.kind !== 'found') throw new Error(JSON.stringify(answer));
  return answer.answers;
};

describe('a booked callback [M-14]', () => {
  it('has the slots of the next trading day, within the hours of the service and of phones', async () => {
    const { ask } = createHouseWorld();
    expect(answersOf(await ask('callback-slots'))).toMatchObject({ date: '11-24', rows: 4, '1.id': '2026-11-24T09:00', '1.from': '09:00', '1.to': '11:00', '4.from': '15:00', '4.to': '17:00', '4.key': 4 });
  });

  it.each([
    ['2026-11-20T22:00', '2026-11-23', 'a weekend is not offered'],
    ['2026-09-24T10:00', '2026-09-28', 'a holiday and the weekend behind it are not'],
    ['2026-09-30T10:00', '2026-10-08', 'the long holiday is not'],
    ['2026-10-09T18:00', '2026-10-12', 'a make-up working Saturday is no trading day'],
  ])('asked at %s is offered on %s: %s', async (now, date) => {
    const { ask } = createHouseWorld({ now });
    expect(answersOf(await ask('callback-slots'))).toMatchObject({ date: date.slice(5), '1.id': `${date}T09:00` });
  });

  it('is a case that is due in the slot she chose', async () => {
    const { ask, opened, jobs } = createHouseWorld({ clientMatches: ['client-1'] });
    expect(answersOf(await ask('book-callback', { slot: '2026-11-24T13:00', case: 'booked' }))).toEqual({ date: '11-24', from: '13:00', to: '15:00' });
    expect(opened).toMatchObject([{ clientId: 'client-1', kind: 'booked', nextAttemptAt: at('2026-11-24T13:00'), dueAt: at('2026-11-24T15:00') }]);
    expect(jobs).toMatchObject([{ name: 'callback-attempt', delayMs: at('2026-11-24T13:00') - at('2026-11-23T10:00') }]);
  });

  it('as soon as possible is in the next minute phones may ring', async () => {
    const { ask, opened } = createHouseWorld({ clientMatches: ['client-1'], now: '2026-11-23T22:00' });
    expect(answersOf(await ask('book-callback', { slot: 'now' }))).toEqual({});
    expect(opened).toMatchObject([{ nextAttemptAt: at('2026-11-24T09:00') }]);
  });

  it('to change a contact is a case of its own kind, as soon as a phone may ring [M-13]', async () => {
    const { ask, opened } = createHouseWorld({ clientMatches: ['client-1'] });
    expect(answersOf(await ask('book-callback', { slot: 'now', case: 'contact' }))).toEqual({});
    expect(opened).toMatchObject([{ clientId: 'client-1', kind: 'contact-change', nextAttemptAt: at('2026-11-23T10:00') }]);
  });

  it('is refused with its reason', async () => {
    const known = createHouseWorld({ clientMatches: ['client-1'] });
    for (const slot of ['2026-11-23T09:00', '2026-11-24T09:30', '', '1', "'; drop table"]) expect(await known.ask('book-callback', { slot })).toEqual({ kind: 'refused', code: 'SLOT_GONE' });
    expect(await createHouseWorld().ask('book-callback', { slot: '2026-11-24T13:00' })).toEqual({ kind: 'refused', code: 'CLIENT_UNKNOWN' });
    expect(await createHouseWorld({ clientMatches: ['a', 'b'] }).ask('book-callback', { slot: '2026-11-24T13:00' })).toEqual({ kind: 'refused', code: 'CLIENT_UNKNOWN' });
    expect(await createHouseWorld({ clientMatches: ['client-1'], pending: true }).ask('book-callback', { slot: '2026-11-24T13:00' })).toEqual({ kind: 'refused', code: 'CALLBACK_PENDING' });
  });

  it('of who proved who she is goes by that, whosever number she calls from', async () => {
    const { ask, opened } = createHouseWorld({ clientMatches: ['a', 'b'], proven: 'client-9' });
    await ask('book-callback', { slot: '2026-11-24T13:00' });
    expect(opened).toMatchObject([{ clientId: 'client-9' }]);
  });
});

describe('what is left after the tone [P-01]', () => {
  it('is a case with a number; only a complaint has deadlines [K-03]', async () => {
    const world = createHouseWorld();
    await world.messages.file({ callId: 'call-1', recordingId: 'r1', box: 'complaint', durationMs: 9_000 });
    await world.messages.file({ callId: 'call-1', recordingId: 'r2', box: 'message', durationMs: 9_000 });
    expect(world.filed).toMatchObject([
      { box: 'complaint', acceptBy: at('2026-11-24T10:00'), resultBy: at('2026-11-28T10:00'), caseNo: expect.stringMatching(/^[1-9]\d{7}$/) },
      { box: 'message', acceptBy: null, resultBy: null },
    ]);
  });

  it('draws another number when one is taken, and does not file twice', async () => {
    const world = createHouseWorld({ takenNumbers: 2 });
    const message = { callId: 'call-1', recordingId: 'r1', box: 'message', durationMs: 9_000 } as const;
    await world.messages.file(message);
    await world.messages.file(message);
    expect(world.filed).toHaveLength(1);
    expect(new Set(world.drawn).size).toBe(world.drawn.length);
  });

  it('is asked for by its number: how it stands and since when, nothing of anybody', async () => {
    const world = createHouseWorld();
    await world.messages.file({ callId: 'call-1', recordingId: 'r1', box: 'complaint', durationMs: 9_000 });
    const number = world.filed[0]?.caseNo ?? '';
    const told = { number, box: 'complaint', state: 'open', filedOn: '2026-11-23', stateClip: 'case.is-open' };
    expect(answersOf(await world.ask('case-status', { number }))).toEqual(told);
    expect(answersOf(await world.ask('my-case'))).toEqual(told);
    for (const wrong of ['1234567', '00000000', '', 'abcdefgh']) expect(await world.ask('case-status', { number: wrong })).toEqual({ kind: 'not-found' });
  });
});

describe('how satisfied she was [K-01]', () => {
  it.each(['1', '5'])('%s counts once', async (score) => {
    const { ask, ratings } = createHouseWorld();
    expect(await ask('rate', { score })).toEqual({ kind: 'found', answers: {} });
    expect(await ask('rate', { score: '3' })).toEqual({ kind: 'refused', code: 'RATED_ALREADY' });
    expect(ratings).toMatchObject([{ callId: 'call-1', score: Number(score) }]);
  });

  it.each(['0', '6', '', '1.5', 'x', '-1'])('%j is no score', async (score) => {
    expect(await createHouseWorld().ask('rate', { score })).toEqual({ kind: 'refused', code: 'SCORE_INVALID' });
  });
});

describe('sent to the caller [M-12]', () => {
  it('a quote by SMS goes to the number she calls from, in her language, with what the back office says now', async () => {
    const zh = createHouseWorld({ numberToken: 'token-1' });
    expect(await zh.ask('send-to-me', { channel: 'sms', what: 'quote', code: '600519' })).toEqual({ kind: 'found', answers: {} });
    expect(zh.notices).toMatchObject([{ channel: 'sms', to: { numberToken: 'token-1' }, body: '贵州茅台（600519）最新价1688.88，涨跌幅-0.05%。行情仅供参考。', requestId: 'r1' }]);
    const en = createHouseWorld({ numberToken: 'token-1', language: 'en' });
    await en.ask('send-to-me', { channel: 'sms', what: 'quote', code: '600519' });
    expect(en.notices[0]?.body).toContain('600519: last 1688.88');
    expect(`${en.notices[0]?.subject}${en.notices[0]?.body}`, 'no Chinese in an English message').not.toMatch(/\p{Script=Han}/u);
  });

  it('funds go to who proved who she is', async () => {
    const { ask, notices } = createHouseWorld({ numberToken: 'token-1' });
    expect(await ask('send-to-me', { channel: 'sms', what: 'funds', client: '' })).toEqual({ kind: 'refused', code: 'NOTHING_TO_SEND' });
    await ask('send-to-me', { channel: 'sms', what: 'funds', client: 'client-1' });
    expect(notices[0]?.body).toBe('您的账户总资产1234.56元，可用资金0.05元，可取资金0.00元。');
  });

  it('e-mail goes to the address the back office has, fax to the number she keyed', async () => {
    const world = createHouseWorld({ clientMatches: ['client-1'] });
    await world.ask('send-to-me', { channel: 'email', what: 'doc-1' });
    await world.ask('send-to-me', { channel: 'fax', what: 'doc-2' }, { number: createSecret('02155501234') });
    expect(world.notices.map(({ to }) => to)).toEqual([{ address: 'a@example.cn' }, { numberToken: 'token of 11 digits' }]);
    expect(JSON.stringify(world.notices)).not.toContain('02155501234');
  });

  it('is refused where nobody knows where it should go', async () => {
    const world = createHouseWorld({ clientMatches: ['client-2'] });
    expect(await world.ask('send-to-me', { channel: 'sms', what: 'doc-1' })).toEqual({ kind: 'refused', code: 'NO_ADDRESS' });
    expect(await world.ask('send-to-me', { channel: 'email', what: 'doc-1' })).toEqual({ kind: 'refused', code: 'NO_ADDRESS' });
    expect(await world.ask('send-to-me', { channel: 'fax', what: 'doc-1' })).toEqual({ kind: 'refused', code: 'NUMBER_INVALID' });
    expect(await world.ask('send-to-me', { channel: 'fax', what: 'doc-1' }, { number: createSecret('12') })).toEqual({ kind: 'refused', code: 'NUMBER_INVALID' });
    expect(await world.ask('send-to-me', { channel: 'pigeon', what: 'doc-1' })).toEqual({ kind: 'refused', code: 'CHANNEL_UNKNOWN' });
    for (const what of ['horoscope', 'doc-99', '', 'toString']) expect(await world.ask('send-to-me', { channel: 'sms', what })).toEqual({ kind: 'refused', code: 'NOTHING_TO_SEND' });
    expect(await world.ask('send-to-me', { channel: 'sms', what: 'quote', code: '123456' })).toEqual({ kind: 'refused', code: 'NOTHING_TO_SEND' });
    expect(world.notices).toEqual([]);
  });

  it('fails while the back office does: the caller hears an apology, and nothing is sent', async () => {
    const world = createHouseWorld({ numberToken: 'token-1', isBackOfficeDown: true });
    expect(await world.ask('send-to-me', { channel: 'sms', what: 'quote', code: '600519' })).toEqual({ kind: 'failed', reason: 'down' });
    expect(world.notices).toEqual([]);
  });
});

describe('what day it is, how long the queue is', () => {
  it.each([
    ['2026-11-23T10:00', { date: '2026-11-23', isTradingDay: 'yes', session: 'morning', nextTradingDay: '2026-11-24' }],
    ['2026-11-22T10:00', { isTradingDay: 'no', session: 'closed', nextTradingDay: '2026-11-23' }],
    ['2026-10-10T10:00', { isTradingDay: 'no', nextTradingDay: '2026-10-12' }],
    ['2024-02-09T10:00', { isTradingDay: 'no', nextTradingDay: '2024-02-19' }],
  ])('at %s', async (now, told) => {
    expect(answersOf(await createHouseWorld({ now }).ask('firm-state'))).toMatchObject(told);
  });

  it('is not told of a year without a notice', async () => {
    expect(await createHouseWorld({ now: '2027-03-01T10:00' }).ask('firm-state')).toEqual({ kind: 'not-found' });
    expect(await createHouseWorld({ now: '2027-03-01T10:00' }).ask('callback-slots')).toEqual({ kind: 'not-found' });
  });

  it('tells of a queue, and not of one there is not', async () => {
    expect(answersOf(await createHouseWorld().ask('queue-state', { queue: 'general' }))).toEqual({ waiting: 20, seats: 0, isStaffed: 'no', isLong: 'yes' });
    expect(await createHouseWorld().ask('queue-state', { queue: 'nowhere' })).toEqual({ kind: 'not-found' });
  });
});

describe('the table of operations', () => {
  it('names every refusal and every result that the house gives', async () => {
    const world = createHouseWorld({ clientMatches: ['client-1'], numberToken: 'token-1' });
    await world.messages.file({ callId: 'call-1', recordingId: 'r1', box: 'complaint', durationMs: 1 });
    const asks = [['callback-slots', {}], ['book-callback', { slot: '2026-11-24T13:00' }], ['my-case', {}], ['firm-state', {}], ['queue-state', { queue: 'general' }]] as const;
    for (const [operation, args] of asks) {
      const known: readonly string[] = houseOperations[operation].results;
      for (const path of Object.keys(answersOf(await world.ask(operation, args)))) expect(known, operation).toContain(path.replace(/^\d+\./, '*.'));
    }
  });

  it('sends each to who answers it; a password of nobody is not asked for', async () => {
    const world = createHouseWorld();
    const reached: string[] = [];
    const dispatch = createDispatch({
      operations, owners: world.owners, house: async ({ operation }) => (reached.push(`house ${operation}`), { kind: 'not-found' }),
      brokerage: async ({ operation, args }) => (reached.push(`brokerage ${operation} ${args['client'] ?? ''}`), { kind: 'not-found' }),
    });
    const ask = (operation: string) => dispatch({ operation, args: {}, held: {}, callId: 'call-1', requestId: 'r', language: 'zh-CN', timeoutMs: 1 });
    await ask('rate');
    await ask('quote');
    expect(await ask('horoscope')).toEqual({ kind: 'failed', reason: 'unknown-operation' });
    expect(await ask('verify-password')).toEqual({ kind: 'refused', code: 'CLIENT_UNKNOWN' });
    expect(reached).toEqual(['house rate', 'brokerage quote ']);
    const known = createDispatch({ operations, owners: createHouseWorld({ clientMatches: ['client-1'] }).owners, house: async () => ({ kind: 'not-found' }), brokerage: async ({ args }) => (reached.push(String(args['client'])), { kind: 'not-found' }) });
    await known({ operation: 'verify-password', args: {}, held: {}, callId: 'call-1', requestId: 'r', language: 'zh-CN', timeoutMs: 1 });
    expect(reached.at(-1)).toBe('client-1');
  });
});
