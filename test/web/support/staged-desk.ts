/** A desk in a browser whose seat and phone are staged; pages, sign-in and lists are the real server's. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { password } from '../../support/desk/desk-world.ts';
import { serveDesk } from '../../support/desk/serve.ts';
import { buildPages, launch, openPage, type Watched } from './browser.ts';
import { stagePhone } from './staged-phone.ts';
import { callId, cardOf, stageSeat, type StagedSeat } from './staged-seat.ts';

type Desk = Awaited<ReturnType<typeof serveDesk>>;
export type StagedPhone = Awaited<ReturnType<typeof stagePhone>>;

export interface Opening {
  language?: 'zh-CN' | 'en';
  now?: () => number;
}

export const talk = { callId, pending: null };

/** For the tests of one `describe`: a page for each. */
export function useStagedDesk() {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let browser: Browser;
  let desk: Desk;
  let watched: Watched;
  const page = (): Page => watched.page;
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
  return {
    page,
    /** Who signs in next is a supervisor. */
    supervise: () => void desk.data.supervisors.add('a-1001'),
    /** The same on another page, such as one of a browser without a microphone. */
    async onPage(other: Watched, work: () => Promise<void>): Promise<void> {
      const kept = watched;
      watched = other;
      await work().finally(() => { watched = kept; });
    },
    /** Signed in, the seat on a break, server and phone connected. */
    async open({ language = 'zh-CN', now }: Opening = {}): Promise<{ seat: StagedSeat; phone: StagedPhone }> {
      const seat = await stageSeat(page(), now === undefined ? {} : { now });
      const phone = await stagePhone(page(), seat);
      await page().addInitScript((chosen) => localStorage.setItem('hotline.language', chosen), language);
      seat.move({ phase: 'not-ready', reason: 'break' });
      await page().goto(desk.url);
      await page().getByLabel(language === 'en' ? 'Login' : '登录名').fill('chen.jing');
      await page().locator('input[type=password]').fill(password);
      await page().keyboard.press('Enter');
      await page().locator('.link[data-link=connected]').nth(1).waitFor();
      return { seat, phone };
    },
  };
}

export type ToTalk = [more?: Parameters<StagedSeat['call']>[0], now?: number];

export function startTalk(seat: StagedSeat, more: Parameters<StagedSeat['call']>[0] = { step: 'connected' }, now = Date.now()): void {
  seat.move({ phase: 'talking', ...talk });
  seat.pop(cardOf(now));
  seat.call({ connectedAt: now, ...more });
}
