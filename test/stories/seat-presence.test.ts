/** Phones of many seats are told of at once, as at each new connection: the store is asked for few at a time, news first. */
import { describe, expect, it } from 'vitest';
import { createSeatPresence } from '../../src/app/seat-presence.ts';
import type { SeatStore } from '../../src/app/ports.ts';
import { keepLog } from '../support/log.ts';
import { until } from '../support/until.ts';

const clock = { now: () => 0, businessNow: () => 0 };
const wakeups = { send: () => undefined, on: () => undefined };
// No seat is known by its extension: what is written about the phone itself is the matter here.
const seats = { byExtension: () => Promise.resolve(null) } as unknown as SeatStore;

function openPresence() {
  const written: string[] = [];
  const ending: (() => void)[] = [];
  let [underWay, most, refusals] = [0, 0, 0];
  const noteDevice = async (endpoint: string, isOnline: boolean): Promise<boolean> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise<void>((resolve) => { ending.push(resolve); });
    underWay -= 1;
    if (refusals > 0) {
      refusals -= 1;
      throw new Error('the store is away');
    }
    written.push(`${endpoint} ${isOnline ? 'on' : 'off'}`);
    return true;
  };
  const presence = createSeatPresence({ seats, clock, wakeups, noteDevice, log: keepLog(), pause: () => Promise.resolve() });
  /** Lets writes end until so many have. */
  const settle = (count: number) => until('it is written', () => {
    ending.splice(0).forEach((end) => end());
    return written.length >= count;
  });
  return { presence, written, settle, most: () => most, refuse: (count: number) => { refusals = count; } };
}

describe('phones that are told of', () => {
  it('all at once are written two at a time, and what happened just now goes first', async () => {
    const { presence, written, settle, most } = openPresence();
    for (let n = 0; n < 200; n += 1) presence.note(`s${n}`, true, false);
    presence.note('late', false, true);
    await settle(201);
    expect(most()).toBe(2);
    expect(written.slice(0, 3)).toContain('late off');
  });

  it('again before they are written are written once, by the newest word, and never two words at once', async () => {
    const { presence, written, settle } = openPresence();
    presence.note('a', true, true);
    for (const isOnline of [false, true, false]) presence.note('a', isOnline, true);
    await settle(2);
    expect(written).toEqual(['a on', 'a off']);
  });

  it('while the store is away are written when it is back, if nothing newer was told', async () => {
    const { presence, written, settle, refuse } = openPresence();
    refuse(3);
    presence.note('a', true, true);
    presence.note('b', true, true);
    presence.note('a', false, true);
    await settle(2);
    expect(written.sort()).toEqual(['a off', 'b on']);
  });
});
