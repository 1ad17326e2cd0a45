import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyPassword } from '../../../src/app/desk/password.ts';
import { createClientStore } from '../../../src/adapters/postgres/client-store.ts';
import { demoBrokerageClients, demoClients } from '../../../src/adapters/postgres/demo/clients.ts';
import { loadDemo } from '../../../src/adapters/postgres/demo/load.ts';
import { createNumberBook, numberToken } from '../../../src/adapters/postgres/number-book.ts';
import { normaliseNumber } from '../../../src/adapters/postgres/number-form.ts';
import { openDatabase, type Database } from '../../../src/adapters/postgres/pool.ts';
import { clientListSchema } from '../../../src/contract/brokerage/client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const tokenKey = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';
let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  await loadDemo(test.url, { tokenKey, demoPassword: 'first password' });
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

it.each([
  ['13800138000', '13800138000'],
  ['013800138000', '13800138000'],
  ['+8613800138000', '13800138000'],
  ['008613800138000', '13800138000'],
  ['8613800138000', '13800138000'],
  ['+86 138-0013-8000', '13800138000'],
  ['sip:+8613800138000@carrier.example', '13800138000'],
  ['１３８００１３８０００', '13800138000'],
  ['02155501000', '02155501000'],
  ['+862155501000', '02155501000'],
  ['+861055501000', '01055501000'],
  ['00862155501000', '02155501000'],
  ['+864008195500', '4008195500'],
  ['95500', '95500'],
  ['+8695500', '95500'],
  ['+14155550100', '0014155550100'],
  ['0014155550100', '0014155550100'],
])('reads %s as %s', (raw, number) => {
  expect(normaliseNumber(raw)).toBe(number);
});

it.each(['', 'anonymous', 'Anonymous', 'unknown', 'restricted', 'withheld', '+', '0', '0000', '12', 'alice', "1' or 1=1", '1'.repeat(40), '1380013800x'])('takes %j for no number', (raw) => {
  expect(normaliseNumber(raw)).toBeNull();
});

it('the token of a number is HMAC-SHA-256 under the key, 128 bits (vector made with openssl)', () => {
  expect(numberToken(tokenKey, '13800138000')).toBe('0ecf1556ad2b57569de2253a40b6cf80');
  expect(numberToken(tokenKey.replaceAll('0', '1'), '13800138000')).not.toBe(numberToken(tokenKey, '13800138000'));
});

it('keeps a number once, gives the same token for every way of writing it, and tells it again', async () => {
  const book = createNumberBook(database, { tokenKey });
  const token = await book.keep('+8613900000001');
  expect(token).toBe(await book.keep('013900000001'));
  expect(await book.reveal(token ?? '')).toBe('13900000001');
  expect(await book.keep('anonymous')).toBeNull();
  expect(await book.reveal('0'.repeat(32))).toBeNull();
});

it('the application cannot read the table of numbers, only ask for one token at a time', async () => {
  await expect(database.reads.selectFrom('phone_number').selectAll().execute()).rejects.toMatchObject({ code: 'STORE_FAULT', sqlState: '42501' });
});

it('the demo firm has headquarters, 3 branches, 12 agents of three series and a supervisor, 200 clients with 1 to 3 numbers and up to 5 banks', async () => {
  const [row] = await test.query(`select
    (select count(*)::int from branch) as branches, (select count(*)::int from branch where is_headquarters) as headquarters,
    (select count(*)::int from seat) as seats, (select json_object_agg(series, n) from (select series, count(*) as n from agent group by 1) a) as series,
    (select count(*)::int from client) as clients, (select array_agg(distinct n order by n) from (select count(*)::int as n from client_number group by client_id) c) as numbers,
    (select array_agg(distinct n order by n) from (select count(*)::int as n from client_bank group by client_id) b) as banks,
    (select array_agg(distinct tier order by tier) from client) as tiers`);
  expect(row).toEqual({
    branches: 4, headquarters: 1, seats: 13, series: { service: 7, compliance: 3, marketing: 3 }, clients: 200,
    numbers: [1, 2, 3], banks: [1, 2, 3, 4, 5], tiers: ['diamond', 'gold', 'ordinary', 'wealth'],
  });
});

it('loading it again changes nothing; another demo password replaces the old one', async () => {
  const everything = () => test.query(`select (select json_agg(a) from agent a) as agents, (select json_agg(s) from seat s) as seats, (select json_agg(c) from client c) as clients`);
  const before = await everything();
  await loadDemo(test.url, { tokenKey, demoPassword: 'first password' });
  expect(await everything()).toEqual(before);
  await loadDemo(test.url, { tokenKey, demoPassword: 'second password' });
  const hashes = await test.query<{ password_hash: string }>('select distinct password_hash from agent');
  expect(hashes).toHaveLength(1);
  expect(await verifyPassword('second password', hashes[0]?.password_hash ?? '')).toBe(true);
});

it('an incoming number matches one client, many, or none [T-07]', async () => {
  const clients = createClientStore(database, { tokenKey });
  const matches = (number: string) => clients.byNumber(numberToken(tokenKey, number));
  expect(await matches('13800138000')).toEqual([demoClients[0]?.clientId]);
  expect(await matches('13800138002')).toEqual([demoClients[2]?.clientId, demoClients[3]?.clientId]);
  expect(await matches('13800138900')).toEqual([]);
});

it('finds a client by id, client number or phone number, and shows cards in the order asked', async () => {
  const clients = createClientStore(database, { tokenKey });
  const [first, , third] = demoClients;
  for (const text of [first?.clientId ?? '', first?.clientNo ?? '', '013800138000']) expect(await clients.search(text)).toEqual([first?.clientId]);
  expect(await clients.search('nobody')).toEqual([]);
  const cards = await clients.byIds([third?.clientId ?? '', '0193a000-0000-7000-8000-999999999999', first?.clientId ?? '']);
  expect(cards.map((card) => card.clientId)).toEqual([third?.clientId, first?.clientId]);
  expect(cards[1]).toEqual({ clientId: first?.clientId, name: first?.name, tier: 'diamond', branch: '总部', owner: null, banks: first?.banks });
});

it('the demo clients also fit the contract of the back office', () => {
  expect(clientListSchema.parse({ clients: demoBrokerageClients() }).clients).toHaveLength(200);
});

it('a caller is known with one question: the number kept, and whose it is, in the order of the ring (T-07)', async () => {
  const book = createNumberBook(database, { tokenKey });
  const [owned] = await test.query<{ token: string }>('select token from client_number group by token order by count(*) desc, token limit 1');
  const number = (await book.reveal(owned?.token ?? '')) ?? expect.fail();
  expect(await book.know(`0${number}`)).toEqual({ numberToken: owned?.token, clientIds: await createClientStore(database, { tokenKey }).byNumber(owned?.token ?? '') });
  expect((await book.know(number))?.clientIds.length).toBeGreaterThan(0);
  const stranger = (await book.know('13900007777')) ?? expect.fail();
  expect(stranger.clientIds).toEqual([]);
  expect(await book.reveal(stranger.numberToken)).toBe('13900007777');
  expect(await book.know('anonymous')).toBeNull();
});
