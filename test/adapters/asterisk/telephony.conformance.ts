/**
 * What every driver of port `Telephony` keeps, over any world that plays Asterisk and the people at its other end. Run on the
 * real Asterisk (direct-telephony.test.ts) and, as far as it goes, on a staged one (staged-asterisk.test.ts).
 */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SlotSpec } from '../../../src/core/call/commands.ts';
import { partClips, type OpenDriver, type PhoneManner, type TelephonyWorld, type WorldCall } from './support/world.ts';

/** Longer than the driver waits for a second telling of an end. */
const secondTellingMs = 450;
const trunk = (number: string) => ({ kind: 'trunk' as const, number });
const code: SlotSpec = { slot: 'code', maxDigits: 6, terminators: '#', secret: false };
const done = { kind: 'done' };

export interface Suite {
  readonly world: () => TelephonyWorld;
  readonly driver: () => OpenDriver;
  /** A call that has come in and was answered. */
  answered(): Promise<{ channelId: string; caller: WorldCall }>;
  /** A leg to a phone: created and dialled. */
  dialled(manner: PhoneManner, timeoutMs?: number): Promise<{ channelId: string; call(): Promise<WorldCall> }>;
}

/** Opens the world once, a driver for each test. */
export function useWorld(openWorld: () => Promise<TelephonyWorld>): Suite {
  let world: TelephonyWorld;
  let driver: OpenDriver;
  let calls = 0;
  beforeAll(async () => { world = await openWorld(); }, 120_000);
  afterAll(async () => { await world?.close(); });
  beforeEach(async () => { driver = await world.open(); });
  afterEach(async () => { await world.clear(); });
  return {
    world: () => world,
    driver: () => driver,
    async answered() {
      calls += 1;
      const before = driver.events.count('call-arrived');
      const caller = await world.placeCall(`138${String(calls).padStart(8, '0')}`);
      const { channelId } = await driver.events.wait('call-arrived', {}, { nth: before + 1 });
      expect(await driver.telephony.answer(channelId)).toEqual(done);
      await driver.events.wait('leg-answered', { channelId });
      await caller.answered;
      return { channelId, caller };
    },
    async dialled(manner, timeoutMs = 20_000) {
      const phone = await world.phone(manner);
      const channelId = driver.mint('leg');
      expect(await driver.telephony.createLeg({ channelId, endpoint: trunk(phone.number), callerId: '' })).toEqual(done);
      expect(await driver.telephony.dial({ channelId, timeoutMs })).toEqual(done);
      return { channelId, call: () => phone.call() };
    },
  };
}

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

    it('a leg hung up twice is gone, and so is every other command for it', async () => {
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

export function conformOutCalls(suite: Suite): void {
  const { driver, world, dialled } = suite;

  describe('a leg to a phone', () => {
    it('enters, rings and is answered, each told once, and ends by our hang-up', async () => {
      const { telephony, events } = driver();
      const { channelId, call } = await dialled('answers');
      await events.wait('leg-answered', { channelId });
      expect(await telephony.hangUp(channelId, 'normal')).toEqual(done);
      await (await call()).ended;
      expect((await events.wait('leg-ended', { channelId })).end.sipCode).toBeNull();
      await pause(secondTellingMs);
      expect(events.of(channelId).filter((kind) => kind !== 'leg-ringing')).toEqual(['leg-entered', 'leg-answered', 'leg-ended']);
    });

    it('rings at a phone nobody picks up, until our time is over: 19 without a SIP code', async () => {
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
      const seat = { kind: 'seat' as const, extension: '1009' };
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

export function conformMedia(suite: Suite): void {
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

    it('of a caller who hangs up have an end too', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, caller } = await answered();
      const playbackId = mint('play');
      await telephony.play({ channelId, playbackId, clips: ['long'] });
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      expect(events.of(playbackId)).toEqual(['playback-ended']);
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

    it('typed ahead while clips play go to the slots that ask later', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, caller } = await answered();
      await telephony.play({ channelId, playbackId: mint('play'), clips: partClips });
      await caller.press('1600519#');
      await events.wait('key-waiting', { channelId }, { nth: 8 });
      await telephony.openSlot(channelId, { slot: 'menu', maxDigits: 1, terminators: '', secret: false });
      await telephony.openSlot(channelId, code);
      expect(events.keys(channelId)).toBe('1600519');
      await caller.hangUp();
    });

    it('of a secret slot are told without the digit, kept for who verifies, and never logged [C-digits]', async () => {
      const { telephony, events, logged } = driver();
      const { channelId, caller } = await answered();
      await telephony.openSlot(channelId, { slot: 'pin', maxDigits: 8, terminators: '#', secret: true });
      await caller.press('90817263');
      await events.wait('slot-complete', { channelId });
      await caller.press('54');
      await events.wait('key-waiting', { channelId }, { nth: 2 });
      expect(telephony.secretOf(channelId, 'pin')).toBe('90817263');
      await telephony.closeSlot(channelId, 'pin');
      expect(telephony.secretOf(channelId, 'pin')).toBeNull();
      await caller.hangUp();
      await events.wait('leg-ended', { channelId });
      expect(events.events.flatMap((event) => (event.kind === 'key' ? [event.digit] : []))).toEqual(Array(8).fill(null));
      const said = JSON.stringify([events.events.map((event) => ({ ...event, at: 0, channelId: '' })), logged]);
      expect(said).not.toMatch(/90817263|"digit":"|90|81|72|63/);
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

    it('a call that ends in the gap is missing in the snapshot, and is not told later', async () => {
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

    it('that nothing passes any more counts as cut', async () => {
      const { events } = driver();
      world().freezeSockets();
      await events.wait('disconnected', {}, { limitMs: 10_000 });
      await events.wait('connected', {}, { nth: 2 });
    });

    it('taken by another process: told once, nothing is commanded any more, no way back', async () => {
      const { telephony, events } = driver();
      const { channelId, caller } = await answered();
      await world().takeApp(driver());
      await events.wait('replaced');
      expect(telephony.isConnected()).toBe(false);
      expect(await telephony.hangUp(channelId, 'normal')).toMatchObject({ kind: 'not-possible' });
      await caller.hangUp();
      await pause(secondTellingMs);
      expect([events.count('replaced'), events.count('connected')]).toEqual([1, 1]);
    });
  });
}
