import { describe, expect, it } from 'vitest';
import { partClips } from '../support/world.ts';
import { code, type Suite } from './use-world.ts';

export function conformKeys(suite: Suite): void {
  const { driver, answered } = suite;

  describe('keys', () => {
    it('fill a slot, end it, and wait when none is open', async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      await telephony.openSlot(channelId, code);
      await caller.press('600519#');
      await events.wait('slot-complete', { channelId });
      await caller.press('1');
      await events.wait('key-waiting', { channelId });
      expect(events.keys(channelId)).toBe('600519');
      expect(events.events.find(({ kind }) => kind === 'slot-complete')).toMatchObject({ slot: 'code', length: 6, by: null });
      expect(events.count('key-waiting')).toBe(1);
      await caller.hangUp();
    });

    // How late the second report comes is the machine's affair: one that is busy for a moment may try again, a rule that is wrong never passes.
    it('dialled faster than Asterisk takes them are each read once, however late they are reported again', { retry: 2 }, async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      const digits = '11223344556677889900';
      for (const [slot, pauseMs] of [['quick', 40], ['quicker', 20]] as const) {
        await telephony.openSlot(channelId, { slot, maxDigits: 64, terminators: '#', slotClass: 'plain' });
        await caller.press(`${digits}#`, { pressMs: 100, pauseMs });
        await events.wait('slot-complete', { channelId, slot });
        expect(events.events.flatMap((event) => (event.kind === 'key' && event.slot === slot ? [event.digit] : [])).join('')).toBe(digits);
        await telephony.closeSlot(channelId, slot);
      }
      await caller.hangUp();
    });

    it('typed ahead while clips play go to the slots that ask later', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, caller } = await answered();
      await telephony.play({ channelId, playbackId: mint('play'), clips: partClips });
      await caller.press('1600519#');
      await events.wait('key-waiting', { channelId }, { nth: 8 });
      await telephony.openSlot(channelId, { slot: 'menu', maxDigits: 1, terminators: '', slotClass: 'plain' });
      await telephony.openSlot(channelId, code);
      expect(events.keys(channelId)).toBe('1600519');
      await caller.hangUp();
    });

    it('of a secret slot are told without the digit, kept for who verifies, and never logged [M-07] (misfortune 17)', async () => {
      const { telephony, events, logged } = driver();
      const { channelId, caller } = await answered();
      await telephony.openSlot(channelId, { slot: 'pin', maxDigits: 8, terminators: '#', slotClass: 'secret' });
      await caller.press('90817263');
      await events.wait('slot-complete', { channelId });
      await caller.press('54');
      await events.wait('key-waiting', { channelId }, { nth: 2 });
      const held = telephony.heldDigits(channelId, 'pin');
      expect([held?.reveal(), String(held)]).toEqual(['90817263', '[secret]']);
      await telephony.closeSlot(channelId, 'pin');
      expect(telephony.heldDigits(channelId, 'pin')).toBeNull();
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      expect(events.events.flatMap((event) => (event.kind === 'key' ? [event.digit] : []))).toEqual(Array(8).fill(null));
      const said = JSON.stringify([events.events.map((event) => ({ ...event, at: 0, channelId: '' })), logged]);
      expect(said).not.toMatch(/90817263|"digit":"|90|81|72|63/);
    });

    it('account#PIN# typed ahead of both questions is told by its lengths, held apart, and gone with the leg [M-07] (field note 64)', async () => {
      const { telephony, events, mint, logged } = driver();
      const { channelId, caller } = await answered();
      await telephony.play({ channelId, playbackId: mint('play'), clips: partClips });
      await caller.press('*90807060#605040#');
      await events.wait('key-waiting', { channelId }, { nth: 17 });
      await telephony.openSlot(channelId, { slot: 'menu', maxDigits: 1, terminators: '', slotClass: 'plain' });
      await telephony.openSlot(channelId, { slot: 'account', maxDigits: 12, terminators: '#', slotClass: 'secret' });
      await telephony.openSlot(channelId, { slot: 'pin', maxDigits: 6, terminators: '#', slotClass: 'secret' });
      expect(['account', 'pin'].map((slot) => telephony.heldDigits(channelId, slot)?.reveal())).toEqual(['90807060', '605040']);
      expect(events.keys(channelId)).toBe(`*${'?'.repeat(14)}`);
      expect(events.events.flatMap((event) => (event.kind === 'slot-complete' ? [event.length] : []))).toEqual([1, 8, 6]);
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      expect(['account', 'pin'].map((slot) => telephony.heldDigits(channelId, slot))).toEqual([null, null]);
      const said = JSON.stringify([events.events.map((event) => ({ ...event, at: 0, channelId: '' })), logged]);
      expect(said).not.toMatch(/90807060|605040|"digit":"[0-9]/);
    });

    it('cleared are not read by the next question', async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      await caller.press('99');
      await events.wait('key-waiting', { channelId }, { nth: 2 });
      await telephony.clearKeys(channelId);
      await telephony.openSlot(channelId, code);
      await caller.press('1#');
      await events.wait('slot-complete', { channelId });
      expect(events.keys(channelId)).toBe('1');
      await caller.hangUp();
    });
  });
}
