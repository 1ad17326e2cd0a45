import { describe, expect, it } from 'vitest';
import { password } from '../support/desk/desk-world.ts';
import { serveDesk } from '../support/desk/serve.ts';
import { buildPages, hasChromium, launch, openPage } from './support/browser.ts';

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 100 });

describe.skipIf(!hasChromium)('telephone of the desk, with the real door', () => {
  it('asks of the call, files what came of it, and a stale click does no harm; two tabs have one phone', async () => {
    const [pages, browser] = await Promise.all([buildPages(), launch()]);
    const desk = await serveDesk({ webRoot: pages.webRoot, realtime: { pollMs: 100 } });
    const { page } = await openPage(browser);
    try {
      await page.goto(desk.url);
      await page.getByLabel('登录名').fill('chen.jing');
      await page.getByLabel('密码').fill(password);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '签入分机 1001' }).click();
      await page.getByRole('button', { name: '示闲' }).click();
      await page.getByText('等待来电', { exact: true }).waitFor();
      const reservation = { reservationId: 'r-100', callId: 'c-100', entryId: 'e-100' };
      await desk.moveSeat('s-1001', { kind: 'reserved', reservation, expiresAt: desk.now() + 30_000 });
      await desk.pop('s-1001');
      await desk.moveSeat('s-1001', { kind: 'ring-started', reservationId: 'r-100', ringEndsAt: desk.now() + 20_000 });
      await desk.moveSeat('s-1001', { kind: 'answered', reservationId: 'r-100' });
      await desk.showCall('s-1001', { callId: 'c-100' });
      desk.addCall({ callId: 'c-100' });
      await page.locator('[data-button=hold][aria-disabled=false]').click();
      await eventually(() => desk.asked).toEqual([{ callId: 'c-100', ask: 'hold' }]);
      await desk.showCall('s-1001', { callId: 'c-100', step: 'held' });
      desk.control.answer = { kind: 'refused', code: 'CALL_NOT_HELD' };
      await page.locator('[data-button=retrieve][aria-disabled=false]').click();
      await page.getByText('客户不在保持中').waitFor();
      await page.getByText('投诉', { exact: true }).click();
      await page.getByRole('button', { name: '提交小结' }).click();
      await page.getByText('小结已提交').waitFor();
      expect(desk.data.dispositions).toMatchObject([{ callId: 'c-100', code: 'complaint' }]);
      // A second tab of hers wants the phone in the page; so does the first one after it has loaded anew.
      await page.context().addInitScript(() => localStorage.setItem('hotline.phone', 'page'));
      await page.reload();
      // The first to ask has it: the second tab comes when the first one holds it.
      await page.waitForFunction(async () => ((await navigator.locks.query()).held ?? []).length > 0);
      const other = await page.context().newPage();
      await other.goto(desk.url);
      await other.locator('.link').getByText('电话在别处').waitFor();
      expect(await page.getByText('电话在别处').count()).toBe(0);
      await other.getByRole('button', { name: '在此使用' }).click();
      await page.locator('.link').getByText('电话在别处').waitFor();
    } finally {
      await browser.close();
      await desk.close();
      await pages.remove();
    }
  });
});
