import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { voiceFrequency, voiceOf } from '../../src/lab/sip/voice.ts';
import { makeCertificate } from '../support/certificate.ts';
import { password } from '../support/desk/desk-world.ts';
import { hasChromium } from '../web/support/browser.ts';
import { openPagePhones, phoneBecomes, phoneOf } from './support/page-phone.ts';
import type { PagePhones } from './support/page-phone.ts';
import { heardIn, launchPhoneBrowser, toneShareInPage } from './support/phone-browser.ts';

/** A name of this machine that a browser takes for another one. */
const elsewhere = 'desk.example';

describe.skipIf(!hasChromium)('a page that browsers do not trust with a microphone, and one that they do', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'phone-tls-'));
  let phones: PagePhones;
  const browsers: Browser[] = [];
  afterEach(async () => {
    for (const browser of browsers.splice(0)) await browser.close();
    await phones.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  async function open(options: Parameters<typeof launchPhoneBrowser>[0], page: Parameters<PagePhones['open']>[1] = {}): Promise<Page> {
    const browser = await launchPhoneBrowser(options);
    browsers.push(browser);
    return phones.open(browser, page);
  }

  it('over https from another machine: registers by wss, and talks', async () => {
    const { cert, key } = makeCertificate(folder, 'desk');
    phones = await openPagePhones({ tls: { cert: readFileSync(cert), key: readFileSync(key) } });
    expect(phones.desk.url).toMatch(/^https:/);
    const at = phones.desk.url.replace('127.0.0.1', elsewhere);
    const page = await open({ names: [elsewhere] }, { at });
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: '__Host-hotline-session', secure: true, httpOnly: true });
    await phones.ring(async (call) => {
      expect(await call.dial(10)).toBe('answered');
      await phoneBecomes(page, { call: { phase: 'talking', isRemoteAudio: true } });
      const sinceMs = Date.now() + 500;
      await call.listen(2_500, voiceOf('13800138000'));
      expect(toneShareInPage((await heardIn(page)).slice(0, -2), voiceFrequency('13800138000'), sinceMs)).toBeGreaterThan(0.8);
      await call.hangUp();
    }, { isAuto: true });
  });

  it('over http from another machine: says that it is not secure, and leaves the phone on the desk alone', async () => {
    phones = await openPagePhones();
    const at = phones.desk.url.replace('127.0.0.1', elsewhere);
    const page = await open({ names: [elsewhere] }, { at, isWaited: false });
    await phoneBecomes(page, { registration: 'refused', microphone: 'insecure', problem: 'insecure' });
    await page.evaluate('phone.checkMicrophone()');
    expect(await phoneOf(page)).toMatchObject({ microphone: 'insecure', level: null });
    expect(phones.grants.count).toBe(0);
  });

  it.each([['missing', { hasMicrophone: false }], ['denied', { isAllowed: false }]] as const)('with the microphone %s it registers, says so, and rings on when it is answered', async (microphone, options) => {
    phones = await openPagePhones();
    const page = await open(options);
    await page.evaluate('phone.checkMicrophone()');
    await phoneBecomes(page, { microphone, problem: `microphone-${microphone}` });
    await phones.ring(async (call) => {
      const dialled = call.dial(20);
      await phoneBecomes(page, { call: { phase: 'ringing' } });
      await page.evaluate('phone.answer()');
      await phoneBecomes(page, { call: { phase: 'ringing' }, problem: `microphone-${microphone}` });
      await call.hangUp();
      await dialled;
    });
    await phoneBecomes(page, { call: { phase: 'none' } });
  });

  it('a microphone that works shows how loud it is while it is checked', async () => {
    phones = await openPagePhones();
    const page = await open({});
    await page.evaluate('phone.checkMicrophone()');
    const levels = (): Promise<number[]> => page.evaluate<number[]>('seen.flatMap(({ level }) => level ?? [])');
    await expect.poll(async () => Math.max(0, ...(await levels())), { timeout: 10_000 }).toBeGreaterThan(0.3);
    await page.evaluate('phone.endCheck()');
    expect(await phoneOf(page)).toMatchObject({ microphone: 'ready', level: null });
  });

  it('a server that signs the agent out cuts the phone at once', async () => {
    phones = await openPagePhones();
    const page = await open({});
    await page.request.post(`${phones.desk.url}/api/sign-out`, { data: {} });
    await expect.poll(() => phones.isOnline(), { timeout: 5_000 }).toBe(false);
    expect(await page.request.post(`${phones.desk.url}/api/sign-in`, { data: { login: 'chen.jing', password } }).then((answer) => answer.ok())).toBe(true);
    await phoneBecomes(page, { registration: 'registered' });
  });
});
