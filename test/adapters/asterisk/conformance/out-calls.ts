import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { done, secondTellingMs, trunk, type Suite } from './use-world.ts';

export function conformOutCalls(suite: Suite): void {
  const { driver, world, dialled } = suite;

  describe('a leg to a phone', () => {
    it('enters, rings and is answered, each told once, and ends by our hang-up (misfortune 2) (field note 16)', async () => {
      const { telephony, events } = driver();
      const { channelId, call } = await dialled('answers');
      await events.wait('leg-answered', { channelId });
      expect(await telephony.hangUp(channelId, 'normal')).toEqual(done);
      await (await call()).ended;
      expect((await events.wait('leg-ended', { channelId })).end.sipCode).toBeNull();
      await pause(secondTellingMs);
      expect(events.of(channelId).filter((kind) => kind !== 'leg-ringing')).toEqual(['leg-entered', 'leg-answered', 'leg-ended']);
    });

    it('rings at a phone nobody picks up, until our time is over: 19 without a SIP code (field note 15)', async () => {
      const { events } = driver();
      const { channelId } = await dialled('rings', 1_000);
      await events.wait('leg-ringing', { channelId });
      expect((await events.wait('leg-ended', { channelId })).end).toEqual({ cause: 19, sipCode: null });
      expect(events.of(channelId)).toEqual(['leg-entered', 'leg-ringing', 'leg-ended']);
    });

    it.each([['busy', 17, 486], ['declines', 21, 603], ['unavailable', 19, 480], ['unknown-number', 1, 404], ['congested', 34, 503]] as const)(
      'that is %s ends with cause %i and SIP %i', async (manner, cause, sipCode) => {
        const { events } = driver();
        const { channelId } = await dialled(manner);
        expect((await events.wait('leg-ended', { channelId })).end).toEqual({ cause, sipCode });
      });

    it('a channel id given twice is one leg', async () => {
      const { telephony, events, mint } = driver();
      const { number } = await world().phone('rings');
      const leg = { channelId: mint('leg'), endpoint: trunk(number), callerId: '' };
      expect([await telephony.createLeg(leg), await telephony.createLeg(leg)]).toEqual([done, done]);
      expect(events.count('leg-entered')).toBe(1);
      await telephony.hangUp(leg.channelId, 'normal');
      await events.wait('leg-ended', { channelId: leg.channelId });
    });

    it('to a seat without a phone is not possible, and leaves nothing', async () => {
      const { telephony, mint } = driver();
      const seat = { kind: 'seat' as const, name: '1009', headers: {} };
      expect((await telephony.createLeg({ channelId: mint('leg'), endpoint: seat, callerId: '' })).kind).toBe('not-possible');
      expect(telephony.load().legs).toBe(0);
    });

    it('to what is no number is refused before anything is sent', async () => {
      const { telephony, mint } = driver();
      for (const number of ['', '1@evil', '139&Local/x@y', 'sip:x'])
        expect((await telephony.createLeg({ channelId: mint('leg'), endpoint: trunk(number), callerId: '' })).kind).toBe('not-possible');
    });

    it('dialling twice is dialling once', async () => {
      const { telephony, events } = driver();
      const { channelId } = await dialled('answers');
      expect(await telephony.dial({ channelId, timeoutMs: 20_000 })).toEqual(done);
      await events.wait('leg-answered', { channelId });
      await telephony.hangUp(channelId, 'normal');
      await events.wait('leg-ended', { channelId });
    });
  });
}
