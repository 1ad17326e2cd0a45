/** The table of operations against what the back office really answers: whatever a flow may speak is there, and nothing is told beside it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBrokerageAnswerer } from '../../../src/adapters/brokerage/answerer.ts';
import { createBrokerage, type Brokerage } from '../../../src/adapters/brokerage/client.ts';
import type { Answerer, OperationAsk } from '../../../src/app/house/answerer.ts';
import { createSecret } from '../../../src/app/secret.ts';
import { brokerageOperations } from '../../../src/contract/operations/brokerage.ts';
import type { LookupAnswer } from '../../../src/core/call/events.ts';
import { speak, type SayKind, type SayValue } from '../../../src/core/speech/speak.ts';
import { startSimulator, type RunningSimulator } from './simulator-process.ts';

let simulator: RunningSimulator;
let brokerage: Brokerage;
let answerer: Answerer;
const spoken: { text: string; language: string }[] = [];
let asked = 0;
const client = 'c-000';

beforeAll(async () => {
  simulator = await startSimulator(['--now', '2026-11-23T10:30:00+08:00']);
  brokerage = createBrokerage({ baseUrl: simulator.baseUrl, timeoutMs: 5_000 });
  answerer = createBrokerageAnswerer({
    brokerage,
    clips: { clipFor: async (text, language) => { spoken.push({ text, language }); return text.includes('股东大会') ? null : 'content.1'; } },
  });
});

afterAll(async () => {
  await brokerage.close();
  await simulator.stop();
});

beforeEach(() => simulator.control.putAccounts([{ clientId: client, account: '10000001', password: '420007' }]));

const ask = (operation: string, args: Record<string, string> = {}, more: Partial<OperationAsk> & { keyed?: Record<string, string> } = {}): Promise<LookupAnswer> => {
  const { keyed = {}, ...rest } = more;
  const held = Object.fromEntries(Object.entries(keyed).map(([arg, digits]) => [arg, createSecret(digits)]));
  return answerer({ operation, args, held, callId: 'call-1', requestId: `r${String((asked += 1))}`, language: 'zh-CN', timeoutMs: 4_000, ...rest });
};

const answersOf = (answer: LookupAnswer) => {
  if (answer.kind !== 'found') throw new Error(JSON.stringify(answer));
  return answer.answers;
};
/** `1.security.code` -> `*.security.code` */
const shape = (path: string): string => path.replace(/^\d+\./, '*.');

const asks: readonly (readonly [string, Record<string, string>])[] = [
  ['quote', { code: '600519' }], ['quote', { code: '000001', kind: 'index' }], ['quote', { code: '900905' }], ['quote', { code: '835185' }], ['quote', { code: '204001' }],
  ['index-quote', { menuKey: '1' }], ['funds', { client }], ['holdings', { client }], ['holdings', { client, page: '2' }], ['orders', { client }], ['fills', { client }],
  ['lottery-numbers', { client }], ['content', { type: 'news' }], ['content', { type: 'daily-comment', code: '600519' }],
];

describe('an operation of the back office', () => {
  it.each(asks)('%s %j answers what the table says, and nothing beside it', async (operation, args) => {
    const { results } = brokerageOperations[operation as keyof typeof brokerageOperations];
    const paths = Object.keys(answersOf(await ask(operation, args))).map(shape);
    expect(paths.filter((path) => !results.some((known) => known === path))).toEqual([]);
  });

  it('gives lists as rows that the grammar can say, in both languages, three at a time', async () => {
    const kinds: Readonly<Record<string, readonly (readonly [string, SayKind])[]>> = {
      holdings: [['quantity', 'count'], ['sellable', 'count'], ['marketValueFen', 'money_fen'], ['security.code', 'code']],
      orders: [['price', 'price'], ['quantity', 'count'], ['filled', 'count']],
      fills: [['price', 'price'], ['quantity', 'count'], ['time', 'time']],
      'lottery-numbers': [['firstNumber', 'code'], ['count', 'count']],
    };
    for (const [operation, said] of Object.entries(kinds)) {
      const answers = answersOf(await ask(operation, { client }));
      expect(Number(answers['rows'])).toBeGreaterThan(0);
      expect(Number(answers['rows'])).toBeLessThanOrEqual(3);
      for (let row = 1; row <= Number(answers['rows']); row += 1)
        for (const [path, kind] of said)
          for (const language of ['zh-CN', 'en'] as const) expect(speak(kind, answers[`${row}.${path}`] as SayValue, language), `${operation} ${path}`).toHaveProperty('clips');
    }
  });

  it('goes on from `next` while there are `more`, and says when there is nothing', async () => {
    const first = answersOf(await ask('holdings', { client }));
    expect(first).toMatchObject({ rows: 3, total: 5, more: 'yes', next: 2, isEmpty: 'no' });
    expect(answersOf(await ask('holdings', { client, page: '2' }))).toMatchObject({ rows: 2, more: 'no' });
    expect(answersOf(await ask('holdings', { client: 'c-001' }))).toMatchObject({ rows: 0, isEmpty: 'yes', more: 'no' });
  });

  it.each(['funds', 'holdings', 'orders', 'fills', 'lottery-numbers'])('%s of nobody is a fault of the flow, never of somebody else', async (operation) => {
    expect(await ask(operation, { client: '' })).toEqual({ kind: 'failed', reason: 'nobody-identified' });
  });

  it('stays small: a call keeps a page of it in its state', async () => {
    for (const [operation, args] of asks) expect(Buffer.byteLength(JSON.stringify(answersOf(await ask(operation, args)))), operation).toBeLessThan(900);
  });
});

describe('who the caller is', () => {
  const wrong = () => ask('verify-password', { client }, { keyed: { password: '111112' } });

  it('a right password is told with who it is, a wrong one with what may be said of it [domain 3.4]', async () => {
    const auth = { level: 'password', method: 'ivr-keys', clientId: client };
    expect(await ask('verify-password', { client }, { keyed: { password: '420007' } })).toEqual({ kind: 'found', answers: {}, auth });
    expect(await ask('verify-password', {}, { keyed: { account: '10000001', password: '420007' } })).toEqual({ kind: 'found', answers: {}, auth });
    expect(await wrong()).toEqual({ kind: 'refused', code: 'WRONG_PASSWORD', answers: { left: 4, leftCount: '4次', tell: 'no' } });
    await wrong();
    expect(await wrong()).toMatchObject({ answers: { leftCount: '2次', tell: 'yes' } });
    await wrong();
    expect(await wrong()).toMatchObject({ code: 'PASSWORD_LOCKED', answers: { untilDate: '11-24', untilTime: '00:00' } });
  });

  it('an English call is told the English name of a security, where there is one', async () => {
    expect(await ask('quote', { code: '600519' }, { language: 'en' })).toMatchObject({ answers: { englishName: 'Kweichow Moutai' } });
    for (const [code, language] of [['600519', 'zh-CN'], ['400061', 'en']] as const) expect(answersOf(await ask('quote', { code }, { language }))).not.toHaveProperty('englishName');
  });

  it('an account is known or not', async () => {
    expect(await ask('identify-account', {}, { keyed: { account: '10000001' } })).toMatchObject({ kind: 'found', auth: { level: 'account', clientId: client } });
    expect(await ask('identify-account', {}, { keyed: { account: '99999999' } })).toEqual({ kind: 'not-found' });
  });

  it('what was keyed and is gone is lost, and nothing is asked', async () => {
    for (const [operation, args] of [['verify-password', { client }], ['change-password', { client }], ['change-contact', { client }], ['identify-account', {}]] as const)
      expect(await ask(operation, args), operation).toEqual({ kind: 'lost' });
  });

  it('changes with the codes of the table only', async () => {
    const { refusals } = brokerageOperations['change-password'];
    for (const [wanted, again, code] of [['12345', '12345', 'PASSWORD_NOT_SIX_DIGITS'], ['123456', '123456', 'PASSWORD_TOO_SIMPLE'], ['258013', '258014', 'PASSWORDS_DIFFER'], ['420007', '420007', 'PASSWORD_UNCHANGED']] as const) {
      const answer = await ask('change-password', { client }, { keyed: { new: wanted, again } });
      expect(answer).toMatchObject({ kind: 'refused', code });
      expect(refusals).toContain(code);
    }
    expect(await ask('change-password', { client }, { keyed: { new: '258013', again: '258013' } })).toMatchObject({ kind: 'found' });
    expect(await ask('change-contact', { client }, { keyed: { phone: '13900139000', again: '13900139001' } })).toEqual({ kind: 'refused', code: 'CONTACTS_DIFFER' });
    expect(await ask('change-contact', { client }, { keyed: { phone: '123', again: '123' } })).toMatchObject({ kind: 'refused', code: 'CONTACT_INVALID' });
    expect(await ask('change-contact', { client }, { keyed: { phone: '13900139000', again: '13900139000' } })).toMatchObject({ kind: 'found' });
  });

  it('says whether there is an e-mail and never which; stops it at the wish of who proved who she is [M-13]', async () => {
    expect(await ask('contact-state', { client: '' })).toMatchObject({ kind: 'failed' });
    expect(await ask('remove-contact', { client, what: 'phone' })).toMatchObject({ kind: 'refused', code: 'CONTACT_INVALID' });
    const state = await ask('contact-state', { client });
    expect(state).toEqual({ kind: 'found', answers: { hasEmail: expect.stringMatching(/^(yes|no)$/) as string } });
    await ask('remove-contact', { client, what: 'email' });
    expect(await ask('contact-state', { client })).toEqual({ kind: 'found', answers: { hasEmail: 'no' } });
    expect(await ask('remove-contact', { client, what: 'email' })).toMatchObject({ kind: 'refused', code: 'CONTACT_UNCHANGED' });
  });
});

describe('texts of the back office', () => {
  it('become a clip in the language of the call', async () => {
    spoken.length = 0;
    expect(answersOf(await ask('content', { type: 'market-comment' }))).toMatchObject({ clip: 'content.1', hasClip: 'yes', more: 'yes', next: 2 });
    await ask('content', { type: 'market-comment' }, { language: 'en' });
    expect(spoken.map(({ language }) => language)).toEqual(['zh-CN', 'en']);
    expect(spoken[0]?.text).toContain('市场震荡');
  });

  it('that cannot be spoken are told as such, nothing published is not found', async () => {
    expect(answersOf(await ask('content', { type: 'announcement', code: '600519' }))).toMatchObject({ clip: '', hasClip: 'no' });
    expect(await ask('content', { type: 'announcement', code: '600000' })).toEqual({ kind: 'not-found' });
    expect(await ask('content', { type: 'market-comment', date: '20260101' })).toEqual({ kind: 'not-found' });
    expect(await ask('content', { type: 'market-comment', date: '20261120' })).toMatchObject({ kind: 'found' });
  });
});
