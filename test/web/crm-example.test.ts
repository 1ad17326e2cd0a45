/** docs/crm-example in a real browser: another system's page, of another origin, by stream and REST. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveDesk } from '../support/desk/serve.ts';
import { hasChromium, launch, openPage } from './support/browser.ts';

const folder = process.env['HOTLINE_TEST_SCREENSHOTS'];

describe.skipIf(!hasChromium)('the example page of another system', () => {
  let browser: Browser;
  let desk: Awaited<ReturnType<typeof serveDesk>>;
  let crm: Server;
  beforeAll(async () => {
    [browser, desk] = await Promise.all([launch(), serveDesk({ realtime: { pollMs: 50 } })]);
    crm = createServer((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(readFileSync('docs/crm-example/index.html')));
    await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
    crm.closeAllConnections();
    crm.close();
  });

  it('shows calls as they happen, the figures of the day and a card for the call offered to the seat, and goes on after a reload where it was', async () => {
    const { token } = await desk.other.tokens.make({ name: 'crm', scopes: ['figures', 'events'], by: 'ops', validMs: 60_000 });
    const { page, complaints } = await openPage(browser);
    const address = `http://127.0.0.1:${(crm.address() as AddressInfo).port}/?hotline=${desk.url}`;
    const connect = async (): Promise<void> => {
      await page.fill('#token', token);
      await page.click('button');
      await page.getByText('connected').waitFor();
    };
    await page.goto(address);
    await connect();
    await page.getByText('呼叫量').waitFor();
    desk.other.happen(2);
    await page.locator('#calls tr').nth(1).waitFor();
    expect(await page.locator('#calls').innerText()).toContain('in the menus');
    desk.other.happen(3);
    await page.locator('#calls tr').nth(4).waitFor();
    await page.reload();
    desk.other.happen(2);
    await connect();
    await page.locator('#calls tr').nth(1).waitFor();
    expect(await page.locator('#calls tr').evaluateAll((rows) => rows.map(({ id }) => id).sort())).toEqual(['c-6', 'c-7']);
    const call = { callId: '0193a000-0000-7000-8000-00000000c0de' };
    desk.other.tell('call.created', { ...call, direction: 'inbound', numberToken: '9f2c41d07be84a5c9f2c41d07be84a5c', dnis: '95500' });
    desk.other.tell('client.identified', { ...call, clientIds: ['k-zhang'] });
    desk.other.tell('queue.entered', { ...call, queue: 'general', entryId: 'e-1' });
    desk.other.tell('queue.offered', { ...call, seatId: 's-1002', reservationId: 'r-1' });
    await page.getByText('offered').waitFor();
    expect(await page.locator('#pop').isVisible()).toBe(false);
    desk.other.tell('queue.offered', { ...call, seatId: 's-1001', reservationId: 'r-2' });
    await page.locator('#pop').waitFor();
    expect((await page.locator('#pop dd').allInnerTexts())).toEqual(['k-zhang', '9f2c41d0', 'general']);
    expect(await page.locator('body').innerText()).not.toMatch(/1[3-9]\d{9}/);
    if (folder !== undefined) await page.screenshot({ path: `${folder}/crm-example.png` });
    desk.other.tell('call.ended', { ...call, cause: 16, durationMs: 90_000 });
    await page.locator('#pop').waitFor({ state: 'hidden' });
    expect(complaints.filter((line) => !line.includes('favicon'))).toEqual([]);
  });
});
