import { describe, expect, it } from 'vitest';
import { hasChromium, launch, openPage } from './support/browser.ts';
import { type Opening, startTalk, type StagedPhone, talk, type ToTalk, useStagedDesk } from './support/staged-desk.ts';
import { callId, cardOf } from './support/staged-seat.ts';
import type { StagedSeat } from './support/staged-seat.ts';

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 100 });

/** The moods of a seat's call are staged; pages, sign-in and lists are the real server's. */
describe.skipIf(!hasChromium)('telephone of the desk', () => {
  const desk = useStagedDesk();
  const { page } = desk;
  let seat: StagedSeat;
  let phone: StagedPhone;
  const open = async (opening: Opening = {}): Promise<void> => void ({ seat, phone } = await desk.open(opening));
  const talking = (...more: ToTalk): void => startTalk(seat, ...more);
  const button = (name: string) => page().locator(`.call-button[data-button=${name}]`);
  const on = (name: string) => page().locator(`.call-button[data-button=${name}][aria-disabled=false]`);
  const buttonsOn = () => page().locator('.call-button[aria-disabled=false]').evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['button']));
  const status = () => page().locator('.call-now');
  const timer = (name: string) => page().locator(`[data-timer=${name}] dd`).textContent();

  it('has for each situation its buttons, and says what the client hears', async () => {
    await open();
    expect(await buttonsOn()).toEqual([]);
    seat.move({ phase: 'ringing', ...talk });
    seat.pop(cardOf(Date.now()));
    await status().getByText('请点“接听”').waitFor();
    // It rings at the seat, but not yet in this page.
    expect(await buttonsOn()).toEqual([]);
    phone.ring(callId);
    await eventually(buttonsOn).toEqual(['answer']);
    talking();
    await eventually(buttonsOn).toEqual(['hold', 'mute', 'check-pin', 'keypad', 'transfer', 'hang-up']);
    await page().getByText('正在录音').waitFor();
    seat.call({ step: 'connected', isMuted: true });
    await eventually(buttonsOn).toEqual(['hold', 'unmute', 'check-pin', 'keypad', 'transfer', 'hang-up']);
    await status().getByText('客户听不到您').waitFor();
    seat.call({ step: 'held', isMuted: false });
    await eventually(buttonsOn).toEqual(['retrieve', 'transfer', 'hang-up']);
    await status().getByText('客户正在收听等待音乐').waitFor();
    seat.call({ step: 'rejoining' });
    await eventually(buttonsOn).toEqual(['hang-up']);
    await status().getByText('您的电话正在恢复连接').waitFor();
    seat.call({ step: 'connected', recording: 'failed' });
    await page().getByRole('alert').getByText('录音失败').waitFor();
    seat.move({ phase: 'acw', ...talk, acwEndsAt: Date.now() + 60_000 });
    await status().getByText('请完成小结').waitFor();
    expect(await buttonsOn()).toEqual([]);
  });

  it('asks the server for the call that is shown, once, and stays until it is done', async () => {
    await open();
    talking();
    await on('hold').dblclick();
    await eventually(() => seat.asked.call).toEqual([{ callId, action: 'hold' }]);
    await page().locator('.call-button[data-button=hold][aria-busy=true]').waitFor();
    seat.call({ step: 'held' });
    await on('retrieve').click();
    await eventually(() => seat.asked.call.at(-1)).toEqual({ callId, action: 'retrieve' });
  });

  it.each([
    ['CALL_OVER', '该通话已经结束'], ['CALL_NOT_CONNECTED', '通话尚未接通'], ['CALL_ALREADY_HELD', '客户已在保持中'], ['CALL_REJOINING', '您的电话正在恢复连接，接通后再操作'],
    ['CALL_ELSEWHERE', '该通话正由另一台服务器接管'], ['TELEPHONY_UNAVAILABLE', '电话系统暂时没有响应'],
  ])('a refusal %s is said in words, and the button is free again', async (code, words) => {
    await open();
    talking();
    seat.refuse('call', code);
    await on('hold').click();
    await page().getByText(words).first().waitFor();
    await on('hold').waitFor();
  });

  it("counts by the server's clock on a machine that is hours off", async () => {
    const serverNow = Date.now();
    await page().clock.install({ time: serverNow - 5 * 3_600_000 });
    await open({ now: () => serverNow });
    seat.move({ phase: 'talking', ...talk }, 70_000);
    seat.call({ step: 'held', connectedAt: serverNow - 65_000, heldMs: 10_000 }, 5_000);
    await on('retrieve').waitFor();
    for (const [name, seconds] of [['talk', 65], ['held', 15]] as const) {
      const text = (await timer(name)) ?? '';
      const [minutes = 0, rest = 0] = text.split(':').map(Number);
      // A tick old, or as much on as the page took to load; five hours it is not.
      expect(minutes * 60 + rest).toBeGreaterThanOrEqual(seconds - 2);
      expect(minutes * 60 + rest).toBeLessThan(seconds + 60);
    }
    expect(await timer('acw')).toBe('--:--');
  });

  it('what came of the call is kept over a reload and past the after-call work, and filed for its own call', async () => {
    await open();
    talking();
    await page().getByText('需跟进').click();
    await page().getByLabel('备注').fill('call back tomorrow');
    await page().getByText('未提交').waitFor();
    await page().reload();
    await on('hold').waitFor();
    expect(await page().getByLabel('备注').inputValue()).toBe('call back tomorrow');
    // The work after the call ends while she writes, and the next call comes.
    seat.move({ phase: 'ready' });
    await page().getByText('尚未提交').waitFor();
    expect(await page().getByLabel('备注').inputValue()).toBe('call back tomorrow');
    const next = '0193a000-0000-7000-8000-000000000200';
    seat.move({ phase: 'talking', callId: next, pending: null });
    seat.call({ callId: next, step: 'connected', connectedAt: Date.now() });
    await page().getByRole('tab', { name: '本次通话' }).waitFor();
    expect(await page().getByLabel('备注').inputValue()).toBe('');
    await page().getByRole('tab').nth(1).click();
    await page().getByLabel('备注').fill('call back at nine');
    seat.refuse('disposition', 'STORE_UNAVAILABLE', 503);
    await page().getByRole('button', { name: '提交小结' }).click();
    await page().getByText('系统数据暂时不可用').waitFor();
    seat.allow();
    await page().getByRole('button', { name: '提交小结' }).click();
    await eventually(() => seat.asked.dispositions.at(-1)).toEqual({ callId, code: 'follow-up', note: 'call back at nine' });
    await page().getByRole('tab').first().waitFor({ state: 'detached' });
    // Without an outcome nothing is sent.
    await page().getByRole('button', { name: '提交小结' }).click();
    await page().getByText('请先选择处理结果').waitFor();
    expect(seat.asked.dispositions).toHaveLength(2);
    await page().getByText('已解决').click();
    await page().getByLabel('备注').press('Control+Enter');
    await page().getByText('小结已提交').waitFor();
    expect(seat.asked.dispositions.at(-1)).toMatchObject({ callId: next, code: 'resolved' });
    expect(await page().evaluate(() => JSON.stringify(sessionStorage))).not.toMatch(/13800138000|张伟/);
  });

  it('goes on from the number it has when the server is back, and reads the seat when a row is missing', async () => {
    await open();
    talking();
    await on('hold').waitFor();
    await seat.away();
    await page().getByText('正在自动重连').waitFor();
    await page().locator('.link[data-link=disconnected]').getByText('重连中').waitFor();
    seat.call({ step: 'held' });
    seat.back();
    await on('retrieve').waitFor({ timeout: 20_000 });
    await page().locator('.reconnecting').waitFor({ state: 'detached' });
    expect(seat.asked.froms.at(-1)).toBeGreaterThan(seat.asked.froms[0] ?? 0);
    const reads = seat.asked.reads;
    seat.lose();
    seat.call({ step: 'connected' });
    await on('hold').waitFor();
    await eventually(() => seat.asked.reads).toBeGreaterThan(reads);
  });

  it('a phone taken by another page is said, and can be taken back', async () => {
    await open();
    talking();
    await on('keypad').waitFor();
    seat.phone({ kind: 'browser', pageId: 'page-of-another-machine' });
    await page().locator('.link[data-link=disconnected]').getByText('电话在别处').waitFor();
    await page().getByRole('button', { name: '在此使用' }).click();
    await page().locator('.link').getByText('电话就绪').waitFor();
  });

  it('no microphone, no readiness: she is told before a call could ring', async () => {
    const bare = await launch();
    const other = await openPage(bare, { phone: 'page' });
    await desk.onPage(other, async () => {
      await open();
      await page().getByRole('button', { name: '示闲' }).click();
      await page().getByText('没有麦克风无法接听来电').waitFor();
      expect(await page().getByRole('button', { name: '正常，开始示闲' }).isDisabled()).toBe(true);
      expect(seat.asked.seat).toEqual([]);
    }).finally(() => bare.close());
  });

  it('a microphone that hears her is shown, from the menu', async () => {
    await open();
    await page().getByRole('button', { name: /陈静/ }).click();
    await page().getByRole('menuitem', { name: '麦克风检查' }).click();
    await page().getByText('麦克风正常').waitFor();
    await page().getByRole('button', { name: '完成' }).click();
    await page().getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it.each([['zh-CN', '挂断'], ['en', 'Hang up']] as const)('in %s everything needed in a talk is on a screen of 1366 by 768, nothing cut', async (language, hangUp) => {
    await open({ language });
    talking();
    await button('hang-up').getByText(hangUp).waitFor();
    for (const selector of ['.state-pill', '.call-bar', '.seat-card', '.pop', '.wrap-up']) {
      const box = await page().locator(selector).boundingBox();
      expect(box, selector).not.toBeNull();
      expect((box?.y ?? 0) + (box?.height ?? 999), selector).toBeLessThanOrEqual(768);
      expect((box?.x ?? 0) + (box?.width ?? 9_999), selector).toBeLessThanOrEqual(1_366);
    }
    const cut = await page().locator('.call-button, .call-timers dt, .state-pill, .link, .wrap-up-codes label, .seat-buttons button').evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent));
    expect(cut).toEqual([]);
  });
});
