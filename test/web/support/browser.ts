/** A real browser on the built pages, on this machine only: every request to another host is noted and fails the test. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const chromiumPath = '/usr/bin/chromium';
export const hasChromium = existsSync(chromiumPath);

/** Builds the pages into a folder of its own. */
export async function buildPages(): Promise<{ webRoot: string; remove: () => Promise<void> }> {
  const webRoot = await mkdtemp(path.join(tmpdir(), 'desk-pages-'));
  const vite = path.join(projectRoot, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', 'src/web', '--outDir', webRoot, '--emptyOutDir', '--logLevel', 'error'], { cwd: projectRoot });
  return { webRoot, remove: () => rm(webRoot, { recursive: true, force: true }) };
}

/** `there`: a microphone that hums. */
export function launch({ microphone = 'none' }: { microphone?: 'none' | 'there' } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-domain-reliability', '--disable-sync',
      '--no-first-run', '--autoplay-policy=no-user-gesture-required', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ...(microphone === 'there' ? ['--use-fake-device-for-media-stream'] : []),
    ],
  });
}

export interface Watched {
  page: Page;
  /** Hosts asked, complaints of the console, refusals of the content policy. */
  hosts: Set<string>;
  complaints: string[];
}

export async function openPage(browser: Browser, options: { width?: number; height?: number; phone?: 'desk' | 'page' } = {}): Promise<Watched> {
  const { width = 1440, height = 900, phone = 'desk' } = options;
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  await context.addInitScript((choice) => localStorage.setItem('hotline.phone', choice), phone);
  const page = await context.newPage();
  const hosts = new Set<string>();
  const complaints: string[] = [];
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:') hosts.add(host);
  });
  page.on('websocket', (socket) => hosts.add(new URL(socket.url()).host));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, hosts, complaints };
}
