import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { levelPerSecond, SOUNDING_LEVEL } from '../../src/lab/ear/levels.ts';
import { voiceFrequency, voiceOf } from '../../src/lab/sip/voice.ts';
import { hasChromium } from '../web/support/browser.ts';
import { openPagePhones, phoneBecomes, phoneOf } from './support/page-phone.ts';
import type { PagePhones } from './support/page-phone.ts';
import { energyIn, heardIn, launchPhoneBrowser, toneShareInPage } from './support/phone-browser.ts';
import { talkFor } from './support/stage.ts';

const caller = '13800138000';
/** Each frame as it came, 20 ms apart. */
const spoken = (frames: readonly Buffer[]): number[] => levelPerSecond(frames.map((frame, at) => ({ atMs: at * 20, frame })), { fromMs: 0, toMs: frames.length * 20 });

describe.skipIf(!hasChromium)('the phone in a page, on a real Asterisk', () => {
  let phones: PagePhones;
  let browser: Browser;
  const pages: Page[] = [];
  beforeAll(async () => {
    [phones, browser] = await Promise.all([openPagePhones(), launchPhoneBrowser()]);
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await phones?.close();
  });
  async function open(...given: [] | [Parameters<PagePhones['open']>[1]]): Promise<Page> {
    const page = await phones.open(browser, ...given);
    pages.push(page);
    return page;
  }

  it('rings, is answered, and sound goes both ways; a key from the keypad arrives; the end arrives', async () => {
    const page = await open();
    await phones.ring(async (call) => {
      const dialled = call.dial(20);
      await phoneBecomes(page, { call: { phase: 'ringing', callId: 'c-1' } });
      await page.evaluate('phone.answer()');
      expect(await dialled).toBe('answered');
      await phoneBecomes(page, { call: { phase: 'talking', isRemoteAudio: true } });
      const energyBefore = await energyIn(page);
      const sinceMs = Date.now() + 500;
      const heard = await call.listen(4_000, voiceOf(caller));
      const untilMs = Date.now();
      const inPage = (await heardIn(page)).filter(({ at }) => at < untilMs);
      expect(toneShareInPage(inPage, voiceFrequency(caller), sinceMs)).toBeGreaterThan(0.8);
      expect(await energyIn(page)).toBeGreaterThan(energyBefore + 0.01);
      // The microphone's beeps, in each whole second after the first.
      expect(Math.min(...spoken(heard.slice(50)))).toBeGreaterThan(SOUNDING_LEVEL);
      expect(await page.evaluate('phone.sendKey("7")')).toBe(true);
      expect(await call.key()).toBe('7');
      await call.hangUp();
      await phoneBecomes(page, { call: { phase: 'none' } });
    });
    expect(await page.evaluate('phone.sendKey("7")')).toBe(false);
  });

  it('answers by itself where the talk goes on, and an older talk is over then', async () => {
    const page = await open();
    await phones.ring(async (first) => {
      expect(await first.dial(10)).toBe('answered');
      await phoneBecomes(page, { call: { phase: 'talking', callId: 'c-1' } });
      await phones.ring(async (second) => {
        expect(await second.dial(10)).toBe('answered');
        await first.gone;
        await phoneBecomes(page, { call: { phase: 'talking', callId: 'c-2', isRemoteAudio: true } });
        await second.hangUp();
      }, { callId: 'c-2', isAuto: true });
    }, { isAuto: true });
    await phoneBecomes(page, { call: { phase: 'none' } });
  });

  it('can be hung up by itself when the server is out of reach', async () => {
    const page = await open();
    await phones.ring(async (call) => {
      await call.dial(10);
      await page.evaluate('phone.hangUpLocally()');
      await call.gone;
    }, { isAuto: true });
    await phoneBecomes(page, { call: { phase: 'none' }, registration: 'registered' });
  });

  it('keeps its talk when the socket drops: no second without sound, the same password, and the end still arrives', async () => {
    const page = await open();
    const { count } = phones.grants;
    await phones.ring(async (call) => {
      await call.dial(10);
      const listening = call.listen(7_000, voiceOf(caller));
      await phoneBecomes(page, { call: { phase: 'talking', isRemoteAudio: true } });
      await talkFor(1_000);
      const sinceMs = Date.now();
      await phones.desk.close();
      await phoneBecomes(page, { registration: 'connecting', call: { phase: 'talking' } });
      await phones.desk.reopen();
      await phoneBecomes(page, { registration: 'registered', call: { phase: 'talking' } });
      const heard = await listening;
      const untilMs = Date.now();
      expect(toneShareInPage((await heardIn(page)).filter(({ at }) => at < untilMs), voiceFrequency(caller), sinceMs)).toBeGreaterThan(0.9);
      expect(Math.min(...spoken(heard.slice(50)))).toBeGreaterThan(SOUNDING_LEVEL);
      await call.hangUp();
      await phoneBecomes(page, { call: { phase: 'none' } });
    }, { isAuto: true });
    expect(phones.grants.count).toBe(count);
  });

  it('learns after a dropped socket that its talk ended meanwhile', async () => {
    const page = await open();
    await phones.ring(async (call) => {
      await call.dial(10);
      await phoneBecomes(page, { call: { phase: 'talking' } });
      await phones.desk.close();
      await call.hangUp();
      await call.gone;
      await phones.desk.reopen();
    }, { isAuto: true });
    await phoneBecomes(page, { registration: 'registered', call: { phase: 'none' } });
  });

  it('asks for another password when its own is refused, and rings again', async () => {
    const page = await open();
    const { count } = phones.grants;
    await phones.newPassword();
    await phones.desk.close();
    await phones.desk.reopen();
    await expect.poll(() => phones.grants.count, { timeout: 15_000 }).toBe(count + 1);
    await phoneBecomes(page, { registration: 'registered' });
    await phones.ring(async (call) => void (await call.dial(10), await call.hangUp()), { isAuto: true });
  });

  it('is in one tab only: the second says so, takes it on a wish, and gets it when the first is closed', async () => {
    const first = await open();
    const second = await phones.tab(first.context());
    await phoneBecomes(second, { registration: 'taken', takenBy: 'tab', problem: 'taken-by-tab' });
    await second.evaluate('phone.takeOver()');
    await phoneBecomes(second, { registration: 'registered' });
    await phoneBecomes(first, { registration: 'taken', takenBy: 'tab' });
    await first.evaluate('phone.takeOver()');
    await phoneBecomes(first, { registration: 'registered' });
    await first.close();
    pages.push(second);
    await phoneBecomes(second, { registration: 'registered' });
  });

  it('steps back when the seat\'s stream names another page, without a BYE', async () => {
    const page = await open();
    const row = (pageId: string): Promise<unknown> => page.evaluate(`phone.follow({ isWanted: true, isServerUp: true, overCallId: null, seatPhone: { kind: 'browser', pageId: ${pageId} } })`);
    await row("'someone-before-us'");
    expect(await phoneOf(page)).toMatchObject({ registration: 'registered' });
    await phones.ring(async (call) => {
      await call.dial(10);
      await row('pageId');
      await row("'another-page'");
      await phoneBecomes(page, { registration: 'taken', takenBy: 'elsewhere', call: { phase: 'none' } });
      const { promise: later, resolve } = Promise.withResolvers<string>();
      setTimeout(resolve, 1_500, 'the leg is left to the server');
      expect(await Promise.race([call.gone.then(() => 'the page ended it'), later])).toBe('the leg is left to the server');
      await call.hangUp();
    }, { isAuto: true });
    await page.evaluate('phone.takeOver()');
    await phoneBecomes(page, { registration: 'registered' });
  });

  it('is off while the seat is signed out', async () => {
    const page = await open();
    await page.evaluate("phone.follow({ isWanted: false, isServerUp: true, overCallId: null, seatPhone: null })");
    await phoneBecomes(page, { registration: 'off' });
    await expect.poll(() => phones.isOnline(), { timeout: 5_000 }).toBe(false);
  });

  it('a machine that slept says so, and registers again', async () => {
    const page = await open();
    await page.clock.install();
    await page.reload();
    await phoneBecomes(page, { registration: 'registered' });
    const { count } = phones.grants;
    await page.clock.fastForward('30:00');
    const seen = (): Promise<string[]> => page.evaluate("seen.map(({ registration }) => registration)");
    await expect.poll(seen, { timeout: 10_000 }).toContain('asleep');
    await phoneBecomes(page, { registration: 'registered', problem: null });
    expect(phones.grants.count).toBe(count);
  });
});
