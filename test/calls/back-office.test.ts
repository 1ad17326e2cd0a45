import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from './support/caller.ts';
import { contactGapsReportSchema } from '../../src/contract/desk/contact-gaps.ts';
import { seatServiceFileSchema } from '../../src/contract/desk/service-file.ts';
import { ownDaySchema } from '../../src/contract/figures.ts';
import { openDeskPage } from './support/desk-page.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { isKind, openStage } from './support/stage.ts';

let hotline: Hotline;
beforeAll(async () => {
  hotline = await openHotline();
});
afterEach(async () => {
  await hotline.simulator.clearFaults().catch(() => undefined);
  await hotline.nothingLeft();
});
afterAll(() => hotline?.close());

/** The flow gives a look-up 4 s. */
const LOOK_UP_LIMIT_MS = 4_000;

async function asksFor(code: string): Promise<Caller> {
  const caller = await hotline.caller();
  await caller.hears('welcome');
  await caller.press(`1${code}#`);
  return caller;
}

const lookedUp = async (caller: Caller): Promise<unknown[]> =>
  (await hotline.records.factsOf(caller.number)).flatMap((fact) => (fact.kind === 'looked-up' ? [fact.result] : []));

describe('a back office in trouble [M-02]', () => {
  it('slow, but in time: the caller is asked to wait and hears the quote', async () => {
    await hotline.simulator.putFault({ operation: 'quote', fault: 'late', delayMs: 2_000, count: 1 });
    const caller = await asksFor('600519');
    await caller.hears('back-office.wait');
    await caller.hears('name.600519', 10_000);
    await caller.hangUp();
    expect(await lookedUp(caller)).toEqual(['found']);
  });

  it('too slow: within its time-out comes the apology, then the main menu, where a key works', async () => {
    await hotline.simulator.putFault({ operation: 'quote', fault: 'late', delayMs: 20_000, count: 1 });
    const caller = await asksFor('600519');
    const wait = await caller.hears('back-office.wait');
    const sorry = await caller.hears('back-office.sorry', LOOK_UP_LIMIT_MS + 3_000);
    expect(sorry.atMs - wait.atMs).toBeLessThan(LOOK_UP_LIMIT_MS);
    await caller.hears('main.menu', 15_000);
    await caller.press('1600036#');
    await caller.hears('name.600036');
    await caller.hangUp();
    expect(await lookedUp(caller)).toEqual(['failed', 'found']);
  });

  it('that breaks the line, answers with an error or loses its reply: an apology comes at once, and the next try is served', async () => {
    const callers: Caller[] = [];
    for (const fault of ['before', 'error', 'reply-lost'] as const) {
      await hotline.simulator.putFault({ operation: 'quote', fault, count: 1 });
      const caller = await asksFor('600519');
      await caller.hears('back-office.sorry', LOOK_UP_LIMIT_MS + 3_000);
      callers.push(caller);
    }
    await Promise.all(callers.map(async (caller) => {
      await caller.hears('main.menu', 15_000);
      await caller.press('1600519#');
      await caller.hears('name.600519');
      await caller.hangUp();
      expect(await lookedUp(caller)).toEqual(['failed', 'found']);
    }));
  });

  it('down: every caller hears an apology, a person can still be had; back again it serves without a restart of the server', async () => {
    const server = await hotline.parts.pid('server');
    await hotline.parts.halt('simulator');
    const [one, two] = await Promise.all([asksFor('600519'), asksFor('510300')]);
    await Promise.all([one, two].map(async (caller) => {
      await caller.hears('back-office.sorry', LOOK_UP_LIMIT_MS + 3_000);
      await caller.hears('main.menu', 15_000);
    }));
    await one.press('0');
    await one.hears('recording.notice');
    await one.hangUp();
    await hotline.parts.start('simulator');
    await two.press('1510300#');
    await two.hears('name.510300');
    await two.hangUp();
    expect(await hotline.parts.pid('server')).toBe(server);
  });

  it('that is slow delays no pop, ring or talk: the card comes after them, and says what is away [F-01]', async () => {
    const stage = openStage(hotline);
    await hotline.simulator.putFault({ operation: 'serviceFile', fault: 'late', delayMs: 20_000, count: 1 });
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 200 });
    const caller = await stage.wantsPerson('13800138000');
    const { atMs: poppedAt } = await agent.until(isKind('pop'), 30_000);
    const file = async () => seatServiceFileSchema.parse(await agent.desk?.read('/api/seat/service-file'));
    const away = file();
    const answered = await agent.until(isKind('answered'), 20_000);
    expect(answered.atMs).toBeGreaterThan(poppedAt);
    await caller.hearsVoice(20_000);
    expect((await away).office).toEqual({ kind: 'unavailable', reason: 'timeout' });
    const card = await file();
    expect(card.office).toMatchObject({ kind: 'found', file: { contacts: { known: expect.arrayContaining(['mobile']) } } });
    expect(JSON.stringify(card)).not.toContain('13800138000');
    await stage.clear();
  });

  it('whole: a supervisor reads who lacks a landline, page by page and without a number; an agent does not, but her own day [C-07]', async () => {
    const [supervisor, agent] = [await openDeskPage(hotline.config, '1013'), await openDeskPage(hotline.config, '1001')];
    const page = async (query: string) => contactGapsReportSchema.parse(await supervisor.json(`/api/clients/contact-gaps?missing=landline&limit=2${query}`));
    const first = await page('');
    if (first.kind !== 'found') throw new Error(first.reason);
    expect(first.clients.map(({ missing }) => missing.includes('landline'))).toEqual([true, true]);
    const second = await page(`&after=${first.next}`);
    expect(second.kind === 'found' && second.clients.every(({ clientId }) => clientId > (first.next ?? ''))).toBe(true);
    expect(JSON.stringify([first, second])).not.toMatch(/1[3-9]\d{9}/);
    expect((await agent.get('/api/clients/contact-gaps')).status).toBe(403);
    expect(ownDaySchema.parse(await agent.json('/api/seat/figures')).day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});
