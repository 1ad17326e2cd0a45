/** A browser with a microphone that sounds, and an ear in the page: what it hears is measured where the agent would hear it. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromiumPath } from '../../web/support/browser.ts';

export interface HeardInPage {
  /** Epoch ms of this machine. */
  readonly at: number;
  /** Root mean square of 85 ms of sound, 0..1. */
  readonly level: number;
  /** Loudest frequency, Hz. */
  readonly hz: number;
}

const ear = stripTypeScriptTypes(readFileSync(new URL('../../web/support/page-ear.ts', import.meta.url), 'utf8'));

export interface PhoneBrowserOptions {
  /** Names that lead to this machine, and that the browser takes for other machines. */
  readonly names?: readonly string[];
  /** Default: there is one, it sounds, and whoever asks may use it. */
  readonly hasMicrophone?: boolean;
  readonly isAllowed?: boolean;
}

function launchOptions({ names = [], hasMicrophone = true, isAllowed = true }: PhoneBrowserOptions) {
  return {
    executablePath: chromiumPath,
    args: [
      '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-domain-reliability', '--disable-sync', '--no-first-run',
      `--use-fake-ui-for-media-stream${isAllowed ? '' : '=deny'}`, ...(hasMicrophone ? ['--use-fake-device-for-media-stream'] : []),
      '--allow-loopback-in-peer-connection', '--autoplay-policy=no-user-gesture-required', '--disable-features=WebRtcHideLocalIpsWithMdns',
      `--host-resolver-rules=${[...names.map((name) => `MAP ${name} 127.0.0.1`), 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`,
    ],
  };
}

export const launchPhoneBrowser = (options: PhoneBrowserOptions = {}): Promise<Browser> => chromium.launch(launchOptions(options));

/** A browser whose whole machine, as it were, can stop: nothing is sent, nothing is answered. */
export interface FreezableBrowser {
  readonly browser: Browser;
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

export async function launchFreezableBrowser(options: PhoneBrowserOptions = {}): Promise<FreezableBrowser> {
  const server = await chromium.launchServer(launchOptions(options));
  const browser = await chromium.connect(server.wsEndpoint());
  // It leads a process group of its own.
  const signal = (name: NodeJS.Signals): boolean => process.kill(-(server.process().pid ?? 0), name);
  return {
    browser,
    freeze: () => void signal('SIGSTOP'),
    thaw: () => void signal('SIGCONT'),
    async close() {
      signal('SIGCONT');
      await browser.close();
      await server.close();
    },
  };
}

export async function openPhoneContext(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  await context.addInitScript({ content: `{${ear}}` });
  return context;
}

export const heardIn = (page: Page): Promise<HeardInPage[]> => page.evaluate<HeardInPage[]>('heard');

/** Share of what the page heard since then that is this tone: within a bin of the spectrum, and loud enough to be heard. */
export function toneShareInPage(heard: readonly HeardInPage[], hz: number, sinceMs: number): number {
  const late = heard.filter(({ at }) => at >= sinceMs);
  return late.length === 0 ? 0 : late.filter((moment) => Math.abs(moment.hz - hz) < 15 && moment.level > 0.01).length / late.length;
}

/** Energy of all sound that came over the network since the call began (WebRTC's own count). */
export const energyIn = (page: Page): Promise<number> => page.evaluate<number>(`(async () => {
  const open = connections.filter((connection) => connection.connectionState === 'connected');
  const reports = await Promise.all(open.map((connection) => connection.getStats()));
  return reports.flatMap((report) => [...report.values()]).filter(({ type }) => type === 'inbound-rtp').reduce((sum, { totalAudioEnergy }) => sum + totalAudioEnergy, 0);
})()`);
