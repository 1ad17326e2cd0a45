/** Legs out of their bridge and back, legs that are heard by nobody, and phones in pages: with sound, on a real Asterisk. */
import { describe, expect, it } from 'vitest';
import { createAriHttp } from '../../../../src/adapters/asterisk/ari-http.ts';
import { fetchTransport } from '../../../../src/adapters/asterisk/fetch-transport.ts';
import { packetsFrom } from '../../../../src/adapters/asterisk/talk-sound.ts';
import { toneShare } from '../../../../src/lab/ear/levels.ts';
import type { PlacedCall } from '../../../../src/lab/carrier/line.ts';
import { nowMs } from '../../../../src/lab/sip/pacer.ts';
import { tone } from '../../../../src/lab/sip/voice.ts';
import { signIn } from '../support/registered-phone.ts';
import type { RealWorld } from '../support/real-world.ts';
import { done, type Suite } from './use-world.ts';

const [A_HZ, B_HZ, C_HZ] = [700, 1_300, 1_900];

export interface TalkControlSuite {
  readonly driver: Suite['driver'];
  readonly real: () => RealWorld;
  earCall(): Promise<{ channelId: string; party: PlacedCall }>;
}

export function describeTalkControl({ driver, real, earCall }: TalkControlSuite): void {
  /** The last half second at a party's ear; whoever is alone in a bridge gets no packets at all. */
  const lastOf = (party: PlacedCall): Buffer => Buffer.concat(party.frames().filter(({ atMs }) => atMs > nowMs() - 500).map(({ frame }) => frame));
  const hears = (party: PlacedCall, hz: number) => expect.poll(() => (lastOf(party).length < 160 * 5 ? 0 : toneShare(lastOf(party), hz)), { timeout: 8_000 });

  async function talk() {
    const { telephony, mint } = driver();
    const [a, b] = [await earCall(), await earCall()];
    a.party.say(tone(A_HZ));
    b.party.say(tone(B_HZ));
    const bridgeId = mint('bridge');
    await telephony.createBridge(bridgeId);
    await telephony.addToBridge(bridgeId, [a.channelId, b.channelId]);
    await hears(a.party, B_HZ).toBeGreaterThan(0.9);
    await hears(b.party, A_HZ).toBeGreaterThan(0.9);
    return { telephony, mint, a, b, bridgeId };
  }

  describe('a talk', () => {
    it('a leg taken out of its bridge hears its own clip, and talks again when it is put back', async () => {
      const { telephony, mint, a, b, bridgeId } = await talk();
      const playbackId = mint('play');
      expect(await telephony.removeFromBridge(bridgeId, a.channelId)).toEqual(done);
      expect(await telephony.removeFromBridge(bridgeId, a.channelId)).toEqual(done);
      expect(await telephony.play({ channelId: a.channelId, playbackId, clips: ['long'] })).toEqual(done);
      await hears(a.party, B_HZ).toBeLessThan(0.1);
      await hears(b.party, A_HZ).toBeLessThan(0.1);
      const { bridges } = await telephony.snapshot({ playbacks: [] });
      expect(bridges).toContainEqual({ bridgeId, channelIds: [b.channelId] });
      await telephony.stopPlay(playbackId);
      expect(await telephony.addToBridge(bridgeId, [a.channelId])).toEqual(done);
      await hears(a.party, B_HZ).toBeGreaterThan(0.9);
      await hears(b.party, A_HZ).toBeGreaterThan(0.9);
      await telephony.destroyBridge(bridgeId);
    });

    it('a muted leg is heard by nobody, and hears the other', async () => {
      const { telephony, a, b, bridgeId } = await talk();
      expect([await telephony.mute(a.channelId, true), await telephony.mute(a.channelId, true)]).toEqual([done, done]);
      await hears(b.party, A_HZ).toBeLessThan(0.1);
      await hears(a.party, B_HZ).toBeGreaterThan(0.9);
      expect([await telephony.mute(a.channelId, false), await telephony.mute(a.channelId, false)]).toEqual([done, done]);
      await hears(b.party, A_HZ).toBeGreaterThan(0.9);
      await telephony.destroyBridge(bridgeId);
    });

    it('an ear asked for twice is one ear: it hears both, and is heard by its own party alone when it whispers', async () => {
      const { telephony, mint, a, b, bridgeId } = await talk();
      const { events } = driver();
      const supervisor = await earCall();
      supervisor.party.say(tone(C_HZ));
      const apart = mint('bridge');
      await telephony.createBridge(apart);
      const listening = { channelId: mint('snoop'), ofChannelId: a.channelId, whispers: false };
      expect([await telephony.createSnoop(listening), await telephony.createSnoop(listening)]).toEqual([done, done]);
      expect(await telephony.addToBridge(apart, [supervisor.channelId, listening.channelId])).toEqual(done);
      await hears(supervisor.party, A_HZ).toBeGreaterThan(0.2);
      await hears(supervisor.party, B_HZ).toBeGreaterThan(0.2);
      await hears(a.party, C_HZ).toBeLessThan(0.05);
      await hears(b.party, C_HZ).toBeLessThan(0.05);
      await telephony.hangUp(listening.channelId, 'normal');
      const whispering = { channelId: mint('snoop'), ofChannelId: a.channelId, whispers: true };
      expect(await telephony.createSnoop(whispering)).toEqual(done);
      expect(await telephony.addToBridge(apart, [supervisor.channelId, whispering.channelId])).toEqual(done);
      await hears(a.party, C_HZ).toBeGreaterThan(0.2);
      await hears(b.party, C_HZ).toBeLessThan(0.05);
      await hears(supervisor.party, B_HZ).toBeGreaterThan(0.2);
      const { bridges } = await telephony.snapshot({ playbacks: [] });
      expect(bridges.find((one) => one.bridgeId === apart)?.channelIds.toSorted()).toEqual([supervisor.channelId, whispering.channelId].toSorted());
      expect(await telephony.hangUp(a.channelId, 'normal')).toEqual(done);
      await events.wait('leg-ended', { channelId: whispering.channelId });
      expect(await telephony.createSnoop({ ...whispering, channelId: mint('snoop') })).toEqual({ kind: 'gone' });
      await telephony.destroyBridge(apart);
      await telephony.destroyBridge(bridgeId);
    });
  });

  describe('phones in pages', () => {
    it('the sound that comes from a leg is counted while it comes; without a leg nothing is known', async () => {
      const { telephony, node, mint, events } = driver();
      const { settings } = real().environment;
      const authorization = `Basic ${Buffer.from(`${settings.ariUser}:${settings.secrets.ariPassword}`).toString('base64')}`;
      const http = createAriHttp({ transport: fetchTransport({ url: settings.ariUrl, authorization }), defaultTimeoutMs: 2_000, doubt: undefined });
      const sound = () => packetsFrom({ http, node }, 'carrier');
      expect(await sound()).toBeNull();
      const phone = await real().phone('answers');
      const channelId = mint('client');
      await telephony.createLeg({ channelId, endpoint: { kind: 'trunk', number: phone.number }, callerId: '' });
      await telephony.dial({ channelId, timeoutMs: 10_000 });
      const call = await phone.call();
      await events.wait('leg-answered', { channelId });
      const before = await sound() ?? 0;
      await expect.poll(sound).toBeGreaterThan(before + 10);
      await call.hangUp();
      await events.wait('leg-ended', { channelId });
      expect(await sound()).toBeNull();
      await http.close();
    });

    it('a phone in a page is made, given another password, and taken away', async () => {
      const { telephony: { pagePhones }, events } = driver();
      const phone = { endpoint: 'web-1004', extension: '1004' };
      const sipPort = real().environment.settings.ports.pbxSip;
      const told = () => events.events.flatMap((event) => (event.kind === 'seat-device' && event.endpoint === phone.endpoint ? [event.isOnline] : []));
      const sign = (password: string) => signIn({ user: phone.endpoint, password, sipPort });
      expect(await pagePhones.push({ ...phone, password: 'first-password' })).toEqual(done);
      expect(await pagePhones.list()).toContain(phone.endpoint);
      const first = await sign('first-password');
      await expect.poll(() => told().at(-1)).toBe(true);
      expect(await pagePhones.push({ ...phone, password: 'second-password' })).toEqual(done);
      await expect(sign('first-password')).rejects.toThrow('401');
      const second = await sign('second-password');
      expect(await pagePhones.drop(phone.endpoint)).toEqual(done);
      expect(await pagePhones.drop(phone.endpoint)).toEqual({ kind: 'gone' });
      expect(await pagePhones.list()).not.toContain(phone.endpoint);
      await expect(sign('second-password')).rejects.toThrow(/40[134]/);
      first.close();
      second.close();
    });
  });
}
