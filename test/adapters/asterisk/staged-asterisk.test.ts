/** The driver on a staged Asterisk: the conformance suite, and what no real one does at will. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openStagedWorld, type StagedWorld } from './support/staged-world.ts';
import { describeTelephony } from './telephony.conformance.ts';

let staged: StagedWorld;
const { driver } = describeTelephony(async () => (staged = await openStagedWorld()));
const quick = { requestTimeoutMs: 150 };
const trunk = { kind: 'trunk' as const, number: '13900000000' };

describe('a desk phone', () => {
  const channel = (id: string) => ({ id, name: 'PJSIP/1001-00000009', state: 'Ring', caller: { name: '', number: '1001' } });

  it('how Asterisk itself fares with a REFER is no new request; a call that is taken up again is told', async () => {
    const { events } = driver();
    staged.asterisk.emit({ type: 'ChannelTransfer', state: 'channel_progress', referred_by: { source_channel: channel('s1.c.seat.1') }, refer_to: {} });
    staged.asterisk.emit({ type: 'ChannelUnhold', channel: channel('s1.c.seat.1') });
    await events.wait('leg-resumed', { channelId: 's1.c.seat.1' });
    expect(events.count('refer')).toBe(0);
  });

  it('that dials is told as a seat\'s call, by the endpoint the dialplan names; passed on it leaves us as one that ended', async () => {
    const { telephony, events } = driver();
    staged.asterisk.emit({ type: 'StasisStart', channel: channel('17.9'), args: ['seat', '1001', '1002'] });
    await events.wait('seat-call', { channelId: '17.9', endpoint: '1001', to: '1002' });
    expect(events.count('call-arrived')).toBe(0);
    await telephony.passOn('17.9');
    const { params } = staged.asterisk.sent.find(({ line }) => line.endsWith('/17.9/continue')) ?? { params: null };
    expect(params).toEqual({});
    staged.asterisk.emit({ type: 'StasisEnd', channel: channel('17.9') });
    await events.wait('leg-ended', { channelId: '17.9' });
  });
});

describe('misfortunes', () => {
  it('a leg enters before the reply to its creation: told once, and the creation is done (misfortune 1)', async () => {
    const { telephony, events, mint } = driver();
    const channelId = mint('leg');
    const order: string[] = [];
    const creating = telephony.createLeg({ channelId, endpoint: trunk, callerId: '' }).then((outcome) => { order.push(`created ${outcome.kind}`); });
    await events.wait('leg-entered', { channelId }).then(() => order.push('entered'));
    await creating;
    expect(order).toEqual(['entered', 'created done']);
    expect(events.count('leg-entered')).toBe(1);
  });

  it('a request that never gets an answer is unknown after its time, and the lane goes on (field note 25)', async () => {
    const { telephony } = await staged.openWith(quick);
    const { events } = driver();
    expect(events.count('connected')).toBe(1);
    staged.asterisk.stage('POST /bridges/', 'drop');
    const [first, second] = [telephony.createBridge('s1.x.b.1'), telephony.createBridge('s1.x.b.1')];
    expect(await first).toEqual({ kind: 'unknown', detail: 'time-out' });
    expect(await second).toEqual({ kind: 'done' });
    await expect.poll(() => telephony.load().lanes).toBe(0);
  });

  it('a creation whose answer was lost is unknown; sent again it is found to be there', async () => {
    const { telephony, events, mint } = await staged.openWith(quick);
    const leg = { channelId: mint('leg'), endpoint: trunk, callerId: '' };
    staged.asterisk.stage('POST /channels/create', 'swallow');
    expect(await telephony.createLeg(leg)).toMatchObject({ kind: 'unknown' });
    expect(await telephony.createLeg(leg)).toEqual({ kind: 'done' });
    expect(events.count('leg-entered')).toBe(1);
  });

  it('409 for a channel that is not there is the stale error of the connection: not possible', async () => {
    const { telephony, mint } = driver();
    staged.asterisk.stage('POST /channels/create', { status: 409 });
    expect(await telephony.createLeg({ channelId: mint('leg'), endpoint: trunk, callerId: '' })).toEqual({ kind: 'not-possible', detail: 'http 409' });
    expect(telephony.load().legs).toBe(0);
  });

  it.each([409, 412, 422, 500])('%i is a no', async (status) => {
    const { telephony } = driver();
    staged.asterisk.stage('POST /channels/x/answer', { status });
    expect(await telephony.answer('x')).toEqual({ kind: 'not-possible', detail: `http ${status}` });
  });

  it('an answer that is no JSON is no answer', async () => {
    const { telephony } = driver();
    staged.asterisk.stage('GET /channels', 'rubbish');
    await expect(telephony.snapshot({ playbacks: [] })).rejects.toMatchObject({ code: 'ASTERISK_UNAVAILABLE' });
  });

  it('rubbish and events of unknown kinds on the socket are passed over, what follows is heard', async () => {
    const { events, logged } = driver();
    for (const text of ['', '{', 'null', '"digit 4711"', '{"type":{}}', '{"type":"StasisStart","channel":{"id":"4711"}}', '{"type":"OfTheFuture","digit":"4711"}']) staged.asterisk.say(text);
    const caller = await staged.placeCall('13800138000');
    await events.wait('call-arrived');
    expect(logged.join('\n')).not.toMatch(/4711/);
    await caller.hangUp();
  });

  it('an end of a clip that is never told does not keep later commands waiting (misfortune 4)', async () => {
    const own = await openStagedWorld();
    const { telephony, events, mint } = await own.open();
    const caller = await own.placeCall('13800138000');
    const { channelId } = await events.wait('call-arrived');
    own.asterisk.calls.loseFinished();
    await telephony.play({ channelId, playbackId: mint('play'), clips: ['part.0'] });
    const bridgeId = mint('bridge');
    await telephony.createBridge(bridgeId);
    expect(await telephony.addToBridge(bridgeId, [channelId])).toEqual({ kind: 'done' });
    await caller.hangUp();
    await events.wait('leg-ended', { channelId });
    expect(telephony.load().playbacks).toBe(0);
    await own.close();
  });

  it('channels that are no call and no leg of ours are left alone (misfortune 2) (misfortune 9)', async () => {
    const { events, logged } = driver();
    const channel = (id: string, name: string) => ({ id, name, state: 'Up', caller: { name: '', number: '' } });
    staged.asterisk.emit({ type: 'StasisStart', channel: channel('1.1', 'Local/x@y-1;1'), args: ['in', '95500'] });
    staged.asterisk.emit({ type: 'StasisStart', channel: channel('1.2', 'Snoop/1-1'), args: [] });
    staged.asterisk.emit({ type: 'StasisStart', channel: channel('1.3', 'PJSIP/1001-1'), args: ['other'] });
    staged.asterisk.emit({ type: 'StasisStart', channel: channel('1.4', 'PJSIP/1001-2'), args: ['in', '95500'], replace_channel: channel('1.3', 'PJSIP/1001-1') });
    for (const id of ['1.1', '1.2']) {
      staged.asterisk.emit({ type: 'ChannelDtmfReceived', channel: channel(id, 'Local/x@y-1;1'), digit: '1' });
      staged.asterisk.emit({ type: 'StasisEnd', channel: channel(id, 'Local/x@y-1;1') });
    }
    const caller = await staged.placeCall('13800138000');
    await events.wait('call-arrived');
    expect(events.events.map(({ kind }) => kind)).toEqual(['connected', 'seat-device', 'call-arrived']);
    expect(logged.filter((line) => line.includes('left alone'))).toHaveLength(4);
    await caller.hangUp();
  });

  it('a connection whose set-up fails does not count, and is tried again', async () => {
    const own = await openStagedWorld();
    own.asterisk.stage('PUT /applications/', { status: 500 }, 2);
    const { events, logged } = await own.open();
    expect(events.count('connected')).toBe(1);
    expect(logged.join('\n')).toContain('set-up failed');
    await own.close();
  });

  it('the password stands in no log line and no event', async () => {
    const { events, logged } = driver();
    staged.cutSockets();
    await events.wait('connected', {}, { nth: 2 });
    await pause(10);
    const basic = Buffer.from('hotline:canary-password-7731').toString('base64');
    expect(JSON.stringify([logged, events.events])).not.toMatch(new RegExp(`canary|${basic}`));
  });
});
