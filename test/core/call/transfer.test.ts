/** A third party in the talk: asked in, consulted, in conference; and each way that it does not come to that. */
import { describe, expect, it } from 'vitest';
import type { WaitingState } from '../../../src/core/call/state.ts';
import { talkingGuest } from '../../../src/core/conversation/parties.ts';
import { NORMAL, ask, bookedTo, reserved, shape, talkOf, toConsult, toldTo, wish } from './consult-script.ts';
import { CALLER, OFFER, createScript, toTalk } from './script.ts';

describe('a colleague asked in', () => {
  it('is reserved by her row first, as by an offer; only then the client hears music and the phone rings, the pop before it (field note 20)', () => {
    const script = createScript();
    toTalk(script);
    const first = wish(script, 'consult');
    expect(first.map(({ kind }) => kind)).toEqual(['reserve-seat', 'show-call']);
    expect(shape(script)).toBe('asking');
    const before = script.commands.length;
    reserved(script);
    const kinds = script.commands.slice(before).map(({ kind }) => kind);
    expect(kinds).toEqual(['send-pop', 'remove-from-bridge', 'play', 'create-seat-leg', 'dial-leg', 'tell-seat', 'play', 'show-call']);
    expect(shape(script)).toBe('ringing');
    expect(script.state().activity).toMatchObject({ heldSince: expect.any(Number) });
  });

  it('who is busy, or not ready, is not rung: the talk goes on untouched, and the page is told why', () => {
    const script = createScript();
    toTalk(script);
    wish(script, 'consult');
    script.post({ kind: 'seat-refused', entryId: script.last('reserve-seat').entryId, code: 'SEAT_NOT_READY' });
    expect(shape(script)).toBe('none');
    expect(script.all('remove-from-bridge')).toEqual([]);
    expect(script.last('show-call').view).toMatchObject({ step: 'connected', guest: null, guestOver: { why: 'SEAT_NOT_READY' } });
  });

  it('an offer of another reservation, or one that comes late, is given back', () => {
    const script = createScript();
    toTalk(script);
    wish(script, 'consult');
    const { entryId } = script.last('reserve-seat');
    script.post({ kind: 'seat-offered', ...OFFER, seatId: 's-1009', reservationId: 'other', entryId, expiresAt: Number.MAX_SAFE_INTEGER });
    expect(script.last('tell-seat')).toMatchObject({ seatId: 's-1009', event: { kind: 'released' } });
    ask(script, 'take-back');
    expect(toldTo(script, 's-1003')).toEqual(['released']);
    reserved(script);
    expect(toldTo(script, 's-1003')).toEqual(['released', 'released']);
    expect(script.all('create-seat-leg')).toHaveLength(1);
  });

  it('answers: she and the agent talk in the bridge, the client hears music apart, and the consult leg has its own recording, expected first', () => {
    const { script, guestChannel } = toConsult();
    expect(shape(script)).toBe('consult');
    expect(script.last('add-to-bridge').channelIds).toEqual([guestChannel]);
    const { recordingId } = script.last('start-recording');
    expect(script.last('start-recording').channelId).toBe(guestChannel);
    const order = script.commands.map(({ kind }) => kind);
    expect(order.lastIndexOf('expect-recording')).toBeLessThan(order.lastIndexOf('start-recording'));
    expect(script.last('expect-recording')).toMatchObject({ recordingId, seatId: 's-1003' });
    expect(recordingId).not.toBe(talkOf(script).recordingId);
    expect(script.all('stop-recording')).toEqual([]);
  });

  it('does not answer: her seat is told, the client is back with the agent, and her recording goes on (field note 42)', () => {
    const script = createScript();
    toTalk(script);
    wish(script, 'consult');
    reserved(script);
    script.pass('guest-ring');
    expect(toldTo(script, 's-1003')).toEqual(['ring-started', 'ring-missed']);
    expect(script.last('add-to-bridge').channelIds).toEqual([CALLER]);
    expect(talkOf(script)).toMatchObject({ heldSince: null, musicId: null, recording: 'on', guestOver: { why: 'NO_ANSWER' } });
    expect(script.all('stop-recording')).toEqual([]);
  });

  it('answers and hangs up within the same moment: nobody is left alone, her seat is free again', () => {
    const { script, guestChannel } = toConsult();
    script.post({ kind: 'leg-ended', channelId: guestChannel, end: NORMAL });
    expect(shape(script)).toBe('none');
    expect(toldTo(script, 's-1003')).toEqual(['ring-started', 'answered', 'talk-ended']);
    expect(script.last('add-to-bridge').channelIds).toEqual([CALLER]);
    expect(script.all('seal-recording')).toHaveLength(1);
    expect(script.last('show-call')).toMatchObject({ seatId: OFFER.seatId, view: { guestOver: { why: 'GUEST_LEFT' } } });
  });
});

describe('consult', () => {
  it('completed: the colleague has the client, the first agent is in her after-call work, each is booked her own time (field note 28) (field note 30) (field note 58)', () => {
    const { script, seatChannel, guestChannel } = toConsult();
    script.advance(5_000);
    ask(script, 'complete');
    expect(script.all('hang-up-leg').map(({ channelId }) => channelId)).toContain(seatChannel);
    expect(script.all('tell-seat').findLast(({ seatId }) => seatId === OFFER.seatId)?.event).toEqual({ kind: 'talk-ended', acwMs: OFFER.acwMs });
    expect(script.last('add-to-bridge').channelIds).toEqual([CALLER]);
    expect(talkOf(script)).toMatchObject({ offer: { seatId: 's-1003', channelId: guestChannel }, heldSince: null, musicId: null });
    script.advance(20_000);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
    expect(bookedTo(script, 'talk-ended')).toEqual([{ seatId: OFFER.seatId, talkMs: 17_000 }, { seatId: 's-1003', talkMs: 20_000 }]);
    expect(bookedTo(script, 'consult-ended')).toEqual([{ seatId: 's-1003', talkMs: 5_000 }]);
    expect(toldTo(script, 's-1003').filter((kind) => kind === 'talk-ended')).toHaveLength(1);
  });

  it('completed: the recording of the client\'s leg goes on, and a PIN check after it pauses that one (field note 43) (field note 44)', () => {
    const { script } = toConsult();
    const { recordingId } = talkOf(script);
    ask(script, 'complete');
    expect(script.all('stop-recording').map((one) => one.recordingId)).not.toContain(recordingId);
    script.post({ kind: 'client-identified', matches: ['cl-1'] });
    ask(script, 'check-pin', 's-1003');
    expect(script.last('pause-recording')).toMatchObject({ channelId: CALLER, recordingId });
  });

  it('taken back: agent and client as before, the colleague is free without after-call work', () => {
    const { script, guestChannel } = toConsult();
    ask(script, 'take-back');
    expect(script.all('hang-up-leg').map(({ channelId }) => channelId)).toContain(guestChannel);
    expect(script.all('tell-seat').findLast(({ seatId }) => seatId === 's-1003')?.event).toEqual({ kind: 'talk-ended', acwMs: 0 });
    expect(talkOf(script)).toMatchObject({ heldSince: null, musicId: null, offer: { seatId: OFFER.seatId } });
  });

  it('swapped: the guest leaves the bridge before the client comes in; swapped back: the client before the guest', () => {
    const { script, guestChannel } = toConsult();
    const there = ask(script, 'swap').filter(({ kind }) => kind.endsWith('-bridge'));
    expect(there).toMatchObject([{ kind: 'remove-from-bridge', channelId: guestChannel }, { kind: 'add-to-bridge', channelIds: [CALLER] }]);
    expect(shape(script)).toBe('swapped');
    const back = ask(script, 'swap').filter(({ kind }) => kind.endsWith('-bridge'));
    expect(back).toMatchObject([{ kind: 'remove-from-bridge', channelId: CALLER }, { kind: 'add-to-bridge', channelIds: [guestChannel] }]);
    expect(shape(script)).toBe('consult');
  });

  it('in conference all three are in the bridge; who leads may leave, and the two talk on', () => {
    const { script, seatChannel } = toConsult();
    ask(script, 'conference');
    expect(shape(script)).toBe('conference');
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: NORMAL });
    expect(talkOf(script)).toMatchObject({ phase: 'conversation', offer: { seatId: 's-1003' }, guest: null });
    expect(script.all('destroy-bridge')).toEqual([]);
  });

  it('the client hangs up: both seats are free, both recordings are sealed, the call is over', () => {
    const { script } = toConsult();
    script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
    expect(script.state().activity).toEqual({ phase: 'ended' });
    expect(script.all('seal-recording').map((one) => one.recordingId).sort()).toEqual(script.all('expect-recording').map((one) => one.recordingId).sort());
    expect(toldTo(script, 's-1003').at(-1)).toBe('talk-ended');
    expect(toldTo(script, OFFER.seatId).at(-1)).toBe('talk-ended');
  });

  it('the agent hangs up while the colleague\'s phone rings: the client waits for it, and for the queue if it is not answered', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    wish(script, 'consult');
    const guestChannel = reserved(script);
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: NORMAL });
    expect(script.state().activity).toMatchObject({ phase: 'waiting', offer: { seatId: 's-1003', channelId: guestChannel } });
    script.pass('ring');
    expect(script.last('enter-queue')).toMatchObject({ queue: 'general' });
    expect((script.state().activity as WaitingState).isDirect).toBeUndefined();
  });

  it('after a restart who was apart is apart, who was in the bridge is in it', () => {
    const { script, seatChannel, guestChannel } = toConsult();
    script.post({ kind: 'resumed', playbacks: [], bridged: [seatChannel] });
    expect(script.last('add-to-bridge').channelIds).toEqual([seatChannel, guestChannel]);
    expect(script.last('play').channelId).toBe(CALLER);
    ask(script, 'swap');
    script.post({ kind: 'resumed', playbacks: [], bridged: [seatChannel, CALLER] });
    expect(script.last('play').channelId).toBe(guestChannel);
  });

  it('a state with a consult stays below 2 kB', () => {
    const { script } = toConsult();
    expect(talkingGuest(talkOf(script))).not.toBeNull();
    expect(Buffer.byteLength(JSON.stringify(script.state()))).toBeLessThan(2_000);
  });
});
