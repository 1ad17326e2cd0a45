/** Silence that ends an input, on a real Asterisk: who has stopped talking, who never began, who talks on. */
import { describe, expect, it } from 'vitest';
import type { PlacedCall } from '../../../../src/lab/carrier/line.ts';
import { silence, tone } from '../../../../src/lab/sip/voice.ts';
import type { Suite } from './use-world.ts';

export function describeQuietSlots({ driver, earCall }: { readonly driver: Suite['driver']; earCall(): Promise<{ channelId: string; party: PlacedCall }> }): void {
  describe('silence', () => {
    it('ends a slot that says so: when the caller has stopped talking, or has not begun', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, party } = await earCall();
      const slotOf = (slot: string) => ({ slot, maxDigits: 32, terminators: '#', slotClass: 'plain' as const, quietMs: 2_000 });
      await telephony.openSlot(channelId, slotOf('mute'));
      expect(await events.wait('slot-complete', { channelId, slot: 'mute' }, { limitMs: 20_000 })).toMatchObject({ by: 'nothing', length: 0 });
      party.say(tone(700));
      await telephony.openSlot(channelId, slotOf('talk'));
      // Talking all the while: twice as long as the silence that would end it.
      await new Promise((resolve) => setTimeout(resolve, 4_500));
      expect(events.events.filter((event) => event.kind === 'slot-complete' && event.slot === 'talk')).toEqual([]);
      party.say(silence);
      expect(await events.wait('slot-complete', { channelId, slot: 'talk' }, { limitMs: 20_000 })).toMatchObject({ by: 'silence' });
      // No longer asked for: a slot without it stays open.
      await telephony.openSlot(channelId, { slot: 'keys', maxDigits: 1, terminators: '', slotClass: 'plain' });
      await telephony.play({ channelId, playbackId: mint('play'), clips: ['part.0'] });
      await party.press('5');
      expect(await events.wait('slot-complete', { channelId, slot: 'keys' }, { limitMs: 20_000 })).toMatchObject({ by: null });
    });
  });
}
