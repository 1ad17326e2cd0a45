/** Desk phones that hand their call on by their own means, and keys that an agent presses for the other side. */
import { describe, expect, it } from 'vitest';
import { done, type Suite } from './use-world.ts';

export function conformDeskPhones(suite: Suite): void {
  const { driver, world, answered } = suite;

  describe('keys that an agent presses', () => {
    it('reach the leg, each once and in order; a leg that is gone has none; no log has them', async () => {
      const { telephony, events, logged } = driver();
      const { channelId, caller } = await answered();
      expect(await telephony.sendKeys(channelId, '4802*19#')).toEqual(done);
      await expect.poll(() => caller.keysHeard(), { timeout: 20_000 }).toBe('4802*19#');
      expect(await telephony.sendKeys(channelId, '7')).toEqual(done);
      await expect.poll(() => caller.keysHeard(), { timeout: 20_000 }).toBe('4802*19#7');
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      expect(await telephony.sendKeys(channelId, '1')).toEqual({ kind: 'gone' });
      expect(logged.join('')).not.toMatch(/4802|\*19#/);
    });
  });

  describe('a desk phone', () => {
    async function talking() {
      const { telephony, events, mint } = driver();
      const phone = await world().deskPhone('1001');
      const channelId = mint('seat');
      const leg = { channelId, endpoint: { kind: 'seat' as const, name: phone.extension, headers: {} }, callerId: '13800138000' };
      expect(await telephony.createLeg(leg)).toEqual(done);
      expect(await telephony.dial({ channelId, timeoutMs: 20_000 })).toEqual(done);
      await events.wait('leg-answered', { channelId }, { limitMs: 20_000 });
      return { telephony, events, phone, channelId };
    }

    it('hands its call on by REFER: we are told, nothing moves, and it hears what became of it', async () => {
      const { telephony, events, phone, channelId } = await talking();
      for (const [nth, answer, status] of [[1, 'refused', 603], [2, 'accepted', 200]] as const) {
        const referred = phone.refer(channelId, '1002');
        await events.wait('refer', { channelId, to: '1002', withChannelId: null }, { nth, limitMs: 20_000 });
        expect(await telephony.answerRefer(channelId, answer)).toEqual(done);
        expect(await referred).toBe(status);
      }
      expect((await telephony.snapshot({ playbacks: [] })).channels.map((one) => one.channelId)).toEqual([channelId]);
      await telephony.hangUp(channelId, 'normal');
      await events.wait('leg-ended', { channelId });
      expect(events.count('refer')).toBe(2);
      expect(await telephony.answerRefer(channelId, 'accepted')).toEqual({ kind: 'gone' });
    });

    it('with a second call of its own: the call is its seat\'s, and a REFER with Replaces names both legs (misfortune 9)', async () => {
      const { telephony, events, phone, channelId } = await talking();
      const dialling = phone.dial('1002');
      const second = await events.wait('seat-call', { endpoint: '1001', to: '1002' }, { limitMs: 20_000 });
      expect(events.count('call-arrived')).toBe(0);
      expect(await telephony.answer(second.channelId)).toEqual(done);
      await dialling;
      const referred = phone.refer(channelId, '1002', second.channelId);
      await events.wait('refer', { channelId, withChannelId: second.channelId }, { limitMs: 20_000 });
      expect(await telephony.answerRefer(channelId, 'accepted')).toEqual(done);
      expect(await referred).toBe(200);
      for (const leg of [channelId, second.channelId]) {
        await telephony.hangUp(leg, 'normal');
        await events.wait('leg-ended', { channelId: leg });
      }
    });
  });
}
