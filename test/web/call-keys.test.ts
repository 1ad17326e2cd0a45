import { describe, expect, it } from 'vitest';
import { hasChromium } from './support/browser.ts';
import { startTalk, talk, useStagedDesk } from './support/staged-desk.ts';
import { callId } from './support/staged-seat.ts';
import type { StagedSeat } from './support/staged-seat.ts';

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 100 });

describe.skipIf(!hasChromium)('keys of the desk in a browser', () => {
  const desk = useStagedDesk();
  const { page } = desk;
  let seat: StagedSeat;
  const open = async (): Promise<void> => void ({ seat } = await desk.open());
  const talking = (): void => startTalk(seat);
  const on = (name: string) => page().locator(`.call-button[data-button=${name}][aria-disabled=false]`);
  const press = (digit: string) => page().keyboard.press(`Control+Shift+${digit}`);

  it('is worked by keys: mute, hold, keypad with digits, the form, hang up, and END again ends the work after it', async () => {
    await open();
    talking();
    await on('hold').waitFor();
    await press('3');
    await eventually(() => seat.asked.call.map(({ action }) => action)).toEqual(['mute']);
    seat.call({ step: 'connected', isMuted: true });
    await on('unmute').waitFor();
    await press('4');
    const pad = page().getByRole('group', { name: '拨号键盘' });
    await pad.waitFor();
    await page().keyboard.press('Escape');
    await pad.waitFor({ state: 'detached' });
    await eventually(() => page().evaluate(() => (document.activeElement as HTMLElement).dataset['button'])).toBe('keypad');
    await press('5');
    await page().keyboard.press('Space');
    await page().keyboard.press('Tab');
    await page().keyboard.type('1 of 2');
    // Keys of the desk are heard while she writes; what she writes is not.
    await press('2');
    await eventually(() => seat.asked.call.map(({ action }) => action)).toEqual(['mute', 'hold']);
    seat.call({ step: 'held', isMuted: false });
    await on('retrieve').waitFor();
    await press('9');
    await eventually(() => seat.asked.call.map(({ action }) => action)).toEqual(['mute', 'hold', 'hang-up']);
    seat.call({ step: 'ended' });
    seat.move({ phase: 'acw', ...talk, acwEndsAt: Date.now() + 60_000 });
    await page().getByText('返回接待').waitFor();
    await press('9');
    expect(seat.asked.seat).toEqual([]);
    await expect.poll(async () => {
      await press('9');
      return seat.asked.seat;
    }, { timeout: 15_000, interval: 1_300 }).toContainEqual({ action: 'acw-done' });
    expect(await page().getByLabel('备注').inputValue()).toBe('1 of 2');
  });

  it('keys can be listed and switched off', async () => {
    await open();
    await press('Slash');
    const help = page().getByRole('dialog');
    await help.getByText('保持 / 取回').waitFor();
    await help.getByRole('switch').click();
    await press('Slash');
    await help.waitFor({ state: 'hidden' });
    talking();
    await on('mute').waitFor();
    await press('3');
    await on('mute').click();
    await eventually(() => seat.asked.call).toEqual([{ callId, action: 'mute' }]);
  });
});
