/** Moods of Asterisk that no real one has at will, at the driver's door: connection, memory, what it reads and sets. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Staging } from './support/staged-asterisk.ts';
import { openStagedWorld, type StagedWorld } from './support/staged-world.ts';
import type { OpenDriver } from './support/world.ts';

let world: StagedWorld;
let driver: OpenDriver;
const trunk = (number: string) => ({ kind: 'trunk' as const, number });
const timings = { pingMs: 20, missedPongs: 3, firstRetryMs: 2, lastRetryMs: 10, wordMs: 50, missedWords: 2 };

beforeAll(async () => {
  world = await openStagedWorld();
  driver = await world.openWith({ requestTimeoutMs: 150, connectionTimings: timings });
});
afterAll(() => world.close());

describe('the connection', () => {
  it('is asked for again however often it fails; nothing counts as connected meanwhile (field note 1)', async () => {
    const { telephony, events } = driver;
    const before = events.count('connected');
    world.asterisk.stage('PUT /applications/', { status: 503 }, 40);
    world.cutSockets();
    await events.wait('disconnected');
    expect(telephony.isConnected()).toBe(false);
    await events.wait('connected', {}, { nth: before + 1 });
    expect(world.asterisk.requests('PUT /applications/')).toBeGreaterThan(40);
    expect(telephony.isConnected()).toBe(true);
  });

  it('closed in good order is down too: no end of an iterator is mistaken for quiet (field note 4)', async () => {
    const { events } = driver;
    const [ups, downs] = [events.count('connected'), events.count('disconnected')];
    world.asterisk.closeSockets();
    await events.wait('disconnected', {}, { nth: downs + 1 });
    await events.wait('connected', {}, { nth: ups + 1 });
  });
});

describe('an app that Asterisk takes for gone while its socket stands (field note 6)', () => {
  it('and does not know any more: the line is opened anew', async () => {
    const { telephony, events } = driver;
    const ups = events.count('connected');
    world.asterisk.loseApp();
    await events.wait('connected', {}, { nth: ups + 1 });
    expect(telephony.isConnected()).toBe(true);
    expect(driver.logged.some((line) => line.includes('app unknown'))).toBe(true);
  });

  it('and keeps by name for its channels: words that never come back are counted', async () => {
    const { events } = driver;
    const ups = events.count('connected');
    const arrived = events.count('call-arrived');
    const caller = await world.placeCall('13800138000');
    const { channelId } = await events.wait('call-arrived', {}, { nth: arrived + 1 });
    world.asterisk.loseApp();
    await events.wait('connected', {}, { nth: ups + 1 });
    expect(driver.logged.some((line) => line.includes('app is deaf'))).toBe(true);
    await caller.hangUp();
    await events.wait('leg-ended', { channelId });
  });

  it('is not suspected while words come back, nor for an answer that never comes', async () => {
    const { events } = driver;
    const ups = events.count('connected');
    const said = world.asterisk.requests('POST /events/user/');
    world.asterisk.stage('POST /events/user/', 'drop', 3);
    await expect.poll(() => world.asterisk.requests('POST /events/user/'), { timeout: 10_000 }).toBeGreaterThan(said + 8);
    expect(events.count('connected')).toBe(ups);
  });
});

describe('what is kept', () => {
  it('of a hundred calls and a hundred legs is nothing when they are over (field note 14)', async () => {
    const { telephony, events, mint } = driver;
    const { number } = await world.phone('answers');
    for (let n = 0; n < 100; n += 1) {
      const arrived = events.count('call-arrived');
      const caller = await world.placeCall('13800138000');
      const { channelId } = await events.wait('call-arrived', {}, { nth: arrived + 1 });
      const legId = mint('leg');
      await telephony.createLeg({ channelId: legId, endpoint: trunk(number), callerId: '' });
      await telephony.dial({ channelId: legId, timeoutMs: 1_000 });
      await telephony.play({ channelId, playbackId: mint('play'), clips: ['long'] });
      await caller.hangUp();
      await telephony.hangUp(legId, 'normal');
      await events.wait('leg-ended', { channelId: legId });
    }
    await expect.poll(() => telephony.load()).toEqual({ legs: 0, playbacks: 0, lanes: 0 });
  });
});

describe('variables of channels', () => {
  it('that are set are never read back: they are set when the leg is made, what is read is Asterisk\'s own (misfortune 12)', async () => {
    const { telephony, events, mint } = driver;
    const { number } = await world.phone('answers');
    const channelId = mint('leg');
    await telephony.createLeg({ channelId, endpoint: trunk(number), callerId: '95500' });
    await telephony.dial({ channelId, timeoutMs: 1_000 });
    await telephony.startRecording({ channelId, path: '/rec/one' });
    await telephony.stopRecording(channelId);
    await telephony.hangUp(channelId, 'normal');
    await events.wait('leg-ended', { channelId });
    const { sent } = world.asterisk;
    const set = sent.flatMap(({ params }) => Object.keys(params['variables'] ?? {}));
    const read = sent.filter(({ line }) => line.endsWith('/variable')).map(({ params }) => String(params['variable']));
    expect(set.length).toBeGreaterThan(0);
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((name) => set.includes(name))).toEqual([]);
    expect(sent.filter(({ line }) => line.startsWith('POST') && line.endsWith('/variable'))).toEqual([]);
  });
});

describe('a stop of a clip', () => {
  it('that is answered and lost is asked for again: nobody hears the clip to its end', async () => {
    const { telephony, events, mint } = driver;
    const arrived = events.count('call-arrived');
    const caller = await world.placeCall('13800138000');
    const { channelId } = await events.wait('call-arrived', {}, { nth: arrived + 1 });
    const playbackId = mint('play');
    await telephony.play({ channelId, playbackId, clips: ['long'] });
    const struck = world.asterisk.stage('DELETE /playbacks/', { status: 204 });
    expect((await telephony.stopPlay(playbackId)).kind).toBe('done');
    expect(struck()).toBe(1);
    await events.wait('playback-ended', { playbackId });
    await caller.hangUp();
    await events.wait('leg-ended', { channelId });
  });
});

describe('an answer in a mood', () => {
  const moods: [string, Staging, string][] = [
    ['breaks off half-way', 'half', 'unknown'], ['breaks off and takes the socket with it', 'cut', 'unknown'], ['is slow', { delayMs: 400 }, 'done'],
    ['has its events late', 'late', 'done'], ['has its events twice', 'twice', 'done'], ['is that all is gone', 'gone', 'gone'],
  ];
  it.each(moods)('that %s: its outcome is told once, its events once each, the next command works', async (_name, staging, outcome) => {
    const { telephony, events } = driver;
    const ups = events.count('connected');
    const arrived = events.count('call-arrived');
    const caller = await world.placeCall('13800138000');
    const { channelId } = await events.wait('call-arrived', {}, { nth: arrived + 1 });
    world.asterisk.stage(`POST /channels/${channelId}/answer`, staging);
    expect((await telephony.answer(channelId)).kind).toBe(outcome);
    // An answer comes by the events socket: where it breaks off, the socket does.
    if (staging === 'cut' || staging === 'half') await events.wait('connected', {}, { nth: ups + 1 });
    else if (staging !== 'gone') await events.wait('leg-answered', { channelId });
    expect((await telephony.answer(channelId)).kind).toBe(staging === 'gone' ? 'gone' : 'done');
    await caller.hangUp();
    await events.wait('leg-ended', { channelId });
    await pause(450);
    const told = events.of(channelId).filter((kind) => kind === 'leg-answered' || kind === 'leg-ended');
    expect(new Set(told).size).toBe(told.length);
  });
});
