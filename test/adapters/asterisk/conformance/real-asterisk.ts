/** What every driver keeps and only a real Asterisk can show: sound, recordings, keys on the wire, seats, crashes. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readApiDescription } from '../../../../src/adapters/asterisk/api-description.ts';
import { renderTypes } from '../../../../src/adapters/asterisk/type-text.ts';
import { decodeAlaw } from '../../../../src/lab/ear/alaw.ts';
import { toneShare } from '../../../../src/lab/ear/levels.ts';
import type { PlacedCall } from '../../../../src/lab/carrier/line.ts';
import { tone } from '../../../../src/lab/sip/voice.ts';
import { openRealWorld, readRecording, type RealWorld } from '../support/real-world.ts';
import type { DriverName } from '../support/test-driver.ts';
import { signIn } from '../support/registered-phone.ts';
import { clipSounds } from '../support/sounds.ts';
import { partClips } from '../support/world.ts';
import { describePausedRecording } from './paused-recording.ts';
import { describeQuietSlots } from './quiet-slots.ts';
import { describeSilentPhones } from './silent-phones.ts';
import { describeTalkControl } from './talk-control.ts';
import { useWorld } from './use-world.ts';

export function describeRealAsterisk(driverName: DriverName): void {
  let real: RealWorld;
  const suite = useWorld(async () => (real = await openRealWorld(driverName)));
  const { driver } = suite;
  const done = { kind: 'done' };
  const soundOf = (id: string): Buffer => clipSounds().get(id)?.alaw ?? Buffer.alloc(0);

  /** A call with an ear, answered. */
  async function earCall(): Promise<{ channelId: string; party: PlacedCall }> {
    const { telephony, events } = driver();
    const before = events.count('call-arrived');
    const party = await real.call('13800138000');
    const { channelId } = await events.wait('call-arrived', {}, { nth: before + 1 });
    await telephony.answer(channelId);
    await expect.poll(() => party.isAnswered()).toBe(true);
    return { channelId, party };
  }
  const heard = (party: PlacedCall): Buffer => Buffer.concat(party.frames().map(({ frame }) => frame));

  describe('sound', () => {
    it('clips of one list follow each other without a gap, byte for byte', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, party } = await earCall();
      const playbackId = mint('play');
      await telephony.play({ channelId, playbackId, clips: partClips });
      await events.wait('playback-ended', { playbackId });
      const whole = Buffer.concat(partClips.map(soundOf));
      await expect.poll(() => heard(party).includes(whole.subarray(160))).toBe(true);
    });

    it('keys pressed across the borders of clips all come, and take nothing of the clips', async () => {
      const { telephony, events, mint } = driver();
      const { channelId, party } = await earCall();
      await telephony.openSlot(channelId, { slot: 'all', maxDigits: 20, terminators: '', slotClass: 'plain' });
      const playbackId = mint('play');
      await telephony.play({ channelId, playbackId, clips: partClips });
      await party.press('1234567890*#', { pressMs: 100, pauseMs: 150 });
      await events.wait('key', { channelId }, { nth: 12 });
      expect(events.keys(channelId)).toBe('1234567890*#');
      await events.wait('playback-ended', { playbackId });
      const whole = Buffer.concat(partClips.map(soundOf));
      await expect.poll(() => heard(party).includes(whole.subarray(160))).toBe(true);
    });

    it('quick keys with pauses of 40 ms are told once each, though Asterisk reports them twice', async () => {
      const { telephony, events } = driver();
      const { channelId, party } = await earCall();
      await telephony.openSlot(channelId, { slot: 'all', maxDigits: 20, terminators: '', slotClass: 'plain' });
      await party.press('11223', { pressMs: 100, pauseMs: 40 });
      await events.wait('key', { channelId, digit: '3' });
      expect(events.keys(channelId)).toBe('11223');
    });

    it('two legs in a bridge hear each other and their keys are told', async () => {
      const { telephony, events, mint } = driver();
      const [a, b] = [await earCall(), await earCall()];
      a.party.say(tone(700));
      b.party.say(tone(1_300));
      const bridgeId = mint('bridge');
      await telephony.createBridge(bridgeId);
      await telephony.addToBridge(bridgeId, [a.channelId, b.channelId]);
      const lastOf = (party: PlacedCall): Buffer => heard(party).subarray(-160 * 25);
      await expect.poll(() => toneShare(lastOf(a.party), 1_300), { timeout: 5_000 }).toBeGreaterThan(0.9);
      await expect.poll(() => toneShare(lastOf(b.party), 700), { timeout: 5_000 }).toBeGreaterThan(0.9);
      await a.party.press('5');
      await events.wait('key-waiting', { channelId: a.channelId });
      await telephony.destroyBridge(bridgeId);
    });
  });

  describeTalkControl({ driver, real: () => real, earCall });
  describeQuietSlots({ driver, earCall });
  describeSilentPhones({ driver, real: () => real });

  describe('recording', () => {
    describePausedRecording({ driver, real: () => real, earCall });

    /** Share of a tone in one side of a recording: in the best of some windows, for under load a frame comes late and breaks the tone. */
    const shareIn = (samples: Int16Array, frequencyHz: number): number => Math.max(...[300, 600, 900, 1_200, 1_500].map((fromMs) => {
      const alawLike = Buffer.from(samples.slice(fromMs * 8, fromMs * 8 + 2_000).map((sample) => nearestAlaw(sample)));
      return toneShare(alawLike, frequencyHz);
    }));

    it('writes left what the party said and right what it heard, in a bridge and through a play (field note 47)', async () => {
      const { telephony, events, mint } = driver();
      const [a, b] = [await earCall(), await earCall()];
      a.party.say(tone(700));
      b.party.say(tone(1_300));
      const bridgeId = mint('bridge');
      await telephony.createBridge(bridgeId);
      await telephony.addToBridge(bridgeId, [a.channelId, b.channelId]);
      expect(await telephony.startRecording({ channelId: a.channelId, path: '/hotline/recordings/2026/r-1' })).toEqual(done);
      const started = a.party.frames().length;
      await expect.poll(() => a.party.frames().length, { timeout: 10_000 }).toBeGreaterThan(started + 100);
      const playbackId = mint('play');
      await telephony.play({ channelId: a.channelId, playbackId, clips: partClips.slice(0, 4) });
      await events.wait('playback-ended', { playbackId });
      expect(await telephony.stopRecording(a.channelId)).toEqual(done);
      const { left, right } = readRecording(path.join(real.environment.settings.recordingsDir, '2026/r-1.raw'));
      expect([shareIn(left, 700), shareIn(right, 1_300)].map((share) => share > 0.9)).toEqual([true, true]);
      expect([shareIn(left, 1_300), shareIn(right, 700)].map((share) => share < 0.1)).toEqual([true, true]);
      // Frame by frame: a machine under load may shift one of them, never most.
      const frames = Array.from({ length: 25 }, (_, index) => soundOf('part.2').subarray(index * 160, (index + 1) * 160));
      expect(frames.filter((frame) => holds(right, frame)).length).toBeGreaterThan(12);
      expect(left.length / 8).toBeGreaterThan(3_800);
      await telephony.destroyBridge(bridgeId);
    });

    it('recording started twice is one recording, also by a process that comes after', async () => {
      const { channelId } = await earCall();
      const recording = { channelId, path: '/hotline/recordings/r-2' };
      expect(await driver().telephony.startRecording(recording)).toEqual(done);
      const first = await variableOf(channelId, 'MMID');
      expect(await driver().telephony.startRecording(recording)).toEqual(done);
      expect(await variableOf(channelId, 'MMID')).toEqual(first);
      const next = await real.open();
      await next.telephony.snapshot({ playbacks: [] });
      const before = await variableOf(channelId, 'MMID');
      expect(await next.telephony.startRecording(recording)).toEqual(done);
      expect(await variableOf(channelId, 'MMID')).toEqual(before);
      expect([await next.telephony.stopRecording(channelId), await next.telephony.stopRecording(channelId)]).toEqual([done, done]);
      expect(await next.telephony.startRecording({ channelId, path: '/hotline/recordings/r-3' })).toEqual(done);
      expect(await variableOf(channelId, 'MMID')).not.toEqual(before);
      await expect.poll(() => existsSync(path.join(real.environment.settings.recordingsDir, 'r-3.raw'))).toBe(true);
      await next.telephony.hangUp(channelId, 'normal');
    });

    it('refuses a path that would be dialplan', async () => {
      const { telephony } = driver();
      const { channelId } = await earCall();
      for (const bad of ['relative', '/a/../b', '/a b', '/a)', '/a,b', '/${X}', ''])
        expect((await telephony.startRecording({ channelId, path: bad })).kind, bad).toBe('not-possible');
    });

    const variableOf = async (channelId: string, name: string): Promise<unknown> => (await real.ask('GET', `/channels/${channelId}/variable?variable=${name}`)).body;
    const alawSamples = Array.from({ length: 256 }, (_, byte) => decodeAlaw(byte));
    const nearestAlaw = (sample: number): number => alawSamples.reduce((best, value, byte) => (Math.abs(value - sample) < Math.abs((alawSamples[best] ?? 0) - sample) ? byte : best), 0);
    const holds = (samples: Int16Array, alaw: Buffer): boolean => {
      const wanted = Buffer.alloc(alaw.length * 2);
      alaw.forEach((byte, index) => wanted.writeInt16LE(decodeAlaw(byte), index * 2));
      return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).includes(wanted);
    };
  });

  describe('the dialplan', () => {
    it('a channel that is transferred is gone from us; one whose destination nobody knows comes again as a new call', async () => {
      const { telephony, events } = driver();
      const { channelId } = await earCall();
      expect(await telephony.transfer(channelId, 'nobody-knows')).toEqual(done);
      expect((await events.wait('leg-ended', { channelId })).end).toEqual({ cause: null, sipCode: null });
      expect(await events.wait('call-arrived', { channelId }, { nth: 2, limitMs: 10_000 })).toMatchObject({ to: '95500', isUp: true });
      await telephony.hangUp(channelId, 'normal');
      await events.wait('leg-ended', { channelId }, { nth: 2 });
      expect(await telephony.transfer(channelId, 'no such name')).toMatchObject({ kind: 'not-possible' });
    });

    it('a channel handed back comes again as a new call when a server is there', async () => {
      const { telephony, events, mint } = driver();
      const { channelId } = await earCall();
      await telephony.play({ channelId, playbackId: mint('play'), clips: ['long'] });
      expect(await telephony.handBack(channelId)).toEqual(done);
      expect((await events.wait('leg-ended', { channelId })).end).toEqual({ cause: null, sipCode: null });
      const again = await events.wait('call-arrived', { channelId }, { nth: 2, limitMs: 10_000 });
      expect(again).toMatchObject({ from: '13800138000', to: '95500', isUp: true });
      await telephony.hangUp(channelId, 'normal');
      await events.wait('leg-ended', { channelId }, { nth: 2 });
    });
  });

  describe('seats', () => {
    it('a seat that registers is online, one that leaves is offline, one that comes anew is told again', async () => {
      const { events } = driver();
      const { secrets, settings } = real.environment;
      const account = { user: '1003', password: secrets.seatPasswords['1003'] ?? '', sipPort: settings.ports.pbxSip };
      const told = (): boolean[] => events.events.flatMap((event) => (event.kind === 'seat-device' && event.endpoint === '1003' ? [event.isOnline] : []));
      expect(told()).toEqual([false]);
      const phone = await signIn(account);
      await expect.poll(told).toEqual([false, true]);
      const other = await signIn(account);
      await expect.poll(told).toEqual([false, true, true]);
      await other.signOut();
      await expect.poll(told).toEqual([false, true, true, false]);
      phone.close();
      other.close();
    });

    it('a foreign subscription of our app is cut, so that no key is told twice (field note 7)', async () => {
      const { channelId, party } = await earCall();
      expect((await real.ask('POST', '/applications/hotline-s1/subscription?eventSource=endpoint:PJSIP')).status).toBe(200);
      const next = await real.open();
      await next.telephony.snapshot({ playbacks: [] });
      await next.telephony.openSlot(channelId, { slot: 'all', maxDigits: 5, terminators: '', slotClass: 'plain' });
      await party.press('159');
      await next.events.wait('key', { channelId }, { nth: 3 });
      expect(next.events.keys(channelId)).toBe('159');
      await next.telephony.hangUp(channelId, 'normal');
      await next.events.wait('leg-ended', { channelId });
      expect(next.events.count('leg-ended')).toBe(1);
    });
  });

  describe('Asterisk itself', () => {
    it('ends a leg that is dialled twice before it rings: why the driver never does', async () => {
      const { telephony, events, mint } = driver();
      const { number } = await suite.world().phone('rings');
      const channelId = mint('leg');
      await telephony.createLeg({ channelId, endpoint: { kind: 'trunk', number }, callerId: '' });
      const statuses = await Promise.all([1, 2].map(async () => (await real.ask('POST', `/channels/${channelId}/dial?timeout=20`)).status));
      expect(statuses.filter((status) => status === 204).length).toBeGreaterThan(0);
      await events.wait('leg-ended', { channelId });
    });

    it("a leg's caller number is ours, or what the command says", async () => {
      const { telephony, mint } = driver();
      const shown: unknown[] = [];
      for (const callerId of ['', '13912345678']) {
        const channelId = mint('leg');
        await telephony.createLeg({ channelId, endpoint: { kind: 'trunk', number: '13700000001' }, callerId });
        const { body } = await real.ask('GET', `/channels/${channelId}`);
        shown.push((body as { connected: { number: string } }).connected.number);
      }
      expect(shown).toEqual(['95500', '13912345678']);
    });

    it('dies and comes back: the driver connects again, old legs are gone, new calls are served (field note 12)', async () => {
      const { telephony, events } = driver();
      const { channelId, party } = await earCall();
      await real.crashAsterisk();
      await events.wait('disconnected');
      expect((await telephony.answer(channelId)).kind).toBe('unknown');
      await expect(telephony.snapshot({ playbacks: [] })).rejects.toMatchObject({ code: 'ASTERISK_UNAVAILABLE', retryable: true });
      await events.wait('connected', {}, { nth: 2, limitMs: 30_000 });
      expect((await telephony.snapshot({ playbacks: [] })).channels).toEqual([]);
      expect(telephony.load().legs).toBe(0);
      expect(await telephony.answer(channelId)).toEqual({ kind: 'gone' });
      await party.hangUp();
      const next = await earCall();
      expect(next.channelId).not.toBe(channelId);
    });

    it('describes its API as our types say', async () => {
      const description = await readApiDescription(async (below) => (await real.ask('GET', below)).body);
      for (const [name, text] of Object.entries(renderTypes(description)))
        expect(readFileSync(new URL(`../../../../src/adapters/asterisk/generated/${name}`, import.meta.url), 'utf8'), `${name}: make it anew, its header says how`).toBe(text);
    });
  });
}
