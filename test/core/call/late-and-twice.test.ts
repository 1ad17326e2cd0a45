/** What random sequences and moods of Asterisk found in the machines, each pinned down. */
import { describe, expect, it } from 'vitest';
import { CALLER, MONDAY_TEN, OFFER, createScript, offerSeat, toQueue, toTalk } from './script.ts';

const NORMAL = { cause: 16, sipCode: null };

describe('an offer', () => {
  it('read twice from the inbox rings once, also when its ringing is over', () => {
    const script = createScript();
    toQueue(script);
    const channelId = offerSeat(script);
    script.post({ kind: 'leg-ended', channelId, end: { cause: 17, sipCode: 486 } });
    offerSeat(script);
    expect(script.all('create-seat-leg')).toHaveLength(1);
    expect(script.all('send-pop')).toHaveLength(1);
  });

  it('heard when its time is over, or nearly, is given back: the seat may be on another call (field note 20)', () => {
    const script = createScript();
    toQueue(script);
    const { entryId } = script.last('enter-queue');
    const commands = script.post({ kind: 'seat-offered', ...OFFER, entryId, expiresAt: MONDAY_TEN + 1_500 });
    expect(commands).toMatchObject([{ kind: 'tell-seat', reservationId: OFFER.reservationId, event: { kind: 'released' } }]);
    expect(script.all('create-seat-leg')).toEqual([]);
  });
});

describe('the new leg of a page that came back', () => {
  it('whose creation got no answer is hung up: it may ring all the same, for nobody (field note 18)', () => {
    const script = createScript();
    const phone = { endpoint: 'page-1001', isPage: true };
    toQueue(script);
    script.post({ kind: 'seat-offered', ...OFFER, ...phone, entryId: script.last('enter-queue').entryId, expiresAt: Number.MAX_SAFE_INTEGER });
    script.post({ kind: 'leg-answered', channelId: script.last('create-seat-leg').channelId });
    script.pass('announcement');
    script.post({ kind: 'seat-page', endpoint: phone.endpoint });
    script.post({ kind: 'seat-device', endpoint: phone.endpoint, isOnline: true, isNews: true });
    const { channelId } = script.last('create-seat-leg');
    script.post({ kind: 'command-failed', command: 'create-seat-leg', subject: channelId, reason: 'unknown' });
    expect(script.last('hang-up-leg').channelId).toBe(channelId);
    expect(script.state().activity).toMatchObject({ phase: 'conversation', away: { leg: 'dead' } });
  });
});

describe('a timer', () => {
  it('of an earlier ring that fires late moves nothing (misfortune 6)', () => {
    const script = createScript();
    toQueue(script);
    const first = offerSeat(script);
    const late = script.state().deadlines.find(({ name }) => name === 'ring');
    script.post({ kind: 'leg-ended', channelId: first, end: { cause: 17, sipCode: 486 } });
    offerSeat(script, 'res-2');
    const before = script.state();
    script.post({ kind: 'deadline-passed', name: 'ring', generation: late?.generation ?? 0 });
    expect(script.state()).toBe(before);
    expect(before.activity).toMatchObject({ phase: 'waiting', offer: { reservationId: 'res-2' } });
  });
});

describe('a client who could not be taken out of the bridge', () => {
  it('is taken out with the bridge: she hears music, and not what the agent says meanwhile', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'hold' });
    const before = script.last('create-bridge').bridgeId;
    script.post({ kind: 'command-failed', command: 'remove-from-bridge', subject: CALLER, reason: 'unknown' });
    expect(script.last('destroy-bridge').bridgeId).toBe(before);
    expect(script.last('add-to-bridge')).toMatchObject({ bridgeId: script.last('create-bridge').bridgeId, channelIds: [seatChannel] });
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'retrieve' });
    expect(script.last('add-to-bridge')).toMatchObject({ bridgeId: script.last('create-bridge').bridgeId, channelIds: [CALLER] });
  });

  it('is taken out after a restart, when the word of the failure was lost with the process (misfortune 16)', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'hold' });
    const before = script.all('remove-from-bridge').length;
    script.post({ kind: 'resumed', playbacks: [script.last('play').playbackId], bridged: [CALLER, seatChannel] });
    expect(script.all('remove-from-bridge')).toHaveLength(before + 1);
    script.post({ kind: 'resumed', playbacks: [script.last('play').playbackId], bridged: [seatChannel] });
    expect(script.all('remove-from-bridge')).toHaveLength(before + 1);
  });

  it('whose music could not be played gets it again, three times at most', () => {
    const script = createScript();
    toTalk(script);
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'hold' });
    const before = script.all('play').length;
    for (let n = 0; n < 6; n += 1) script.post({ kind: 'command-failed', command: 'play', subject: script.last('play').playbackId, reason: 'not-possible' });
    expect(script.all('play')).toHaveLength(before + 3);
  });
});

describe('a bridge that does not come to be', () => {
  const fails = (script: ReturnType<typeof createScript>, reason: 'gone' | 'not-possible' | 'unknown'): void => {
    script.post({ kind: 'command-failed', command: 'add-to-bridge', subject: script.last('create-bridge').bridgeId, reason });
  };

  it('is made anew under a name of its own, and both are put into it (field note 9)', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    const [first] = script.all('create-bridge');
    fails(script, 'not-possible');
    const second = script.last('create-bridge');
    expect(second.bridgeId).not.toBe(first?.bridgeId);
    expect(script.last('destroy-bridge').bridgeId).toBe(first?.bridgeId);
    expect(script.last('add-to-bridge')).toMatchObject({ bridgeId: second.bridgeId, channelIds: ['carrier-channel-1', seatChannel] });
  });

  it('without an answer is asked for again by its name: it may be there', () => {
    const script = createScript();
    toTalk(script);
    fails(script, 'unknown');
    expect(new Set(script.all('create-bridge').map(({ bridgeId }) => bridgeId)).size).toBe(1);
    expect(script.all('add-to-bridge')).toHaveLength(2);
  });

  it('four times over gives the caller back to her old place', () => {
    const script = createScript();
    toTalk(script);
    for (let n = 0; n < 4; n += 1) fails(script, 'not-possible');
    expect(script.state().activity).toMatchObject({ phase: 'waiting', enteredAt: script.all('enter-queue')[0]?.enteredAt });
    expect(script.all('tell-seat').at(-1)?.event.kind).toBe('talk-ended');
  });

  it('of a talk that is over is nobody\'s business', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: NORMAL });
    const before = script.commands.length;
    fails(script, 'gone');
    expect(script.commands).toHaveLength(before);
  });
});
