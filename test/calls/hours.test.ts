import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hotline, openHotline } from './support/hotline.ts';
import { until } from './support/until.ts';
import { tradingMorning } from './support/whole-environment.ts';

let hotline: Hotline;
beforeAll(async () => {
  hotline = await openHotline();
});
afterAll(async () => {
  await hotline?.setClock(tradingMorning);
  await hotline?.close();
});

/** What a caller hears who asks for a person at this time. */
async function askForPerson(at: string): Promise<'queue' | 'closed'> {
  await hotline.setClock(at);
  const caller = await hotline.caller();
  await caller.hears('welcome');
  await caller.press('0');
  await until('an answer', async () => caller.heard().includes('recording.notice') || caller.heard().includes('queue.closed'), 20_000);
  await caller.hangUp();
  await hotline.nothingLeft();
  return caller.heard().includes('recording.notice') ? 'queue' : 'closed';
}

describe('hours of the trading calendar [C-12] [C-13]', () => {
  it('on a holiday of the exchange a person is not promised: the caller hears so, a goodbye, and the end', async () => {
    await hotline.setClock('2026-10-01T10:00+08:00');
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('0');
    await caller.hears('closed.menu');
    await caller.press('0');
    await caller.hearsOut('goodbye');
    expect(await caller.isHungUp()).toMatchObject({ by: 'far-end' });
    expect((await hotline.records.factsOf(caller.number)).map(({ kind }) => kind)).not.toContain('caller-queued');
    await hotline.nothingLeft();
  });

  it('on a trading day the caller is queued, at night not', async () => {
    expect(await askForPerson('2026-11-23T10:30+08:00')).toBe('queue');
    expect(await askForPerson('2026-11-23T03:00+08:00')).toBe('closed');
  });

  it('on a weekend the hours are the weekend\'s', async () => {
    expect(await askForPerson('2026-11-21T10:00+08:00')).toBe('queue');
    expect(await askForPerson('2026-11-21T20:00+08:00')).toBe('closed');
  });

  it('outside hours quotes are still given', async () => {
    await hotline.setClock('2026-10-01T10:00+08:00');
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('1600519#');
    await caller.hears('name.600519');
    await caller.hangUp();
    await hotline.nothingLeft();
  });
});
