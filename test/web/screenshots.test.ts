/**
 * Pictures of the desk in each of its moods, for supervisors and for whoever changes how it looks. Taken only when asked:
 * HOTLINE_TEST_SCREENSHOTS=docs/desk ./hotline test web screenshots
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { password } from '../support/desk/desk-world.ts';
import { serveDesk } from '../support/desk/serve.ts';
import { buildPages, hasChromium, launch, openPage } from './support/browser.ts';
import { smallPng } from './support/small-png.ts';
import { stagePhone } from './support/staged-phone.ts';
import { callId, cardOf, stageSeat } from './support/staged-seat.ts';
import type { StagedSeat } from './support/staged-seat.ts';

const folder = process.env['HOTLINE_TEST_SCREENSHOTS'];
const talk = { callId, pending: null };

describe.skipIf(!hasChromium || folder === undefined)('pictures of the desk', () => {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let browser: Browser;
  let desk: Awaited<ReturnType<typeof serveDesk>>;

  beforeAll(async () => {
    [pages, browser] = await Promise.all([buildPages(), launch({ microphone: 'there' })]);
    desk = await serveDesk({ webRoot: pages.webRoot });
    for (const [minutes, client] of [[12, '张伟'], [31, '王秀英'], [47, null], [65, '孙丽']] as const) {
      desk.addCall({ callId: `c-${minutes}`, startedAt: desk.now() - minutes * 60_000, clientName: client, clientMatchCount: client === null ? 0 : 1, recordings: [{ recordingId: `rec-${minutes}`, status: 'sealed', durationMs: 184_000 }] });
    }
  });
  beforeAll(() => {
    const hour = 3_600_000;
    const idOf = (n: number) => `0193a000-0000-7000-8000-00000000000${n}`;
    desk.addCase({ caseId: idOf(1), filedAt: desk.now() - 2 * hour, acceptBy: desk.now() + 22 * hour });
    desk.addCase({ caseId: idOf(2), caseNo: '20418838', box: 'suggestion', clientName: null, filedAt: desk.now() - 5 * hour, state: 'taken', takenBy: '陈静', takenById: 'a-1001', durationMs: 18_000, recording: { recordingId: 'rec-m2', status: 'sealed' } });
    desk.addCase({ caseId: idOf(3), caseNo: '20418839', box: 'message', number: null, clientName: null, filedAt: desk.now() - 60_000, durationMs: 9_000, recording: { recordingId: 'rec-m3', status: 'due' } });
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
    await pages.remove();
  });

  interface Scene {
    readonly name: string;
    readonly language?: 'en' | 'zh-CN';
    readonly microphone?: boolean;
    readonly play: (at: { seat: StagedSeat; phone: Awaited<ReturnType<typeof stagePhone>>; page: Awaited<ReturnType<typeof openPage>>['page'] }) => Promise<unknown>;
  }

  function connected(seat: StagedSeat, more: Parameters<StagedSeat['call']>[0] = { step: 'connected' }, agoMs = 154_000): void {
    seat.move({ phase: 'talking', ...talk }, 160_000);
    seat.pop(cardOf(Date.now()));
    seat.call({ connectedAt: Date.now() - 154_000, ...more }, agoMs);
  }
  function afterCall(seat: StagedSeat): void {
    connected(seat, { step: 'ended', heldMs: 21_000, recording: 'off' }, 14_000);
    seat.move({ phase: 'acw', ...talk, acwEndsAt: Date.now() + 46_000 }, 14_000);
  }

  const scenes: readonly Scene[] = [
    { name: 'idle', play: async ({ seat }) => seat.move({ phase: 'ready' }, 95_000) },
    {
      name: 'ringing',
      play: async ({ seat, phone, page }) => {
        seat.move({ phase: 'ringing', ...talk }, 3_000);
        seat.pop(cardOf(Date.now()));
        phone.ring(callId);
        await page.locator('[data-button=answer][aria-disabled=false]').waitFor();
      },
    },
    { name: 'talking', play: async ({ seat }) => connected(seat) },
    { name: 'held', play: async ({ seat }) => connected(seat, { step: 'held', heldMs: 4_000 }, 17_000) },
    { name: 'pin-check', play: async ({ seat }) => connected(seat, { step: 'checking', recording: 'paused' }, 9_000) },
    { name: 'pin-check-passed', play: async ({ seat }) => connected(seat, { step: 'connected', checked: { result: 'passed', at: Date.now() - 4_000 }, auth: { level: 'password', method: 'agent-check', at: Date.now() - 4_000 } }, 4_000) },
    { name: 'pin-check-failed-en', language: 'en', play: async ({ seat }) => connected(seat, { step: 'connected', checked: { result: 'failed', at: Date.now() - 4_000 }, auth: { level: 'account', method: 'ivr-keys', at: Date.now() - 200_000 } }, 4_000) },
    { name: 'muted', play: async ({ seat }) => connected(seat, { step: 'connected', isMuted: true }) },
    {
      name: 'keypad',
      play: async ({ seat, page }) => {
        connected(seat);
        await page.locator('[data-button=keypad][aria-disabled=false]').click();
        await page.getByRole('group', { name: '拨号键盘' }).waitFor();
      },
    },
    {
      name: 'after-call-work',
      play: async ({ seat, page }) => {
        afterCall(seat);
        await page.getByText('需跟进').click();
        await page.getByLabel('备注').fill('咨询基金定投扣款失败，已说明原因；约定明天上午回电确认扣款结果。');
      },
    },
    { name: 'recording-failed', play: async ({ seat }) => connected(seat, { step: 'connected', recording: 'failed' }) },
    { name: 'rejoining', play: async ({ seat }) => connected(seat, { step: 'rejoining' }, 4_000) },
    {
      name: 'reconnecting',
      play: async ({ seat, page }) => {
        connected(seat);
        await page.getByText('张伟').first().waitFor();
        await seat.away();
        await page.locator('.reconnecting').waitFor();
      },
    },
    {
      name: 'taken',
      play: async ({ seat, page }) => {
        connected(seat);
        seat.phone({ kind: 'browser', pageId: 'another-page' });
        await page.getByRole('button', { name: '在此使用' }).waitFor();
      },
    },
    {
      name: 'microphone-missing',
      microphone: false,
      play: async ({ seat, page }) => {
        seat.move({ phase: 'not-ready', reason: 'signed-in' }, 8_000);
        await page.getByRole('button', { name: '示闲' }).click();
        await page.getByText('没有找到麦克风').waitFor();
      },
    },
    {
      name: 'microphone-check',
      play: async ({ seat, page }) => {
        seat.move({ phase: 'not-ready', reason: 'signed-in' }, 8_000);
        await page.getByRole('button', { name: /陈静/ }).click();
        await page.getByText('麦克风检查').click();
        await page.getByRole('meter').waitFor();
      },
    },
    {
      name: 'inbox',
      play: async ({ seat, page }) => {
        seat.move({ phase: 'ready' }, 95_000);
        await page.getByText('20418839').scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'inbox-en',
      language: 'en',
      play: async ({ seat, page }) => {
        seat.move({ phase: 'ready' }, 95_000);
        await page.getByText('20418839').scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'keys',
      play: async ({ page }) => {
        await page.keyboard.press('Control+Shift+Slash');
        await page.getByRole('dialog').waitFor();
      },
    },
    { name: 'talking-en', language: 'en', play: async ({ seat }) => connected(seat) },
    {
      name: 'after-call-work-en',
      language: 'en',
      play: async ({ seat, page }) => {
        afterCall(seat);
        await page.getByText('Follow up').click();
        await page.getByLabel('Note').fill('Asked why a fund plan was not debited; explained. Promised to call back tomorrow morning.');
      },
    },
  ];

  it.each(scenes.map((scene) => [scene.name, scene] as const))('%s', async (name, { language = 'zh-CN', microphone = true, play }) => {
    const own = microphone ? browser : await launch();
    const { page } = await openPage(own, { width: 1366, height: 768, phone: 'page' });
    await page.context().grantPermissions(['microphone']);
    page.setDefaultTimeout(8_000);
    const seat = await stageSeat(page);
    const phone = await stagePhone(page, seat);
    await page.addInitScript((chosen) => localStorage.setItem('hotline.language', chosen), language);
    seat.move({ phase: 'not-ready', reason: 'break' }, 61_000);
    await page.goto(desk.url);
    await page.getByLabel(language === 'en' ? 'Login' : '登录名').fill('chen.jing');
    await page.locator('input[type=password]').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('.link[data-link=connected]').nth(1).waitFor();
    await play({ seat, phone, page });
    // Skeletons and pictures of the lists are over.
    await page.waitForFunction(() => document.querySelector('.ant-skeleton, .ant-spin-spinning') === null);
    await page.evaluate(() => document.fonts.ready);
    // Colours glide even where less motion is asked for.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished)));
    await writeFile(path.join(folder ?? '', `${name}.png`), await smallPng(await page.screenshot({ animations: 'disabled' }), browser));
    await page.context().close();
    if (own !== browser) await own.close();
  });
});
