/** The socket of a page's phone drops under its talk: what is told of it, and when. */
import { describe, expect, it } from 'vitest';
import { createPageDrops, type Device } from '../../../src/adapters/asterisk/page-drops.ts';

const page = (isOnline: boolean, isNews = true): Device => ({ endpoint: 'web-1001', isOnline, isNews });

/** Time goes on only when the test says so, a look at a time. */
function world(startsWith: number | null) {
  const told: Device[] = [];
  const sound = { packets: startsWith };
  const waiting: (() => void)[] = [];
  let waitedMs = 0;
  const drops = createPageDrops({
    received: async () => sound.packets,
    tell: (device) => void told.push(device),
    pause: (ms) => new Promise((resolve) => waiting.push(() => { waitedMs += ms; resolve(); })),
  });
  const settle = () => new Promise((resolve) => { setImmediate(resolve); });
  /** The next look, with so many packets more; false: nobody looks any more. */
  async function look(more: number | null): Promise<boolean> {
    await settle();
    const next = waiting.shift();
    if (sound.packets !== null) sound.packets = more === null ? null : sound.packets + more;
    next?.();
    await settle();
    return next !== undefined;
  }
  return { drops, told, look, waited: () => waitedMs };
}

describe('a phone in a page that is gone', () => {
  it('is not told while its sound flows, and never when it is back in time', async () => {
    const { drops, told, look } = world(100);
    drops.take(page(false));
    for (let looks = 0; looks < 10; looks += 1) expect(await look(10)).toBe(true);
    expect(told).toEqual([]);
    drops.take(page(true));
    expect(told).toEqual([page(true)]);
    await look(10);
    expect(await look(10)).toBe(false);
    expect(told).toEqual([page(true)]);
  });

  it('is told as soon as the sound stops, or its leg is gone', async () => {
    for (const end of [0, null]) {
      const { drops, told, look } = world(100);
      drops.take(page(false));
      await look(10);
      expect(told).toEqual([]);
      await look(end);
      expect(told).toEqual([page(false)]);
    }
  });

  it('is told after some seconds, whatever flows: nothing can be sent to it any more', async () => {
    const { drops, told, look, waited } = world(100);
    drops.take(page(false));
    while (await look(10));
    expect(told).toEqual([page(false)]);
    expect(waited()).toBe(5_000);
  });

  it('is told at once without a talk, when it is a phone on a desk, or when it was found so after a break', async () => {
    const idle = world(null);
    idle.drops.take(page(false));
    expect(await idle.look(0)).toBe(false);
    expect(idle.told).toEqual([page(false)]);
    const talking = world(100);
    const others: Device[] = [{ endpoint: '1001', isOnline: false, isNews: true }, page(false, false)];
    for (const device of others) talking.drops.take(device);
    expect(talking.told).toEqual(others);
  });

  it('is told once when Asterisk goes out of reach meanwhile', async () => {
    const { drops, told, look } = world(100);
    drops.take(page(false));
    await look(10);
    drops.giveUp();
    expect(told).toEqual([page(false)]);
    await look(10);
    await look(0);
    expect(told).toEqual([page(false)]);
  });
});
