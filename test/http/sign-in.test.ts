import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { password } from '../support/desk/desk-world.ts';
import { serveDesk } from '../support/desk/serve.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
beforeEach(async () => {
  desk = await serveDesk({ startAt: 1_795_485_600_000 });
});
afterEach(() => desk.close());

describe('sign-in', () => {
  it('opens a session in a cookie that scripts and other sites cannot use', async () => {
    const client = createDeskClient(desk.url);
    const answer = await client.signIn('Chen.Jing ');
    expect(answer.status).toBe(200);
    expect(await bodyOf(answer)).toMatchObject({ agent: { name: '陈静', series: 'service' }, protocol: 3, canSeeAllCalls: false });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^hotline-session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await client.get('/api/me')).status).toBe(200);
  });

  it('keeps no token in the store, only its keyed hash', async () => {
    const client = createDeskClient(desk.url);
    await client.signIn();
    const token = client.cookie().split('=')[1] ?? '';
    expect(JSON.stringify([...desk.data.sessions])).not.toContain(token);
  });

  it('says the same of an unknown login and of a wrong password', async () => {
    const wrong = await createDeskClient(desk.url).signIn('chen.jing', 'no');
    const unknown = await createDeskClient(desk.url).signIn('nobody', 'no');
    const shape = async (answer: Response) => ({ ...(await bodyOf(answer)), requestId: '', status: answer.status });
    expect(await shape(wrong)).toEqual(await shape(unknown));
  });

  it.each(['chen.jing', 'nobody'])('locks %s after five wrong passwords, the right one included, and opens again after a while', async (login) => {
    const client = createDeskClient(desk.url);
    const codes: string[] = [];
    for (let tries = 0; tries < 5; tries += 1) codes.push((await bodyOf(await client.signIn(login, 'no'))).code);
    expect(codes).toEqual(['SIGN_IN_WRONG', 'SIGN_IN_WRONG', 'SIGN_IN_WRONG', 'SIGN_IN_WRONG', 'SIGN_IN_LOCKED']);
    const locked = await client.signIn(login, password);
    expect(locked.status).toBe(429);
    expect(await bodyOf(locked)).toMatchObject({ code: 'SIGN_IN_LOCKED', retryAfterS: 900 });
    expect(locked.headers.get('retry-after')).toBe('900');
    desk.clock.at = 1_795_485_600_000 + 901_000;
    expect((await client.signIn(login, password)).status).toBe(login === 'chen.jing' ? 200 : 401);
  });

  it('a right password starts the count anew', async () => {
    const client = createDeskClient(desk.url);
    for (let round = 0; round < 2; round += 1) {
      for (let tries = 0; tries < 4; tries += 1) await client.signIn('chen.jing', 'no');
      expect((await client.signIn()).status).toBe(200);
    }
  });

  it('limits how often one address may try', async () => {
    await desk.close();
    desk = await serveDesk({ signInsPerMinute: 3 });
    const client = createDeskClient(desk.url);
    for (let tries = 0; tries < 3; tries += 1) expect((await client.signIn(`agent${tries}`, 'no')).status).toBe(401);
    const refused = await client.signIn('agent9', 'no');
    expect(refused.status).toBe(429);
    expect((await bodyOf(refused)).code).toBe('TOO_MANY_REQUESTS');
  });

  it('sign-out ends the session for its cookie and its open pages', async () => {
    const client = createDeskClient(desk.url);
    await client.signIn();
    const { cookie } = { cookie: client.cookie() };
    const page = client.open([{ stream: 'seat:s-1001', from: 0 }]);
    await page.message('welcome');
    expect((await client.post('/api/sign-out', {})).status).toBe(200);
    expect((await page.closing()).code).toBe(4401);
    expect((await fetch(`${desk.url}/api/me`, { headers: { cookie } })).status).toBe(401);
  });

  it('a session ends by itself after twelve hours', async () => {
    const client = createDeskClient(desk.url);
    await client.signIn();
    desk.clock.at = 1_795_485_600_000 + 12 * 3_600_000;
    expect((await client.get('/api/me')).status).toBe(401);
  });

  it('audits each sign-in, refusal, lock and sign-out by ids', async () => {
    const client = createDeskClient(desk.url);
    for (let tries = 0; tries < 5; tries += 1) await client.signIn('li.wei', 'no');
    await client.signIn();
    await client.post('/api/sign-out', {});
    expect(desk.data.audit.map(({ action, agentId, subjectId }) => [action, agentId, subjectId])).toEqual([
      ...Array.from({ length: 4 }, () => ['sign-in-refused', null, 'a-1002']),
      ['sign-in-locked', null, 'a-1002'],
      ['sign-in', 'a-1001', null],
      ['sign-out', 'a-1001', null],
    ]);
  });
});
