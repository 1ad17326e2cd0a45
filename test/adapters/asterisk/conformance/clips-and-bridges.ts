import { describe, expect, it } from 'vitest';
import { done, type Suite } from './use-world.ts';

export function conformClipsAndBridges(suite: Suite): void {
  const { driver, answered } = suite;

  describe('clips', () => {
    it('end once, by themselves or stopped, and a playback stopped twice is gone', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, caller } = await answered();
      const [short, long] = [mint('play'), mint('play')];
      expect(await telephony.play({ channelId, playbackId: short, clips: ['part.0'] })).toEqual(done);
      expect((await events.wait('playback-ended', { playbackId: short })).outcome).toBe('done');
      expect(await telephony.play({ channelId, playbackId: long, clips: ['long'] })).toEqual(done);
      expect(await telephony.stopPlay(long)).toEqual(done);
      expect((await events.wait('playback-ended', { playbackId: long })).outcome).toBe('done');
      expect(await telephony.stopPlay(long)).toEqual({ kind: 'gone' });
      expect(events.count('playback-ended')).toBe(2);
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
    });

    it('hold up none of what may share one socket: play, stop, watch, create, dial, hang up are answered while a long one plays', async () => {
      const { telephony, events, mint } = driver();
      const { channelId } = await answered();
      const [long, next, leg] = [mint('play'), mint('play'), mint('leg')];
      expect(await telephony.play({ channelId, playbackId: long, clips: ['long'] })).toEqual(done);
      expect(await telephony.play({ channelId, playbackId: next, clips: ['part.0'] })).toEqual(done);
      expect(await telephony.watch(channelId)).toEqual(done);
      expect(await telephony.stopPlay(next)).toEqual(done);
      expect(await telephony.createLeg({ channelId: leg, endpoint: { kind: 'trunk', number: (await suite.world().phone('rings')).number }, callerId: '' })).toEqual(done);
      expect(await telephony.dial({ channelId: leg, timeoutMs: 5_000 })).toEqual(done);
      expect(await telephony.hangUp(leg, 'normal')).toEqual(done);
      expect(events.of(long)).toEqual([]);
      expect(await telephony.hangUp(channelId, 'normal')).toEqual(done);
      await events.wait('leg-ended', { channelId });
    });

    it('that the catalogue lacks are not possible, none is skipped', async () => {
      const { telephony, mint } = driver();
      const { channelId, caller } = await answered();
      const outcome = await telephony.play({ channelId, playbackId: mint('play'), clips: ['part.0', 'absent', 'part.1'] });
      expect(outcome).toEqual({ kind: 'not-possible', detail: 'clip absent is not in the catalogue' });
      expect((await telephony.play({ channelId, playbackId: mint('play'), clips: [] })).kind).toBe('not-possible');
      await caller.hangUp();
    });

    it('a playback id given twice plays once', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, caller } = await answered();
      const play = { channelId, playbackId: mint('play'), clips: ['part.0'] };
      expect([await telephony.play(play), await telephony.play(play)]).toEqual([done, done]);
      await events.wait('playback-ended', { playbackId: play.playbackId });
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      expect(events.count('playback-ended')).toBe(1);
    });

    it('stopped before their request was answered are stopped', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, caller } = await answered();
      const playbackId = mint('play');
      const playing = telephony.play({ channelId, playbackId, clips: ['long'] });
      await telephony.stopPlay(playbackId);
      await playing;
      await events.wait('playback-ended', { playbackId });
      await caller.hangUp();
    });

    it('of a caller who hangs up end after the call, so that no next clip is sent', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, caller } = await answered();
      const playbackId = mint('play');
      await telephony.play({ channelId, playbackId, clips: ['long'] });
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      await events.wait('playback-ended', { playbackId });
      expect(events.events.map(({ kind }) => kind).slice(-2)).toEqual(['leg-ended', 'playback-ended']);
      expect(telephony.load().playbacks).toBe(0);
    });
  });

  describe('bridges', () => {
    it('a bridge id given twice is one bridge', async () => {
      const { telephony, mint } = driver();
      const bridgeId = mint('bridge');
      expect([await telephony.createBridge(bridgeId), await telephony.createBridge(bridgeId)]).toEqual([done, done]);
      expect((await telephony.snapshot({ playbacks: [] })).bridges.filter((bridge) => bridge.bridgeId === bridgeId)).toHaveLength(1);
      await telephony.destroyBridge(bridgeId);
    });

    it('legs added to their bridge again stay in it', async () => {
      const { telephony, mint } = driver();
      const [a, b] = [await answered(), await answered()];
      const bridgeId = mint('bridge');
      await telephony.createBridge(bridgeId);
      expect(await telephony.addToBridge(bridgeId, [a.channelId, b.channelId])).toEqual(done);
      expect(await telephony.addToBridge(bridgeId, [a.channelId, b.channelId])).toEqual(done);
      const { bridges } = await telephony.snapshot({ playbacks: [] });
      expect(bridges).toContainEqual({ bridgeId, channelIds: expect.arrayContaining([a.channelId, b.channelId]) });
      await Promise.all([a.caller.hangUp(), b.caller.hangUp()]);
      await telephony.destroyBridge(bridgeId);
    });

    it('a leg that hears a long clip is added at once, and no other call waits for it', async () => {
      const { telephony, events, mint } = driver();
      const [a, b] = [await answered(), await answered()];
      const [bridgeId, playbackId] = [mint('bridge'), mint('play')];
      await telephony.createBridge(bridgeId);
      await telephony.play({ channelId: a.channelId, playbackId, clips: ['long'] });
      const adding = telephony.addToBridge(bridgeId, [a.channelId]);
      expect(await telephony.play({ channelId: b.channelId, playbackId: mint('play'), clips: ['part.0'] })).toEqual(done);
      expect(await adding).toEqual(done);
      expect((await events.wait('playback-ended', { playbackId })).outcome).toBe('done');
      await Promise.all([a.caller.hangUp(), b.caller.hangUp()]);
      await telephony.destroyBridge(bridgeId);
    });
  });

  describe('the snapshot', () => {
    it('lists channels, bridges and live playbacks', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, caller } = await answered();
      const [bridgeId, playbackId] = [mint('bridge'), mint('play')];
      await telephony.createBridge(bridgeId);
      await telephony.play({ channelId, playbackId, clips: ['long'] });
      const snapshot = await telephony.snapshot({ playbacks: [playbackId, mint('play')] });
      expect(snapshot.channels).toEqual([{ channelId, isUp: true, inOurApp: true, from: expect.stringMatching(/^138/), to: '95500', ageMs: expect.any(Number) }]);
      expect(snapshot).toMatchObject({ playbacks: [playbackId], bridges: [{ bridgeId, channelIds: [] }] });
      await telephony.destroyBridge(bridgeId);
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      expect(await telephony.snapshot({ playbacks: [] })).toEqual({ channels: [], bridges: [], playbacks: [] });
    });
  });
}
