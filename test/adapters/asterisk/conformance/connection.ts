import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { code, secondTellingMs, type Suite } from './use-world.ts';

export function conformConnection(suite: Suite): void {
  const { driver, world, answered } = suite;

  describe('the connection', () => {
    it('after the socket is cut it comes back and goes on telling', async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      world().cutSockets();
      await events.wait('disconnected');
      await events.wait('connected', {}, { nth: 2 });
      expect(telephony.isConnected()).toBe(true);
      expect((await telephony.snapshot({ playbacks: [] })).channels.map((channel) => channel.channelId)).toEqual([channelId]);
      await telephony.openSlot(channelId, code);
      await caller.press('7');
      expect(await events.wait('key', { channelId })).toMatchObject({ digit: '7' });
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      await pause(secondTellingMs);
      expect(events.count('leg-ended')).toBe(1);
    });

    it('a call that ends in the gap is missing in the snapshot, and is not told later (misfortune 7)', async () => {
      const { telephony, events } = driver();
      const { caller } = await answered();
      world().cutSockets();
      await events.wait('disconnected');
      await caller.hangUp();
      await events.wait('connected', {}, { nth: 2 });
      // The end may fall on either side of the new connection; told or listed, never both.
      await expect.poll(async () => (await telephony.snapshot({ playbacks: [] })).channels).toEqual([]);
      expect(events.count('leg-ended')).toBeLessThanOrEqual(1);
      expect(telephony.load().legs).toBe(0);
    });

    it('that nothing passes any more counts as cut (field note 4)', async () => {
      const { events } = driver();
      world().freezeSockets();
      await events.wait('disconnected', {}, { limitMs: 10_000 });
      await events.wait('connected', {}, { nth: 2 });
    });

    it('a word said to our app comes back; where the app is gone though its socket stands, the connection is made anew (field note 6)', async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      await world().loseApp(driver());
      await events.wait('disconnected', {}, { limitMs: 30_000 });
      await events.wait('connected', {}, { nth: 2 });
      expect((await telephony.snapshot({ playbacks: [] })).channels.map((channel) => channel.channelId)).toEqual([channelId]);
      await telephony.openSlot(channelId, code);
      await caller.press('7');
      expect(await events.wait('key', { channelId })).toMatchObject({ digit: '7' });
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
    });

    it('taken by another process, and taken back: it goes on telling, and what was asked for meanwhile is done (misfortune 8)', async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      await world().takeApp(driver());
      await events.wait('replaced');
      const hungUp = telephony.hangUp(channelId, 'normal');
      // Whoever writes for a call into the store waits for the same: a seat must not be free before its leg can be told.
      expect(telephony.doubt?.()).toBeInstanceOf(Promise);
      expect(telephony.takeBack?.()).toBe(true);
      expect(telephony.doubt?.()).toBeUndefined();
      await events.wait('connected', {}, { nth: 2 });
      expect(await hungUp).toMatchObject({ kind: 'done' });
      await expect.poll(async () => (await telephony.snapshot({ playbacks: [] })).channels).toEqual([]);
      await caller.hangUp();
    });

    it('taken by another process: told once, nothing is commanded any more, no way back (misfortune 8) (field note 11)', async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      await world().takeApp(driver());
      await events.wait('replaced');
      expect(telephony.isConnected()).toBe(false);
      expect(await telephony.hangUp(channelId, 'normal')).toMatchObject({ kind: 'not-possible' });
      await caller.hangUp();
      await pause(secondTellingMs);
      expect(telephony.takeBack?.()).toBe(false);
      expect([events.count('replaced'), events.count('connected')]).toEqual([1, 1]);
    });
  });
}
