/** An agent at the real desk: signs in on the page, takes calls with keys, hears and speaks through the browser. */
import type { Browser, Page } from 'playwright-core';
import { signInToDesk } from '../../../src/lab/sip/desk-client.ts';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import { voiceFrequency } from '../../../src/lab/sip/voice.ts';
import type { Hotline } from './hotline.ts';
import { energyIn, heardIn, openPhoneContext, toneShareInPage } from './phone-browser.ts';
import type { HeardInPage } from './phone-browser.ts';
import { until } from './until.ts';

export interface DeskAgent {
  readonly page: Page;
  /** Signed in at the seat, phone registered, ready. */
  readonly extension: string;
  /** By the key of the desk; waits until the page rings. */
  answer(): Promise<void>;
  heard(): Promise<HeardInPage[]>;
  energy(): Promise<number>;
  /** What its ear, its connections and its microphone are doing, for the message of a test that hears nothing. */
  whyQuiet(): Promise<string>;
  /** Share of what was heard since then (epoch ms) that is this caller's own voice. */
  hearsVoiceOf(number: string, sinceMs: number): Promise<number>;
  /** Waits for this caller's voice in the page; epoch ms of the first moment of it after then. */
  voiceFrom(number: string, sinceMs: number, limitMs?: number): Promise<number>;
  /** The websocket of the page's SIP goes, as when a proxy between is started anew; the page and its sound stay. */
  dropSipSocket(): Promise<void>;
  close(): Promise<void>;
}

/** Sockets that the page opens, kept where a test finds them. */
const keepSockets = `
  globalThis.openedSockets = [];
  globalThis.WebSocket = class extends WebSocket {
    constructor(...given) { super(...given); globalThis.openedSockets.push(this); }
  };`;

/** Epoch ms of a moment on the lab's monotonic clock. */
export const epochOf = (atMs: number): number => Math.round(Date.now() - nowMs() + atMs);

const phoneIsReady = '电话就绪';

export async function sitDown(hotline: Hotline, browser: Browser, extension: string): Promise<DeskAgent> {
  const context = await openPhoneContext(browser);
  const page = await context.newPage();
  await page.addInitScript(keepSockets);
  await page.goto(`http://127.0.0.1:${hotline.config.ports.http}/`);
  await page.getByLabel('登录名').fill(extension);
  await page.getByLabel('密码').fill(hotline.config.secrets.demoPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `签入分机 ${extension}` }).click();
  await page.getByText(phoneIsReady).waitFor({ timeout: 15_000 });
  await page.getByRole('button', { name: '示闲' }).click();
  const heard = (): Promise<HeardInPage[]> => heardIn(page);
  const whyQuiet = (): Promise<string> => page.evaluate<string>('whyQuiet()');
  return {
    page,
    extension,
    async answer() {
      await page.locator('[data-button=answer]:not([aria-disabled=true])').waitFor({ timeout: 30_000 });
      await page.keyboard.press('Control+Shift+Digit1');
    },
    heard,
    energy: () => energyIn(page),
    whyQuiet,
    hearsVoiceOf: async (number, sinceMs) => toneShareInPage(await heard(), voiceFrequency(number), sinceMs),
    async voiceFrom(number, sinceMs, limitMs = 20_000) {
      for (const until = Date.now() + limitMs; Date.now() < until; ) {
        const found = (await heard().catch(() => [])).find(({ at, hz, level }) => at > sinceMs && level > 0.01 && Math.abs(hz - voiceFrequency(number)) < 15);
        if (found !== undefined) return found.at;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const last = (await heard()).slice(-10).map(({ hz, level }) => `${Math.round(hz)} Hz at ${level.toFixed(3)}`);
      throw new Error(`the page did not hear ${number} (${voiceFrequency(number)} Hz) within ${limitMs} ms, but ${last.join(', ') || 'nothing'}; ${await whyQuiet()}`);
    },
    dropSipSocket: () => page.evaluate("openedSockets.filter(({ url }) => url.endsWith('/api/phone')).at(-1).close()"),
    close: () => context.close(),
  };
}

/** As the agent leaves, also one who has closed her page: whoever comes next finds an empty seat. */
export async function leaveDesk(hotline: Hotline, extension: string): Promise<void> {
  const { ports, secrets } = hotline.config;
  const desk = await signInToDesk({ url: `http://127.0.0.1:${ports.http}`, login: extension, password: secrets.demoPassword });
  await until('the agent is signed out', async () => {
    await desk.change({ action: 'sign-out' });
    return (await hotline.records.sql(`select 1 from seat where extension = $1 and phase = 'signed-out' and page_id is null`, [extension])).length === 1;
  });
  desk.close();
}
