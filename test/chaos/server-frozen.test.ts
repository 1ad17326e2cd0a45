import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { until } from '../calls/support/until.ts';
import { moment, ownedAgain } from './support/outage.ts';

let hotline: Hotline;
beforeAll(async () => {
  hotline = await openHotline();
});
afterAll(async () => {
  await hotline?.nothingLeft();
  await hotline?.close();
});

describe('the server freezes (SIGSTOP)', () => {
  it('it is killed and started again within seconds; who called before and who called meanwhile are served', async () => {
    const before = await hotline.caller();
    await before.hears('welcome');
    await before.press('1');
    await before.hears('quote.ask-code');
    const seen = (await hotline.parts.events()).length;
    const frozen = moment();
    const pid = await hotline.parts.kill('server', 'SIGSTOP');
    // Asterisk goes on handing callers to a frozen server: this one is in its hands, unanswered.
    const meanwhile = await hotline.caller();
    const back = await ownedAgain(hotline, frozen, 'server frozen');
    expect(back.pid).not.toBe(pid);
    const events = (await hotline.parts.events()).slice(seen).filter(({ part }) => part === 'server');
    expect(events.map(({ kind }) => kind)).toEqual(['frozen', 'exited', 'started']);
    await Promise.all([
      before.hears('welcome.back').then(() => before.hears('quote.ask-code')),
      meanwhile.hears('welcome').then(() => meanwhile.hears('main.menu')),
    ]);
    await before.press('600519#');
    await before.hears('name.600519');
    await Promise.all([before.hangUp(), meanwhile.hangUp()]);
    await until('the part is ready', async () => (await hotline.status()).parts.find(({ name }) => name === 'server')?.ready === true);
  });
});
