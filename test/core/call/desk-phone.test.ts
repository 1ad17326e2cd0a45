/** An agent at a desk phone hands her client on by the phone's own means: REFER, a second call, both. */
import { describe, expect, it } from 'vitest';
import type { TransferTarget } from '../../../src/core/conversation/guest-state.ts';
import { COLLEAGUE, NORMAL, ask, reserved, shape, talkOf, toldTo } from './consult-script.ts';
import { CALLER, OFFER, createScript, toTalk, type Script } from './script.ts';

const SECOND = '1764000000.7';
const BRANCH = { kind: 'outside', name: 'branch-1' } as const;

const refer = (script: Script, channelId: string, to: TransferTarget = COLLEAGUE) =>
  script.post({ kind: 'transfer-asked', seatId: OFFER.seatId, mode: 'blind', to, phone: { by: 'refer', channelId } });
const replaces = (script: Script, channelId: string, withChannelId: string) =>
  script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'complete', refer: { channelId, withChannelId } });
const dial = (script: Script, to: TransferTarget = COLLEAGUE) =>
  script.post({ kind: 'transfer-asked', seatId: OFFER.seatId, mode: 'consult', to, phone: { by: 'call', channelId: SECOND } });
const resumed = (script: Script, channelId: string) => script.post({ kind: 'leg-resumed', channelId });
const hungUp = (script: Script): string[] => script.all('hang-up-leg').map(({ channelId }) => channelId);
const inBridge = (script: Script): string[] => {
  const members = new Set<string>();
  for (const command of script.commands) {
    if (command.kind === 'add-to-bridge') for (const leg of command.channelIds) members.add(leg);
    if (command.kind === 'remove-from-bridge') members.delete(command.channelId);
    if (command.kind === 'hang-up-leg') members.delete(command.channelId);
  }
  return [...members].sort();
};

function talk(): { script: Script; first: string } {
  const script = createScript();
  return { script, first: toTalk(script).seatChannel };
}

/** The phone's second call has reached the colleague. */
function consult(): { script: Script; first: string; guest: string } {
  const { script, first } = talk();
  dial(script);
  const guest = reserved(script);
  script.post({ kind: 'leg-answered', channelId: guest });
  return { script, first, guest };
}

describe('REFER to a place', () => {
  it('outside that is allowed: the phone is told before its leg is hung up, and the client is on the way there', () => {
    const { script, first } = talk();
    const kinds = refer(script, first, BRANCH).map(({ kind }) => kind);
    expect(script.last('answer-refer')).toMatchObject({ channelId: first, answer: 'accepted' });
    expect(kinds.indexOf('answer-refer')).toBeLessThan(kinds.indexOf('hang-up-leg'));
    expect(script.state().activity).toMatchObject({ phase: 'outside', name: 'branch-1' });
  });

  it('a queue: the client waits there', () => {
    const { script, first } = talk();
    refer(script, first, { kind: 'queue', queue: 'general' });
    expect(script.last('answer-refer').answer).toBe('accepted');
    expect(script.state().activity.phase).toBe('waiting');
  });

  it('a colleague: the phone is told when her seat is reserved, not before', () => {
    const { script, first } = talk();
    expect(refer(script, first).map(({ kind }) => kind)).not.toContain('answer-refer');
    const before = script.commands.length;
    reserved(script);
    const kinds = script.commands.slice(before).map(({ kind }) => kind);
    expect(kinds.indexOf('answer-refer')).toBeLessThan(kinds.indexOf('hang-up-leg'));
    expect(script.last('answer-refer')).toMatchObject({ channelId: first, answer: 'accepted' });
    expect(script.state().activity.phase).toBe('waiting');
  });

  it('a colleague who is not free: the phone is refused, client and agent talk on', () => {
    const { script, first } = talk();
    refer(script, first);
    script.post({ kind: 'seat-refused', entryId: script.last('reserve-seat').entryId, code: 'SEAT_BUSY' });
    expect(script.last('answer-refer')).toMatchObject({ channelId: first, answer: 'refused' });
    expect(talkOf(script)).toMatchObject({ step: 'connected', heldSince: null, offer: { channelId: first } });
    expect(hungUp(script)).not.toContain(first);
  });

  it('whose phone hangs up at once: the client is on the way to the colleague all the same, or, is she not free, in the queue', () => {
    for (const isFree of [true, false]) {
      const { script, first } = talk();
      refer(script, first);
      script.post({ kind: 'leg-ended', channelId: first, end: NORMAL });
      expect(script.state().activity).toMatchObject({ phase: 'waiting', isDirect: true, offer: null, playbackId: expect.any(String) });
      const { entryId } = script.last('reserve-seat');
      if (isFree) reserved(script);
      else script.post({ kind: 'seat-refused', entryId, code: 'SEAT_BUSY' });
      expect(script.state().activity).toMatchObject(isFree ? { phase: 'waiting', offer: { seatId: 's-1003' } } : { phase: 'waiting', queue: 'general' });
      expect(script.all('enter-queue').length).toBe(isFree ? 1 : 2);
    }
  });

  it('whose phone hangs up at once, and no answer comes about the seat: the queue has her', () => {
    const { script, first } = talk();
    refer(script, first);
    script.post({ kind: 'leg-ended', channelId: first, end: NORMAL });
    script.pass('guest-ring');
    expect(script.all('enter-queue').length).toBe(2);
    expect(script.state().activity).not.toHaveProperty('isDirect');
  });

  it('while a PIN is keyed, or a colleague is asked in: refused by its code, and nothing is done', () => {
    const { script, first } = talk();
    script.post({ kind: 'client-identified', matches: ['cl-1'] });
    ask(script, 'check-pin');
    expect(refer(script, first)).toEqual([]);
    ask(script, 'end-check');
    dial(script);
    expect(refer(script, first, BRANCH)).toEqual([]);
    expect(script.refusals).toEqual(['CALL_IN_CHECK', 'CALL_IN_CONSULT']);
    expect(script.all('answer-refer')).toEqual([]);
  });
});

describe('the phone\'s second call', () => {
  it('is answered and has the first one\'s place in the bridge; the client hears music at once, for the phone holds her', () => {
    const { script, first } = talk();
    const kinds = dial(script).map(({ kind }) => kind);
    expect(kinds).toEqual(['answer-leg', 'remove-from-bridge', 'play', 'remove-from-bridge', 'add-to-bridge', 'reserve-seat', 'show-call']);
    expect(inBridge(script)).toEqual([SECOND]);
    expect(talkOf(script)).toMatchObject({ offer: { channelId: SECOND }, guest: { phone: { first, second: SECOND } } });
  });

  it('reaches the colleague: the two talk, and her consult leg has its recording', () => {
    const { script, guest } = consult();
    expect(shape(script)).toBe('consult');
    expect(inBridge(script)).toEqual([SECOND, guest].sort());
    expect(script.last('start-recording').channelId).toBe(guest);
  });

  it('reaches nobody: it is hung up, and the client hears music until the phone takes the first call up', () => {
    const { script, first } = talk();
    dial(script);
    script.post({ kind: 'seat-refused', entryId: script.last('reserve-seat').entryId, code: 'SEAT_NOT_READY' });
    expect(hungUp(script)).toEqual([SECOND]);
    expect(inBridge(script)).toEqual([first]);
    expect(talkOf(script)).toMatchObject({ offer: { channelId: first }, heldSince: expect.any(Number), musicId: expect.any(String) });
    resumed(script, first);
    expect(inBridge(script)).toEqual([CALLER, first].sort());
    expect(talkOf(script)).toMatchObject({ heldSince: null, musicId: null });
  });

  it('hung up by the agent: the colleague is free, the client is hers when she takes the call up, or by the page\'s button', () => {
    const { script, first, guest } = consult();
    script.post({ kind: 'leg-ended', channelId: SECOND, end: NORMAL });
    expect(hungUp(script)).toEqual(expect.arrayContaining([guest, SECOND]));
    expect(toldTo(script, 's-1003')).toEqual(['ring-started', 'answered', 'talk-ended']);
    expect(shape(script)).toBe('none');
    ask(script, 'retrieve');
    expect(inBridge(script)).toEqual([CALLER, first].sort());
  });

  it('whose phone gave it up before it was taken: the talk is as before', () => {
    const { script, first } = talk();
    dial(script);
    script.post({ kind: 'command-failed', command: 'answer-leg', subject: SECOND, reason: 'gone' });
    expect(shape(script)).toBe('none');
    expect(talkOf(script).offer.channelId).toBe(first);
  });

  it('the phone goes from call to call: whom she takes up is whom she talks with, the other hears music', () => {
    const { script, first, guest } = consult();
    resumed(script, first);
    expect(shape(script)).toBe('swapped');
    expect(inBridge(script)).toEqual([CALLER, first].sort());
    resumed(script, SECOND);
    expect(shape(script)).toBe('consult');
    expect(inBridge(script)).toEqual([SECOND, guest].sort());
  });

  it('the first call taken up while the colleague rings: the client again, and the ringing ends', () => {
    const { script, first } = talk();
    dial(script);
    const guest = reserved(script);
    resumed(script, first);
    expect(hungUp(script)).toEqual(expect.arrayContaining([guest, SECOND]));
    expect(inBridge(script)).toEqual([CALLER, first].sort());
    expect(toldTo(script, 's-1003')).toEqual(['ring-started', 'released']);
  });

  it('keeps the state of a consult below 2 kB', () => {
    expect(JSON.stringify(consult().script.state()).length).toBeLessThan(2_048);
  });

  it('a supervisor who listens hears her on the leg she talks on: the ear goes with her', () => {
    const { script, first } = talk();
    script.post({ kind: 'monitor-asked', seatId: 's-1004', extension: '1004', mode: 'listen' });
    const { reservationId, entryId } = script.last('reserve-seat');
    script.post({ kind: 'seat-offered', ...OFFER, seatId: 's-1004', extension: '1004', endpoint: '1004', reservationId, entryId, expiresAt: Number.MAX_SAFE_INTEGER });
    script.post({ kind: 'leg-answered', channelId: script.last('create-seat-leg').channelId });
    const ears = () => script.all('create-snoop').map(({ ofChannelId }) => ofChannelId);
    expect(ears()).toEqual([first]);
    const { channelId: ear } = script.last('create-snoop');
    dial(script);
    expect(hungUp(script)).toEqual([ear]);
    expect(ears()).toEqual([first, SECOND]);
    script.post({ kind: 'leg-ended', channelId: SECOND, end: NORMAL });
    expect(ears()).toEqual([first, SECOND, first]);
  });

  it('muted, she is muted on both', () => {
    const { script, first } = consult();
    ask(script, 'mute');
    expect(script.all('mute-leg').map(({ channelId }) => channelId)).toEqual([SECOND, first]);
  });

  it('the client hangs up meanwhile: both legs of the phone go, and the colleague\'s', () => {
    const { script, first, guest } = consult();
    script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
    expect(hungUp(script)).toEqual(expect.arrayContaining([guest, SECOND, first]));
  });
});

describe('REFER that names the phone\'s other call', () => {
  it.each([['on the first', 'first'], ['on the second', 'second']])('%s: the colleague has the client, the phone is told, both its legs go (misfortune 9)', (_, on) => {
    const { script, first, guest } = consult();
    const [from, other] = on === 'first' ? [first, SECOND] : [SECOND, first];
    const kinds = replaces(script, from, other).map(({ kind }) => kind);
    expect(kinds.indexOf('answer-refer')).toBeLessThan(kinds.indexOf('hang-up-leg'));
    expect(script.last('answer-refer')).toMatchObject({ channelId: from, answer: 'accepted' });
    expect(hungUp(script)).toEqual(expect.arrayContaining([first, SECOND]));
    expect(inBridge(script)).toEqual([CALLER, guest].sort());
    expect(talkOf(script)).toMatchObject({ offer: { seatId: 's-1003', channelId: guest }, musicId: null });
    expect(toldTo(script, OFFER.seatId)).toContain('talk-ended');
  });

  it('while the colleague rings: the client waits for that phone', () => {
    const { script, first } = talk();
    dial(script);
    reserved(script);
    replaces(script, first, SECOND);
    expect(hungUp(script)).toEqual(expect.arrayContaining([first, SECOND]));
    expect(script.state().activity).toMatchObject({ phase: 'waiting', offer: { seatId: 's-1003' } });
  });

  it('before her seat has answered, of a call that is not this one, or without a second call: refused', () => {
    const { script, first } = talk();
    replaces(script, first, SECOND);
    dial(script);
    replaces(script, first, 'another.channel');
    replaces(script, first, SECOND);
    expect(script.refusals).toEqual(['TRANSFER_UNKNOWN', 'TRANSFER_UNKNOWN', 'GUEST_NOT_THERE']);
    expect(hungUp(script)).toEqual([]);
  });
});
