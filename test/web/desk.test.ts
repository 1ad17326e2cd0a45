import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { password } from '../support/desk/desk-world.ts';
import { serveDesk } from '../support/desk/serve.ts';
import { buildPages, hasChromium, launch, openPage } from './support/browser.ts';
import type { Watched } from './support/browser.ts';

const reservation = { reservationId: 'r-100', callId: 'c-100', entryId: 'e-100' };

/** Pages are as quick as the machine is. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 100 });

describe.skipIf(!hasChromium)('desk in a browser', () => {
  let pages: Awaited<ReturnType<typeof buildPages>>;
  let browser: Browser;
  let desk: Awaited<ReturnType<typeof serveDesk>>;
  let watched: Watched;
  const page = () => watched.page;

  beforeAll(async () => {
    [pages, browser] = await Promise.all([buildPages(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await pages.remove();
  });
  beforeEach(async () => {
    desk = await serveDesk({ webRoot: pages.webRoot, realtime: { pollMs: 100 } });
    watched = await openPage(browser);
  });
  afterEach(async () => {
    const { hosts } = watched;
    await page().context().close();
    await desk.close();
    // Nothing of the desk may come from, or go to, anywhere else.
    expect([...hosts]).toEqual([new URL(desk.url).host]);
  });

  async function signIn(login = 'chen.jing', given = password): Promise<void> {
    await page().getByLabel('登录名').fill(login);
    await page().getByLabel('密码').fill(given);
    await page().keyboard.press('Enter');
  }
  async function openDesk(login?: string): Promise<void> {
    await page().goto(desk.url);
    await signIn(login);
    await page().getByText('已连接').waitFor();
  }
  async function beReady(): Promise<void> {
    await page().getByRole('button', { name: '签入分机 1001' }).click();
    await page().getByRole('button', { name: '示闲' }).click();
    await phase('空闲').waitFor();
  }
  const phase = (word: string) => page().getByLabel('坐席状态').getByText(word, { exact: true });
  const stateOf = () => desk.data.seats[0]?.state;

  async function offer(): Promise<void> {
    await desk.moveSeat('s-1001', { kind: 'reserved', reservation, expiresAt: desk.now() + 30_000 });
    await desk.pop('s-1001');
    await desk.moveSeat('s-1001', { kind: 'ring-started', reservationId: 'r-100', ringEndsAt: desk.now() + 20_000 });
  }

  it('leads a stranger to the sign-in page, says what is wrong, and lets the right one in', async () => {
    await page().goto(desk.url);
    await page().getByRole('heading', { name: '登录坐席工作台' }).waitFor();
    await signIn('chen.jing', 'wrong');
    await page().getByText('登录名或密码不正确').waitFor();
    expect(await page().getByLabel('密码').inputValue()).toBe('');
    await signIn();
    await page().getByText('陈静').first().waitFor();
    expect(new URL(page().url()).pathname).toBe('/');
  });

  it('says for how long a login is locked', async () => {
    await page().goto(desk.url);
    for (let tries = 0; tries < 5; tries += 1) {
      const answered = page().waitForResponse('**/api/sign-in');
      await signIn('li.wei', 'wrong');
      await answered;
    }
    await page().getByText('请 15 分钟后再试').waitFor();
  });

  it('changes the seat by keyboard alone: signed in, ready, not ready with a reason, signed out', async () => {
    await openDesk();
    await phase('未签入').waitFor();
    await page().getByRole('button', { name: '签入分机 1001' }).focus();
    await page().keyboard.press('Enter');
    await page().getByText('签入成功').waitFor();
    await page().getByRole('button', { name: '示闲' }).focus();
    await page().keyboard.press('Enter');
    await phase('空闲').waitFor();
    await page().getByRole('button', { name: '示忙' }).focus();
    await page().keyboard.press('Enter');
    const lunch = page().getByRole('menuitem', { name: '午餐' });
    await lunch.waitFor();
    // The menu takes the focus a moment after it is seen: keys before that go nowhere, and its taking it begins at the top again.
    await page().waitForFunction(() => document.activeElement?.closest('[role=menu]') != null);
    const isChosen = async (): Promise<boolean> => (await lunch.getAttribute('class'))?.includes('-active') ?? false;
    await expect.poll(async () => {
      if (!(await isChosen())) await page().keyboard.press('ArrowDown');
      return isChosen();
    }).toBe(true);
    await lunch.press('Enter');
    await phase('示忙').waitFor();
    await expect.poll(stateOf).toEqual({ phase: 'not-ready', reason: 'lunch' });
    await page().getByRole('button', { name: '签出' }).click();
    await phase('未签入').waitFor();
    expect(stateOf()).toEqual({ phase: 'signed-out' });
  });

  it('shows who is calling as soon as the call is offered, and the call on its way', async () => {
    await openDesk();
    await beReady();
    await page().getByText('等待来电', { exact: true }).waitFor();
    await offer();
    const pop = page().getByLabel('来电', { exact: true });
    await pop.getByText('张伟').first().waitFor();
    for (const words of ['138 0013 8000', '钻石卡', '上海浦东营业部', '招商银行 尾号 8812', '贵州茅台', '1,688.88', '+1.25%', '查询行情', '转人工']) expect(await pop.textContent()).toContain(words);
    await phase('振铃中').waitFor();
    await desk.moveSeat('s-1001', { kind: 'answered', reservationId: 'r-100' });
    await phase('通话中').waitFor();
    await desk.moveSeat('s-1001', { kind: 'talk-ended', reservationId: 'r-100', acwMs: 60_000 });
    await phase('话后整理').waitFor();
    await page().getByRole('button', { name: '结束整理,返回接待'.replace(',', '\uff0c') }).click();
    await phase('空闲').waitFor();
    await pop.waitFor({ state: 'detached' });
  });

  it('many clients with one number are offered to choose from, nobody is said so', async () => {
    await openDesk();
    await beReady();
    await offer();
    await desk.pop('s-1001', { clientMatches: ['k-wang', 'k-wangxm'] });
    await page().getByText('该号码匹配 2 位客户').waitFor();
    await page().getByRole('radio', { name: /王小明/ }).check();
    await page().getByText('未签约').waitFor();
    await desk.pop('s-1001', { clientMatches: [], numberToken: null });
    await page().getByText('未识别的客户').first().waitFor();
    await page().getByText('号码未显示').first().waitFor();
  });

  it('a reload loses neither the state nor the card of the call', async () => {
    await openDesk();
    await beReady();
    await offer();
    await desk.moveSeat('s-1001', { kind: 'answered', reservationId: 'r-100' });
    await phase('通话中').waitFor();
    await page().reload();
    await phase('通话中').waitFor();
    await page().getByText('138 0013 8000').first().waitFor();
    expect(stateOf()?.phase).toBe('talking');
  });

  it('a wish during the talk waits, is shown, and can be taken back', async () => {
    await openDesk();
    await beReady();
    await offer();
    await desk.moveSeat('s-1001', { kind: 'answered', reservationId: 'r-100' });
    await page().getByRole('button', { name: '话后示忙' }).click();
    await page().getByRole('menuitem', { name: '小休' }).click();
    await page().getByText('小休', { exact: false }).first().waitFor();
    await eventually(stateOf).toMatchObject({ phase: 'talking', pending: { reason: 'break' } });
    await page().getByRole('button', { name: '取消' }).click();
    await eventually(stateOf).toMatchObject({ phase: 'talking', pending: null });
  });

  it('a refused change is said in words that tell what to do', async () => {
    await openDesk();
    await beReady();
    // The page has not heard of it yet: as a click that was too late.
    const seat = desk.data.seats[0];
    if (seat !== undefined) seat.state = { phase: 'signed-out' };
    await page().getByRole('button', { name: '示忙' }).click();
    await page().getByRole('menuitem', { name: '小休' }).click();
    await page().getByText('坐席尚未签入').waitFor();
  });

  it('says when the server is gone, and catches up by itself when it is back', async () => {
    await openDesk();
    await beReady();
    await desk.close();
    await page().getByText('与服务器的连接已断开').waitFor();
    await offer();
    await desk.reopen();
    await page().getByText('138 0013 8000').first().waitFor({ timeout: 20_000 });
    await phase('振铃中').waitFor();
    await page().getByText('与服务器的连接已断开').waitFor({ state: 'detached' });
  });

  it('a session that ended elsewhere leads back to the sign-in page', async () => {
    await openDesk();
    desk.data.sessions.clear();
    await page().getByRole('button', { name: '签入分机 1001' }).click();
    await page().getByText('登录已失效').waitFor();
  });

  it('a server of another version makes the page load anew once, then it says so', async () => {
    let hellos = 0;
    await page().routeWebSocket('**/api/realtime', (socket) => {
      socket.onMessage(() => {
        hellos += 1;
        socket.send(JSON.stringify({ kind: 'reload', protocol: 99 }));
        void socket.close({ code: 4409 });
      });
    });
    await page().goto(desk.url);
    await signIn();
    await page().getByText('系统已升级').waitFor();
    expect(hellos).toBe(2);
    watched.hosts.add(new URL(desk.url).host);
  });

  it('plays a sealed recording, both sides to see, and the audit knows', async () => {
    desk.addRecording('rec-1', 'a-1001', 12);
    desk.addCall({ recordings: [{ recordingId: 'rec-1', status: 'sealed', durationMs: 12_000 }] });
    desk.addCall({ callId: 'c-2', recordings: [{ recordingId: 'rec-2', status: 'gap', durationMs: null }] });
    await openDesk();
    const asked = page().waitForRequest((request) => request.url().endsWith('/api/recordings/rec-1/audio') && request.headers()['range'] !== undefined);
    await page().getByRole('button', { name: '播放' }).click();
    await asked;
    const audio = page().locator('audio');
    await eventually(() => audio.evaluate((element: HTMLAudioElement) => element.readyState)).toBe(4);
    expect(await audio.evaluate((element: HTMLAudioElement) => [element.duration, element.error])).toEqual([12, null]);
    await eventually(() => audio.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(0);
    await page().getByText('左声道 客户').waitFor();
    await page().getByText('仅坐席').click();
    const slider = page().getByRole('slider', { name: '播放位置' });
    await slider.focus();
    await page().keyboard.press('End');
    await eventually(() => slider.getAttribute('aria-valuenow')).toBe('12');
    await page().getByText('缺失').waitFor();
    expect(desk.data.audit.filter((entry) => entry.action === 'recording-played')).toMatchObject([{ agentId: 'a-1001', subjectId: 'rec-1' }]);
  });

  it('a recording that has just been sealed becomes playable without a click', async () => {
    desk.addCall({ recordings: [{ recordingId: 'rec-1', status: 'due', durationMs: null }] });
    await openDesk();
    await page().getByText('封存中').waitFor();
    const [call] = desk.data.calls;
    if (call !== undefined) desk.data.calls[0] = { ...call, recordings: [{ recordingId: 'rec-1', status: 'sealed', durationMs: 3_000 }] };
    await page().getByRole('button', { name: '播放' }).waitFor();
  });

  it('the list is empty in words, grows page by page, and shows no whole number', async () => {
    await openDesk();
    await page().getByText('还没有通话记录').waitFor();
    for (let n = 1; n <= 25; n += 1) desk.addCall({ callId: `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`, startedAt: n * 1_000 });
    await page().getByRole('button', { name: '刷新' }).click();
    await page().getByRole('button', { name: '加载更早的通话' }).click();
    await eventually(() => page().getByText('138****8000').count()).toBe(25);
    expect(await page().content()).not.toContain('13800138000');
  });

  it('a store that is away is said in words; the page goes on by itself', async () => {
    await openDesk();
    desk.data.isAway = true;
    await page().getByRole('button', { name: '刷新' }).click();
    await page().getByText('系统数据暂时不可用').waitFor();
    desk.data.isAway = false;
    await page().getByRole('button', { name: '重试' }).click();
    await page().getByText('还没有通话记录').waitFor();
  });

  it('compliance sees all calls of the firm, with who took them', async () => {
    desk.addCall({ agentName: '李伟', agentId: 'a-1002' });
    await openDesk('zhao.min');
    await page().getByText('还没有通话记录').waitFor();
    await page().getByText('全部通话').click();
    await page().getByRole('cell', { name: '李伟' }).waitFor();
  });

  it('speaks English when asked to, and remembers it', async () => {
    await page().goto(desk.url);
    await page().getByText('EN', { exact: true }).click();
    await page().getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    await page().reload();
    await page().getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page().locator('html').getAttribute('lang')).toBe('en');
    expect(await page().title()).toBe('Agent desk');
  });

  it('breaks no rule of its own content policy and throws nothing', async () => {
    await openDesk();
    await beReady();
    await offer();
    await page().getByText('138 0013 8000').first().waitFor();
    // Ant Design measures its scroll bar with styles that carry no nonce; they are refused, and it does without.
    const isKnown = (text: string) => text.includes('status of 401') || text.startsWith('Applying inline style violates');
    expect(watched.complaints.filter((text) => !isKnown(text))).toEqual([]);
  });
});
