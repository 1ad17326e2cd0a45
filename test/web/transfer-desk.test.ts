import { describe, expect, it } from 'vitest';
import { hasChromium } from './support/browser.ts';
import { startTalk, useStagedDesk } from './support/staged-desk.ts';
import { callId } from './support/staged-seat.ts';

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 100 });

describe.skipIf(!hasChromium)('a third party at the desk', () => {
  const desk = useStagedDesk();
  const { page } = desk;

  it('the list opens by a key and sends a wish; the strip shows the guest, its buttons ask the call', async () => {
    const { seat } = await desk.open({});
    startTalk(seat);
    await page().locator('.call-button[data-button=transfer][aria-disabled=false]').waitFor();
    const wishes: unknown[] = [];
    await page().route('**/api/transfers', (route) => {
      wishes.push(route.request().postDataJSON());
      return route.fulfill({ json: {} });
    });
    await page().keyboard.press('Control+Shift+Semicolon');
    const outside = page().locator('.transfer-row[data-outside=branch-1]');
    await outside.waitFor();
    await outside.getByRole('button').first().click();
    await eventually(() => wishes).toEqual([{ callId, mode: 'consult', to: { kind: 'outside', name: 'branch-1' } }]);
    seat.call({ step: 'held', guest: { kind: 'outside', name: 'branch-1', shape: 'consult', since: Date.now() } });
    await page().locator('.guest-strip[data-shape=consult]').waitFor();
    await page().locator('.call-now').getByText('听不到您和对方').waitFor();
    await page().locator('.guest-strip button[data-guest=conference]').click();
    await eventually(() => seat.asked.call.at(-1)).toEqual({ callId, action: 'conference' });
  });
});
