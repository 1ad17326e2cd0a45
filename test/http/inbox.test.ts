/** The inbox of what callers left after the tone: who may see it, who may take and close it, who may listen [P-01]. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
let client: ReturnType<typeof createDeskClient>;
beforeEach(async () => {
  desk = await serveDesk();
  client = createDeskClient(desk.url);
});
afterEach(() => desk.close());

const caseId = '0193a000-0000-7000-8000-000000000001';
const take = () => client.post(`/api/inbox/${caseId}/take`, {});
const close = (result: string) => client.post(`/api/inbox/${caseId}/close`, { result });
const codeOf = async (answer: Response) => [answer.status, (await bodyOf(answer)).code];

it('lists them with numbers masked, and not to who has not signed in', async () => {
  desk.addCase();
  expect((await client.get('/api/inbox')).status).toBe(401);
  await client.signIn();
  const { cases } = await client.read('/api/inbox');
  expect(cases).toMatchObject([{ caseNo: '20418837', box: 'complaint', state: 'open', number: { text: '138****8000', isWhole: false }, isMine: false, takenBy: null }]);
  expect(JSON.stringify(cases)).not.toContain('13800138000');
});

it('is not for the marketing series', async () => {
  desk.addCase();
  await client.signIn('li.wei');
  expect(await codeOf(await client.get('/api/inbox'))).toEqual([403, 'FORBIDDEN']);
  expect(await codeOf(await take())).toEqual([403, 'FORBIDDEN']);
});

it('is taken by one and closed by the same, with what was done', async () => {
  desk.addCase();
  await client.signIn();
  expect(await codeOf(await close('解释清楚'))).toEqual([409, 'CASE_NOT_YOURS']);
  expect((await take()).status).toBe(200);
  expect((await take()).status).toBe(200);
  await client.signIn('zhao.min');
  expect(await codeOf(await take())).toEqual([409, 'CASE_TAKEN']);
  expect(await codeOf(await close('不是我的'))).toEqual([409, 'CASE_NOT_YOURS']);
  await client.signIn();
  expect(await codeOf(await close(' '))).toEqual([400, 'BAD_REQUEST']);
  expect((await close('已致电解释，客户满意')).status).toBe(200);
  expect(await codeOf(await close('again'))).toEqual([409, 'CASE_CLOSED']);
  expect(await codeOf(await take())).toEqual([409, 'CASE_CLOSED']);
  expect(desk.data.cases[0]).toMatchObject({ state: 'closed', result: '已致电解释，客户满意' });
});

it.each(['0193a000-0000-7000-8000-000000000009', 'nonsense', "'--"])('of a case that is none (%s) nothing is told', async (id) => {
  await client.signIn();
  expect(await codeOf(await client.post(`/api/inbox/${encodeURIComponent(id)}/take`, {}))).toEqual([404, 'CASE_NOT_FOUND']);
});

it('what was left may be heard by who reads the inbox, and the listening is on record', async () => {
  desk.addRecording('rec-m1', '', 2);
  const listen = () => client.get('/api/recordings/rec-m1/audio');
  await client.signIn();
  expect((await listen()).status).toBe(404);
  Object.assign(desk.data.recordings[0] ?? {}, { isMessage: true });
  expect((await listen()).status).toBe(200);
  expect(desk.data.audit.map(({ action }) => action)).toContain('recording-played');
});
