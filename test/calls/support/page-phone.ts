import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { browserEndpoint } from '../../../src/adapters/asterisk/browser-endpoint.ts';
import { answerHeader, callHeader, phoneSocketPath } from '../../../src/contract/desk/phone.ts';
import { pbxAri } from '../../../src/lab/parts.ts';
import type { PhoneState } from '../../../src/web/phone/phone-state.ts';
import { password as deskPassword } from '../../support/desk/desk-world.ts';
import { serveDesk } from '../../support/desk/serve.ts';
import { openPhoneContext } from './phone-browser.ts';
import type { TinyCall } from './tiny-hotline.ts';
import { type TwoAsterisks, startTwoAsterisks } from './two-asterisks.ts';

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** A page that is nothing but a phone, its door, and the two Asterisks behind it. */
export interface PagePhones {
  readonly world: TwoAsterisks;
  readonly desk: Awaited<ReturnType<typeof serveDesk>>;
  /** How often pages asked for a password, and the newest one. */
  readonly grants: { count: number; password: string };
  /** Asterisk takes the newest password only from now on, as when another page has asked for one. */
  newPassword(): Promise<void>;
  /** A signed-in page in a browser of its own; `registers` is waited for unless it says otherwise. */
  open(browser: Browser, options?: { at?: string; isWaited?: boolean; more?: Parameters<typeof openPhoneContext>[1] }): Promise<Page>;
  tab(context: BrowserContext): Promise<Page>;
  /** Whether Asterisk has the page's phone registered. */
  isOnline(): Promise<boolean>;
  /** Rings the page; the story begins before it is dialled. */
  ring(story: (call: TinyCall) => Promise<void>, options?: { callId?: string; isAuto?: boolean }): Promise<void>;
  close(): Promise<void>;
}

export const phoneOf = (page: Page): Promise<PhoneState> => page.evaluate<PhoneState>('phone.snapshot()');
export const phoneBecomes = (page: Page, state: Record<string, unknown>): Promise<void> => expect.poll(() => phoneOf(page), { timeout: 15_000, interval: 50 }).toMatchObject(state);

async function buildPage(): Promise<string> {
  const webRoot = await mkdtemp(path.join(tmpdir(), 'phone-page-'));
  const vite = path.join(projectRoot, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', 'test/web/support/phone-page', '--outDir', webRoot, '--emptyOutDir', '--logLevel', 'error'], { cwd: projectRoot });
  return webRoot;
}

async function putEndpoint(world: TwoAsterisks, password: string, isFirst: boolean): Promise<void> {
  const ari = pbxAri(world.environment.settings);
  const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa(`${ari.user}:${ari.password}`)}` };
  for (const { type, id, fields } of browserEndpoint({ endpoint: 'web-1001', extension: '1001', password })) {
    if (!isFirst && type !== 'auth') continue;
    const answer = await fetch(`${ari.url}/ari/asterisk/config/dynamic/res_pjsip/${type}/${id}`, { method: 'PUT', headers, body: JSON.stringify({ fields }) });
    if (!answer.ok) throw new Error(`PUT ${type}: HTTP ${answer.status}`);
  }
}

export async function openPagePhones(options: { tls?: { cert: Buffer; key: Buffer } } = {}): Promise<PagePhones> {
  const [webRoot, world] = await Promise.all([buildPage(), startTwoAsterisks()]);
  const { ports } = world.environment.settings;
  const desk = await serveDesk({ webRoot, phone: { url: `ws://127.0.0.1:${ports.pbxAri}/ws` }, ...options });
  const grants = { count: 0, password: '' };
  const stories = new Map<string, (call: TinyCall) => void>();
  const tiny = await world.serve(async (call) => stories.get(call.channelId)?.(call));
  const newPassword = async (): Promise<void> => {
    const isFirst = grants.password === '';
    grants.password = randomBytes(16).toString('hex');
    await putEndpoint(world, grants.password, isFirst);
  };
  async function tab(context: BrowserContext, at = desk.url): Promise<Page> {
    const page = await context.newPage();
    await page.route('**/api/seat/phone', async (route) => {
      grants.count += 1;
      await newPassword();
      await route.fulfill({ json: { username: 'web-1001', domain: 'hotline', password: grants.password, socketPath: phoneSocketPath, registerS: 300 } });
    });
    await page.goto(at);
    return page;
  }
  return {
    world,
    desk,
    grants,
    newPassword,
    tab,
    async open(browser, { at = desk.url, isWaited = true, more = {} } = {}) {
      const context = await openPhoneContext(browser, { ignoreHTTPSErrors: true, ...more });
      // By the page itself: names that only the browser knows lead nowhere else.
      const page = await tab(context, at);
      await page.evaluate(`fetch('/api/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '${JSON.stringify({ login: 'chen.jing', password: deskPassword })}' })`);
      await page.reload();
      if (isWaited) await phoneBecomes(page, { registration: 'registered' });
      return page;
    },
    isOnline: async () => ((await tiny.ari.request('GET', 'endpoints/PJSIP/web-1001')) as { state?: string }).state === 'online',
    async ring(story, { callId = 'c-1', isAuto = false } = {}) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const channelId = `tiny.${randomBytes(6).toString('hex')}`;
      stories.set(channelId, (call) => void story(call).then(resolve, reject));
      const headers = { [`PJSIP_HEADER(add,${callHeader})`]: callId, ...(isAuto ? { [`PJSIP_HEADER(add,${answerHeader})`]: 'auto' } : {}) };
      const create = { endpoint: 'PJSIP/web-1001', app: tiny.ari.app, appArgs: 'out', channelId, formats: 'alaw' };
      await tiny.ari.request('POST', 'channels/create', create, { variables: { 'CONNECTEDLINE(num)': '13800138000', ...headers } });
      await promise;
    },
    async close() {
      tiny.close();
      await desk.close();
      await world.stop();
      await rm(webRoot, { recursive: true, force: true });
    },
  };
}
