/** The client handed on unseen, to a seat, a queue, a node, a number outside; and wishes that make no sense. */
import { describe, expect, it } from 'vitest';
import { COLLEAGUE, NORMAL, ask, reserved, shape, talkOf, toldTo, wish } from './consult-script.ts';
import { CALLER, OFFER, createScript, toTalk } from './script.ts';

describe('handed on unseen', () => {
  it('to a seat: the agent is free when the seat is reserved, not before; the client hears that it rings, and talks with her', () => {
    const script = createScript();
    toTalk(script);
    wish(script, 'blind');
    expect(toldTo(script, OFFER.seatId).at(-1)).toBe('answered');
    const guestChannel = reserved(script);
    expect(toldTo(script, OFFER.seatId).at(-1)).toBe('talk-ended');
    expect(script.state().activity).toMatchObject({ phase: 'waiting', isDirect: true, offer: { seatId: 's-1003' } });
    script.post({ kind: 'leg-answered', channelId: guestChannel });
    expect(script.state().activity).toMatchObject({ phase: 'conversation', step: 'announcing', offer: { seatId: 's-1003' } });
    expect(new Set(script.all('expect-recording').map((one) => one.recordingId)).size).toBe(2);
  });

  it('to a seat that is busy: the talk goes on', () => {
    const script = createScript();
    toTalk(script);
    wish(script, 'blind');
    script.post({ kind: 'seat-refused', entryId: script.last('reserve-seat').entryId, code: 'SEAT_BUSY' });
    expect(script.state().activity).toMatchObject({ phase: 'conversation', step: 'connected', guestOver: { why: 'SEAT_BUSY' } });
  });

  it('to a queue, and to a node of the menus', () => {
    const script = createScript();
    toTalk(script);
    wish(script, 'blind', { kind: 'queue', queue: 'callback' });
    expect(script.last('enter-queue')).toMatchObject({ queue: 'callback' });
    const other = createScript();
    toTalk(other);
    wish(other, 'blind', { kind: 'node', node: 'main' });
    expect(other.state().activity).toMatchObject({ phase: 'ivr', node: 'main' });
    expect(toldTo(other, OFFER.seatId).at(-1)).toBe('talk-ended');
  });

  it('to a number outside: bridge and recording stay ours; not answered, the queue has her at the old place', () => {
    const script = createScript();
    toTalk(script);
    const { recordingId } = talkOf(script);
    wish(script, 'blind', { kind: 'outside', name: 'branch-1' });
    const { channelId } = script.last('create-outside-leg');
    expect(script.state().activity).toMatchObject({ phase: 'outside', step: 'dialling', recordingId });
    script.post({ kind: 'leg-answered', channelId });
    expect(script.last('add-to-bridge').channelIds).toEqual([CALLER, channelId]);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
    expect(script.last('hang-up-leg').channelId).toBe(channelId);
    expect(script.last('seal-recording').recordingId).toBe(recordingId);
    const vain = createScript();
    toTalk(vain);
    const { enteredAt } = talkOf(vain);
    wish(vain, 'blind', { kind: 'outside', name: 'branch-1' });
    vain.post({ kind: 'leg-ended', channelId: vain.last('create-outside-leg').channelId, end: { cause: 17, sipCode: 486 } });
    expect(vain.state().activity).toMatchObject({ phase: 'waiting', enteredAt });
  });

  it('a number outside consulted first, then handed the client', () => {
    const script = createScript();
    toTalk(script);
    wish(script, 'consult', { kind: 'outside', name: 'branch-1' });
    const { channelId } = script.last('create-outside-leg');
    script.post({ kind: 'leg-answered', channelId });
    expect(shape(script)).toBe('consult');
    ask(script, 'complete');
    expect(script.state().activity).toMatchObject({ phase: 'outside', step: 'talking', channelId });
    expect(script.last('add-to-bridge').channelIds).toEqual([CALLER]);
  });
});

describe('a wish that makes no sense now', () => {
  it('is refused with its code, and nothing is done', () => {
    const script = createScript();
    wish(script, 'consult');
    toTalk(script);
    for (const what of ['take-back', 'complete', 'swap', 'conference'] as const) ask(script, what);
    wish(script, 'consult', { kind: 'seat', seatId: OFFER.seatId, extension: '1001' });
    wish(script, 'consult', { kind: 'queue', queue: 'general' });
    wish(script, 'blind', { kind: 'node', node: 'nowhere' });
    script.post({ kind: 'transfer-asked', seatId: 's-1009', mode: 'blind', to: COLLEAGUE });
    wish(script, 'consult');
    for (const what of ['complete', 'hold', 'retrieve', 'check-pin', 'survey'] as const) ask(script, what);
    wish(script, 'consult');
    expect(script.refusals).toEqual([
      'CALL_NOT_CONNECTED', 'CALL_NOT_IN_CONSULT', 'CALL_NOT_IN_CONSULT', 'CALL_NOT_IN_CONSULT', 'CALL_NOT_IN_CONSULT', 'TRANSFER_TO_SELF', 'TRANSFER_NOT_CONSULTABLE',
      'TRANSFER_UNKNOWN', 'CALL_NOT_YOURS', 'GUEST_NOT_THERE', 'CALL_IN_CONSULT', 'CALL_IN_CONSULT', 'CALL_IN_CONSULT', 'CALL_IN_CONSULT', 'CALL_IN_CONSULT',
    ]);
  });

  it('a call that has ended is over for every wish', () => {
    const script = createScript();
    toTalk(script);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
    wish(script, 'blind');
    ask(script, 'complete');
    expect(script.refusals).toEqual(['CALL_OVER', 'CALL_OVER']);
  });

  it('the client goes to the survey by the agent\'s word', () => {
    const script = createScript();
    toTalk(script);
    ask(script, 'survey');
    expect(script.state().activity).toMatchObject({ phase: 'ivr' });
    expect(toldTo(script, OFFER.seatId).at(-1)).toBe('talk-ended');
  });
});
