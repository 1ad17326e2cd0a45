import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { password } from '../support/desk/desk-world.ts';
import { serveDesk } from '../support/desk/serve.ts';
import { buildPages, hasChromium, launch, openPage } from './support/browser.ts';
import type { Watched } from './support/browser.ts';
import { stagePhone } from './support/staged-phone.ts';
import { callId, cardOf, stageSeat } from './support/staged-seat.ts';
import type { StagedSeat } from './support/staged-seat.ts';

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 100 });
const talk = { callId, pending: null };

describe.skipIf(!hasChromium)('keys of the desk in a browser', () => {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let browser: Browser;
  let desk: Awaited<ReturnType<typeof serveDesk>>;
  let watched: Watched;
  let seat: StagedSeat;
  const page = () => watched.page;

  beforeAll(async () => {
    [pages, browser] = await Promise.all([buildPages(), launch({ microphone: 'there' })]);
  });
  afterAll(async () => {
    await browser.close();
    await pages.remove();
  });
  beforeEach(async () => {
    desk = await serveDesk({ webRoot: pages.webRoot });
    watched = await openPage(browser, { width: 1366, height: 768, phone: 'page' });
    page().setDefaultTimeout(15_000);
    await page().context().grantPermissions(['microphone']);
  });
  afterEach(async () => {
    await page().context().close();
    await desk.close();
  });

  async function open(): Promise<void> {
    seat = await stageSeat(page());
    await stagePhone(page(), seat);
    seat.move({ phase: 'not-ready', reason: 'break' });
    await page().goto(desk.url);
    await page().getByLabel('登录名').fill('chen.jing');
    await page().getByLabel('密码').fill(password);
    await page().keyboard.press('Enter');
    await page().locator('.link[data-link=connected]').nth(1).waitFor();
  }
  function talking(): void {
    seat.move({ phase: 'talking', ...talk });
    seat.pop(cardOf(Date.now()));
    seat.call({ step: 'connected', connectedAt: Date.now() });
  }
  const on = (name: string) => page().locator(`.call-button[data-button=${name}][aria-disabled=false]`);
  const press = (digit: string) => page().keyboard.press(`Control+Shift+${digit}`);

  it('is worked by keys: mute, hold, keypad with digits, the form, hang up, and END again ends the work after it', async () => {
    await open();
    talking();
    await on('hold').waitFor();
    await press('3');
    await eventually(() => seat.asked.call.map(({ action }) => action)).toEqual(['mute']);
    seat.call({ step: 'connected', isMuted: true });
    await on('unmute').waitFor();
    await press('4');
    const pad = page().getByRole('group', { name: '拨号键盘' });
    await pad.waitFor();
    await page().keyboard.press('Escape');
    await pad.waitFor({ state: 'detached' });
    await eventually(() => page().evaluate(() => (document.activeElement as HTMLElement).dataset['button'])).toBe('keypad');
    await press('5');
    await page().keyboard.press('Space');
    await page().keyboard.press('Tab');
    await page().keyboard.type('1 of 2');
    // Keys of the desk are heard while she writes; what she writes is not.
    await press('2');
    await eventually(() => seat.asked.call.map(({ action }) => action)).toEqual(['mute', 'hold']);
    seat.call({ step: 'held', isMuted: false });
    await on('retrieve').waitFor();
    await press('9');
    await eventually(() => seat.asked.call.map(({ action }) => action)).toEqual(['mute', 'hold', 'hang-up']);
    seat.call({ step: 'ended' });
    seat.move({ phase: 'acw', ...talk, acwEndsAt: Date.now() + 60_000 });
    await page().getByText('返回接待').waitFor();
    await press('9');
    expect(seat.asked.seat).toEqual([]);
    await expect.poll(async () => {
      await press('9');
      return seat.asked.seat;
    }, { timeout: 15_000, interval: 1_300 }).toContainEqual({ action: 'acw-done' });
    expect(await page().getByLabel('备注').inputValue()).toBe('1 of 2');
  });

  it('keys can be listed and switched off', async () => {
    await open();
    await press('Slash');
    const help = page().getByRole('dialog');
    await help.getByText('保持 / 取回').waitFor();
    await help.getByRole('switch').click();
    await press('Slash');
    await help.waitFor({ state: 'hidden' });
    talking();
    await on('mute').waitFor();
    await press('3');
    await on('mute').click();
    await eventually(() => seat.asked.call).toEqual([{ callId, action: 'mute' }]);
  });
});
