import { describe, expect, it } from 'vitest';
import { CALLER, createScript, createTestWorld, flowsWithoutSurvey, OFFER, offerSeat, toQueue, toTalk } from './script.ts';

const gone = { cause: 16, sipCode: null };

describe('waiting', () => {
  it('hears its place and music in one playback list', () => {
    const script = createScript();
    toQueue(script);
    script.post({ kind: 'place-told', entryId: script.last('enter-queue').entryId, place: 3 });
    const { clips } = script.last('play');
    expect(clips.slice(0, 4)).toEqual(['queue.joining', 'queue.place.before', 'o.3', 'music.queue']);
    expect(clips.at(-1)).toBe('music.queue');
  });

  it.each([
    [['music.queue'], ['queue.joining', 'queue.place.before', 'o.3', 'tone.ringback', 'tone.ringback']],
    [['o.3', 'queue.joining'], ['queue.place.before', 'music.queue', 'music.queue']],
  ])('without the sound of %j hears what is left, and each loss is noted', (missing, heard) => {
    const script = createScript({ world: createTestWorld(missing) });
    toQueue(script);
    script.post({ kind: 'place-told', entryId: script.last('enter-queue').entryId, place: 3 });
    expect(script.last('play').clips.slice(0, heard.length)).toEqual(heard);
    const faults = script.facts.flatMap((fact) => (fact.kind === 'fault' ? [fact.where] : []));
    expect(new Set(faults)).toEqual(new Set(missing.map((clip) => `prompt ${clip}`)));
  });

  it('sends the pop before the INVITE, to the one seat that is asked (field note 62)', () => {
    const script = createScript();
    toQueue(script);
    offerSeat(script);
    const kinds = script.commands.map((command) => command.kind);
    expect(kinds.indexOf('send-pop')).toBeLessThan(kinds.indexOf('create-seat-leg'));
    expect(script.last('send-pop').pop).toMatchObject({ callId: 'c1', queue: 'general', numberToken: 'tok', dnis: '95500' });
  });

  it('a seat that does not answer: RONA, the caller keeps the old place (field note 23)', () => {
    const script = createScript();
    toQueue(script);
    const entry = script.last('enter-queue');
    const channelId = offerSeat(script);
    script.pass('ring');
    expect(script.last('hang-up-leg').channelId).toBe(channelId);
    expect(script.last('tell-seat')).toMatchObject({ seatId: OFFER.seatId, event: { kind: 'ring-missed' } });
    expect(script.last('return-to-queue').entryId).toBe(entry.entryId);
    expect(script.all('enter-queue')).toHaveLength(1);
  });

  it('an offer that comes twice rings once', () => {
    const script = createScript();
    toQueue(script);
    offerSeat(script);
    offerSeat(script);
    expect(script.all('create-seat-leg')).toHaveLength(1);
    expect(script.all('tell-seat').map((tell) => tell.event.kind)).toEqual(['ring-started']);
  });

  it('a second seat offered meanwhile is let go', () => {
    const script = createScript();
    toQueue(script);
    offerSeat(script);
    offerSeat(script, 'res-2');
    expect(script.last('tell-seat')).toMatchObject({ reservationId: 'res-2', event: { kind: 'released' } });
  });

  it('the caller leaves while a seat rings: the seat is let go, its leg hung up, the entry gone', () => {
    const script = createScript();
    toQueue(script);
    const channelId = offerSeat(script);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: gone });
    expect(script.state().activity.phase).toBe('ended');
    expect(script.last('leave-queue').reason).toBe('abandoned');
    expect(script.last('tell-seat').event.kind).toBe('released');
    expect(script.all('hang-up-leg').map((one) => one.channelId)).toContain(channelId);
  });

  it('nobody came within the longest wait: last words', () => {
    const script = createScript();
    toQueue(script);
    script.pass('max-wait');
    expect(script.last('play').clips).toEqual(['queue.sorry']);
    expect(script.last('leave-queue').reason).toBe('overflow');
  });

  it('after a break the music goes on untouched when it still plays', () => {
    const script = createScript();
    toQueue(script);
    script.pass('place');
    const { playbackId } = script.last('play');
    const commands = script.post({ kind: 'resumed', playbacks: [playbackId], bridged: [] });
    expect(commands).toEqual([]);
    expect(script.state().activity).toMatchObject({ phase: 'waiting', entryId: script.last('enter-queue').entryId });
  });
});

describe('what ended while nobody listened', () => {
  it('a ringing seat: the caller hears one comfort, never two musics at once', () => {
    const script = createScript();
    toQueue(script);
    const seatChannel = offerSeat(script);
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: { cause: null, sipCode: null } });
    const begun = script.last('play').playbackId;
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    expect(script.last('stop-play').playbackId).toBe(begun);
    expect(script.last('play').clips[0]).toBe('queue.comfort');
  });

  it('a talk, by the agent: the goodbye that begins now is heard to its end; one that should be over is not waited for', () => {
    const script = createScript({ world: createTestWorld([], flowsWithoutSurvey) });
    const { seatChannel } = toTalk(script);
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: { cause: null, sipCode: null } });
    expect(script.post({ kind: 'resumed', playbacks: [], bridged: [] })).toEqual([]);
    expect(script.state().activity.phase).toBe('after');
    script.advance(2_000);
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    expect(script.state().activity.phase).toBe('ended');
  });
});

describe('a talk', () => {
  it('begins with the agent’s number for both, is expected by the ledger before it is recorded, then the legs meet (field note 48)', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    const kinds = script.commands.map((command) => command.kind);
    expect(kinds.indexOf('expect-recording')).toBeLessThan(kinds.indexOf('start-recording'));
    expect(script.last('start-recording').channelId).toBe(CALLER);
    expect(script.last('add-to-bridge').channelIds).toEqual([CALLER, seatChannel]);
    expect(script.all('play').slice(-2).map((play) => play.clips[0])).toEqual(['agent.before', 'agent.before']);
    expect(script.state().activity).toMatchObject({ phase: 'conversation', step: 'connected' });
  });

  it('the caller hangs up: seat to ACW, recording sealed, bridge taken apart', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    script.advance(20_000);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: gone });
    expect(script.last('tell-seat').event).toEqual({ kind: 'talk-ended', acwMs: 5_000 });
    expect(script.last('seal-recording').recordingId).toBe(script.last('start-recording').recordingId);
    expect(script.all('destroy-bridge')).toHaveLength(1);
    expect(script.last('hang-up-leg').channelId).toBe(seatChannel);
    expect(script.facts).toContainEqual({ kind: 'talk-ended', seatId: 's-1001', by: 'client', talkMs: 20_000 });
  });

  it('the agent hangs up: the caller is asked how it was [K-01]', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: gone });
    expect(script.last('play')).toMatchObject({ channelId: CALLER, clips: ['survey.ask'] });
  });

  it('the agent’s device is lost: the caller waits again with the first entry time', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    const first = script.last('enter-queue');
    script.advance(60_000);
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: { cause: 44, sipCode: null } });
    const second = script.last('enter-queue');
    expect(second.entryId).not.toBe(first.entryId);
    expect(second.enteredAt).toBe(first.enteredAt);
    expect(script.state().activity.phase).toBe('waiting');
  });

  it('is not touched by a break', () => {
    const script = createScript();
    const { seatChannel } = toTalk(script);
    expect(script.post({ kind: 'resumed', playbacks: [], bridged: [CALLER, seatChannel] })).toEqual([]);
  });

  it('a recording that cannot start is a gap in the ledger, not a lost call (field note 45)', () => {
    const script = createScript();
    toTalk(script);
    script.post({ kind: 'command-failed', command: 'start-recording', subject: CALLER, reason: 'not-possible' });
    expect(script.last('note-recording-gap').reason).toBe('not-possible');
    expect(script.state().activity.phase).toBe('conversation');
  });
});

describe('a callback', () => {
  const claim = {
    kind: 'callback-claimed', caseId: 'case-1', attemptId: 'att-1', clientId: 'cl-1', numberToken: 'tok-9', queue: 'callback',
    excludeSeries: ['marketing'], callerDnis: '95500',
  } as const;

  it('waits for a lawful seat, writes the attempt down, then dials [I-01] [B-01]', () => {
    const script = createScript();
    script.post(claim);
    expect(script.last('enter-queue')).toMatchObject({ queue: 'callback', excludeSeries: ['marketing'] });
    const seatChannel = offerSeat(script);
    script.post({ kind: 'leg-answered', channelId: seatChannel });
    expect(script.last('note-attempt').event).toEqual({ kind: 'dialling' });
    expect(script.all('create-client-leg')).toHaveLength(0);
    script.post({ kind: 'attempt-noted', attemptId: 'att-1', ok: true });
    const client = script.last('create-client-leg');
    expect(client.numberToken).toBe('tok-9');
    script.post({ kind: 'leg-answered', channelId: client.channelId });
    expect(script.last('add-to-bridge').channelIds).toEqual([client.channelId, seatChannel]);
    expect(script.last('expect-recording')).toMatchObject({ caseId: 'case-1', attemptId: 'att-1' });
    script.post({ kind: 'leg-ended', channelId: client.channelId, end: gone });
    expect(script.last('note-attempt').event).toEqual({ kind: 'ended', outcome: 'talked' });
  });

  it.each([
    [17, 'busy'], [19, 'no-answer'], [21, 'rejected'], [1, 'invalid-number'], [38, 'failed'], [null, 'unknown'],
  ])('a phone that ends with cause %s is %s', (cause, outcome) => {
    const script = createScript();
    script.post(claim);
    script.post({ kind: 'leg-answered', channelId: offerSeat(script) });
    script.post({ kind: 'attempt-noted', attemptId: 'att-1', ok: true });
    script.post({ kind: 'leg-ended', channelId: script.last('create-client-leg').channelId, end: { cause, sipCode: null } });
    expect(script.last('note-attempt').event).toEqual({ kind: 'ended', outcome });
    expect(script.last('tell-seat').event.kind).toBe('talk-ended');
    expect(script.state().activity.phase).toBe('ended');
  });

  it('the ledger refuses: the phone is not dialled', () => {
    const script = createScript();
    script.post(claim);
    script.post({ kind: 'leg-answered', channelId: offerSeat(script) });
    script.post({ kind: 'attempt-noted', attemptId: 'att-1', ok: false });
    expect(script.all('create-client-leg')).toHaveLength(0);
    expect(script.state().activity.phase).toBe('ended');
  });
});
