import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { code, done, secondTellingMs, type Suite } from './use-world.ts';

export function conformInCalls(suite: Suite): void {
  const { driver, world, answered } = suite;

  describe('a call that comes in', () => {
    it('is told with its numbers, answered and ended, each once', async () => {
      const { telephony, events } = driver();
      const caller = await world().placeCall('13800138000');
      const arrived = await events.wait('call-arrived');
      expect(arrived).toMatchObject({ from: '13800138000', to: '95500', isUp: false });
      const { channelId } = arrived;
      expect(await telephony.watch(channelId)).toEqual(done);
      expect(await telephony.answer(channelId)).toEqual(done);
      await events.wait('leg-answered', { channelId });
      await caller.hangUp();
      expect((await events.wait('leg-ended', { channelId })).end.cause).toBe(16);
      await pause(secondTellingMs);
      expect(events.of(channelId)).toEqual(['call-arrived', 'leg-answered', 'leg-ended']);
      expect(telephony.load()).toEqual({ legs: 0, playbacks: 0, lanes: 0 });
    });

    it('a channel watched twice ends once', async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      expect([await telephony.watch(channelId), await telephony.watch(channelId)]).toEqual([done, done]);
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      await pause(secondTellingMs);
      expect(events.count('leg-ended')).toBe(1);
      expect(await telephony.watch(channelId)).toEqual({ kind: 'gone' });
    });

    it.each([['busy', 486], ['congestion', 503]] as const)('that is refused as %s ends with SIP %i at the caller', async (reason, sipStatus) => {
      const { telephony, events } = driver();
      const caller = await world().placeCall('13800138001');
      const { channelId } = await events.wait('call-arrived');
      expect(await telephony.hangUp(channelId, reason)).toEqual(done);
      expect(await caller.ended).toMatchObject({ sipStatus });
      expect((await events.wait('leg-ended', { channelId })).end.sipCode).toBeNull();
    });

    it('answering twice is answering', async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      expect(await telephony.answer(channelId)).toEqual(done);
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      expect(events.count('leg-answered')).toBe(1);
    });

    it('a leg hung up twice is gone, and so is every other command for it (field note 13)', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, caller } = await answered();
      expect(await telephony.hangUp(channelId, 'normal')).toEqual(done);
      await events.wait('leg-ended', { channelId });
      await caller.ended;
      const bridgeId = mint('bridge');
      expect(await telephony.createBridge(bridgeId)).toEqual(done);
      const outcomes = [
        await telephony.hangUp(channelId, 'normal'), await telephony.answer(channelId), await telephony.play({ channelId, playbackId: mint('play'), clips: ['long'] }),
        await telephony.addToBridge(bridgeId, [channelId]), await telephony.openSlot(channelId, code), await telephony.startRecording({ channelId, path: '/hotline/recordings/gone' }),
        await telephony.handBack(channelId), await telephony.stopPlay(mint('play')),
      ];
      expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'gone' })));
      expect([await telephony.destroyBridge(bridgeId), await telephony.destroyBridge(bridgeId)]).toEqual([done, { kind: 'gone' }]);
    });
  });
}
