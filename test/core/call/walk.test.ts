/** Seeded walks through every machine of a call: whatever comes, in whatever order, the promises hold. */
import { describe, expect, it } from 'vitest';
import { CALLER, createScript, createTestWorld, OFFER, type Script, type ScriptEvent } from './script.ts';

/** mulberry32: small, seeded, good enough to choose events. */
function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function legs(script: Script): string[] {
  const { activity, clientChannelId } = script.state();
  const seat = 'offer' in activity && activity.offer !== null ? [activity.offer.channelId] : [];
  return [...(clientChannelId === null ? [] : [clientChannelId]), ...seat];
}

/** What could come next, likely and unlikely, of this call or of an older one. */
function candidates(script: Script, reservation: string): ScriptEvent[] {
  const { activity, deadlines } = script.state();
  const playbacks = script.all('play').slice(-3);
  const slots = script.all('open-slot').slice(-2);
  const lookups = script.all('look-up').slice(-2);
  const entries = script.all('enter-queue').slice(-2);
  const events: ScriptEvent[] = [];
  for (const { playbackId } of playbacks) events.push({ kind: 'playback-ended', playbackId, outcome: 'done' });
  for (const { spec } of slots)
    for (const digit of ['0', '1', '6']) events.push({ kind: 'key', channelId: CALLER, slot: spec.slot, digit });
  for (const { spec } of slots) events.push({ kind: 'slot-complete', channelId: CALLER, slot: spec.slot, length: 6, by: '#' });
  for (const { requestId } of lookups) {
    events.push({ kind: 'lookup-answered', requestId, answer: { kind: 'not-found' } });
    events.push({ kind: 'lookup-answered', requestId, answer: { kind: 'failed', reason: 'down' } });
  }
  for (const { entryId } of entries) {
    events.push({ kind: 'place-told', entryId, place: 2 });
    events.push({ kind: 'seat-offered', ...OFFER, reservationId: reservation, entryId, expiresAt: Number.MAX_SAFE_INTEGER });
  }
  // The limit of the menus would end most walks at their first question (ivr-limits.test.ts has it).
  for (const deadline of deadlines.filter(({ name }) => name !== 'ivr-limit')) events.push({ kind: 'deadline-passed', name: deadline.name, generation: deadline.generation });
  for (const deadline of deadlines) events.push({ kind: 'deadline-passed', name: deadline.name, generation: deadline.generation - 1 });
  for (const channelId of legs(script)) {
    events.push({ kind: 'leg-ringing', channelId }, { kind: 'leg-answered', channelId });
    events.push({ kind: 'leg-ended', channelId, end: { cause: [16, 44, 17, null][events.length % 4] ?? null, sipCode: null } });
  }
  events.push({ kind: 'resumed', playbacks: playbacks.map((play) => play.playbackId), bridged: [] });
  events.push({ kind: 'key-waiting', channelId: CALLER }, { kind: 'client-identified', matches: ['cl-1'] });
  events.push({ kind: 'attempt-noted', attemptId: 'att-1', ok: activity.phase !== 'ivr' });
  for (const command of ['play', 'create-seat-leg', 'dial-leg', 'start-recording', 'create-client-leg'])
    events.push({ kind: 'command-failed', command, subject: legs(script)[0] ?? '', reason: 'unknown' });
  return events;
}

const start: Record<string, ScriptEvent> = {
  inbound: { kind: 'call-arrived', channelId: CALLER, numberToken: 'tok', dnis: '95500', isUp: false },
  callback: {
    kind: 'callback-claimed', caseId: 'case-1', attemptId: 'att-1', clientId: 'cl-1', numberToken: 'tok', queue: 'callback',
    excludeSeries: ['marketing'], callerDnis: '95500',
  },
};

const isEverywhere: Record<string, readonly string[]> = {
  inbound: ['ivr saying', 'ivr asking', 'ivr collecting', 'ivr looking-up', 'waiting', 'conversation announcing', 'conversation connected', 'after'],
  callback: ['waiting', 'conversation noting-attempt', 'conversation dialling', 'conversation connected'],
};

/** A live client leg always has something to hear or something that will move the call on. */
function expectNoSilence(script: Script): void {
  const { activity, clientChannelId, deadlines } = script.state();
  if (clientChannelId === null || activity.phase === 'ended' || activity.phase === 'arriving') return;
  const isTalking = activity.phase === 'conversation' && activity.step === 'connected';
  const hasWayOn = deadlines.some(({ name }) => name !== 'call-limit' && name !== 'ivr-limit');
  expect(isTalking || hasWayOn, `silence in ${JSON.stringify(activity)}`).toBe(true);
}

function expectClean(script: Script): void {
  expect(script.state().deadlines).toEqual([]);
  const left = new Set(script.all('leave-queue').map((one) => one.entryId));
  for (const { entryId } of script.all('enter-queue')) expect(left, 'queue entry left over').toContain(entryId);
  const hungUp = new Set(script.all('hang-up-leg').map((one) => one.channelId));
  for (const { channelId } of script.all('create-seat-leg')) expect(hungUp, 'seat leg left over').toContain(channelId);
  const ends = new Set(['ring-missed', 'ring-failed', 'released', 'talk-ended']);
  const over = new Set(script.all('tell-seat').filter((tell) => ends.has(tell.event.kind)).map((tell) => tell.reservationId));
  for (const { reservationId } of script.all('send-pop')) expect(over, 'seat held for ever').toContain(reservationId);
  const destroyed = new Set(script.all('destroy-bridge').map((one) => one.bridgeId));
  for (const { bridgeId } of script.all('create-bridge')) expect(destroyed, 'bridge left over').toContain(bridgeId);
  const sealed = new Set(script.all('seal-recording').map((one) => one.recordingId));
  for (const { recordingId } of script.all('expect-recording')) expect(sealed, 'recording never sealed').toContain(recordingId);
}

describe.each(Object.entries(start))('%s calls under 3,000 seeded walks', (name, first) => {
  it('never throw, are never silent, leave nothing over, and keep their state small', () => {
    const world = createTestWorld();
    let ended = 0;
    let biggest = 0;
    const seen = new Map<string, number>();
    for (let seed = 1; seed <= 3_000; seed += 1) {
      const random = randomOf(seed);
      const script = createScript({ world });
      script.post(first);
      for (let n = 0; n < 60 && script.state().activity.phase !== 'ended'; n += 1) {
        const events = candidates(script, `res-${n}`);
        const event = events[Math.floor(random() * events.length)];
        if (event === undefined) continue;
        script.advance(Math.floor(random() * 2_000));
        script.post(event);
        expectNoSilence(script);
        const { activity } = script.state();
        const place = 'step' in activity ? `${activity.phase} ${activity.step}` : activity.phase;
        seen.set(place, (seen.get(place) ?? 0) + 1);
        biggest = Math.max(biggest, JSON.stringify(script.state()).length);
      }
      if (script.state().activity.phase !== 'ended') {
        const channelId = legs(script)[0];
        if (channelId !== undefined) script.post({ kind: 'leg-ended', channelId, end: { cause: 16, sipCode: null } });
        for (let n = 0; n < 5 && script.state().activity.phase !== 'ended'; n += 1) script.pass('call-limit');
      }
      expect(script.state().activity.phase).toBe('ended');
      expectClean(script);
      ended += 1;
    }
    expect(ended).toBe(3_000);
    expect(biggest).toBeLessThan(2_048);
    for (const place of isEverywhere[name] ?? []) expect(seen.get(place) ?? 0, `walks hardly came to ${place}`).toBeGreaterThan(30);
  });
});
