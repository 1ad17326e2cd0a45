import { describe, expect, it } from 'vitest';
import type { World } from '../../../src/core/call/world.ts';
import { PLAIN_RULES, type QueueRules } from '../../../src/core/waiting/rules.ts';
import { CALLER, createScript, createTestWorld, hearAll, OFFER, offerSeat, pressKeys, shippedFlows, toMain, toQueue, type Script } from './script.ts';

const KEYS: QueueRules['keys'] = { 1: 'keep-place', 2: 'message', 3: 'callback' };
const rules = (change: Partial<QueueRules>): QueueRules => ({ ...PLAIN_RULES, ...change });
const world = (of: Readonly<Record<string, QueueRules>>): World => createTestWorld([], shippedFlows, (name) => of[name] ?? null);
const known = { kind: 'client-identified', matches: ['cl-1'] } as const;

function waiting(of: Readonly<Record<string, QueueRules>>, { isKnown = true } = {}): Script {
  const script = createScript({ world: world(of) });
  toQueue(script);
  if (isKnown) script.post(known);
  return script;
}
const told = (script: Script, change: { place?: number; staffed?: number; waitMs?: number } = {}) =>
  script.post({ kind: 'place-told', entryId: script.last('enter-queue').entryId, place: 1, staffed: 5, ...change });
const key = (script: Script, digit: string) => script.post({ kind: 'key', channelId: CALLER, slot: script.last('open-slot').spec.slot, digit });

describe('what a waiting caller is told', () => {
  it('her place, the estimated wait in whole minutes by the grammar, and the keys she has (field note 40)', () => {
    const script = waiting({ general: rules({ keys: KEYS }) });
    told(script, { place: 3, waitMs: 110_000 });
    const clips = script.last('play').clips;
    const music = clips.indexOf('music.queue');
    expect(clips.slice(0, 4)).toEqual(['queue.joining', 'queue.place.before', 'o.3', 'queue.wait.about']);
    expect(clips.slice(4, music).filter((clip) => clip.startsWith('queue.key.'))).toEqual(['queue.key.keep-place', 'queue.key.message', 'queue.key.callback']);
    expect(script.facts.find(({ kind }) => kind === 'wait-told')).toMatchObject({ queue: 'general', place: 3, waitMs: 110_000 });
  });

  it('less than a minute in words; longer than half an hour not at all', () => {
    const script = waiting({ general: rules({}) });
    told(script, { waitMs: 59_999 });
    expect(script.last('play').clips.slice(0, 4)).toEqual(['queue.joining', 'queue.place.before', 'o.1', 'queue.wait.short']);
    script.pass('comfort');
    told(script, { waitMs: 1_860_000 });
    expect(script.last('play').clips.slice(0, 4)).toEqual(['queue.comfort', 'queue.place.before', 'o.1', 'music.queue']);
  });

  it('anew after two seconds when Asterisk did not answer: what it may play is stopped first', () => {
    const script = waiting({ general: rules({}) });
    told(script);
    const before = script.last('play').playbackId;
    script.post({ kind: 'command-failed', command: 'play', subject: before, reason: 'unknown' });
    script.pass('place');
    expect(script.last('stop-play').playbackId).toBe(before);
    expect(script.last('play').playbackId).not.toBe(before);
    expect(script.last('play').clips.at(-1)).toBe('music.queue');
  });

  it('nothing anew while a seat rings', () => {
    const script = waiting({ general: rules({}) });
    told(script);
    offerSeat(script);
    script.post({ kind: 'command-failed', command: 'play', subject: script.last('play').playbackId, reason: 'unknown' });
    expect(script.state().deadlines.map(({ name }) => name)).not.toContain('place');
  });

  it('again and again, with the music between: never silence after the first words (field note 40)', () => {
    const script = waiting({ general: rules({}) });
    told(script, { place: 4 });
    for (const place of [3, 2, 1]) {
      script.pass('comfort');
      told(script, { place });
      expect(script.last('play').clips).toContain(`o.${place}`);
      expect(script.last('play').clips.at(-1)).toBe('music.queue');
    }
  });
});

describe('a rule of the queue sends a caller on', () => {
  const toVip = { kind: 'queue', queue: 'vip' } as const;

  it('by time, to another queue: she keeps the time she first came (field note 39)', () => {
    const script = waiting({ general: rules({ overflow: { time: { afterMs: 60_000, to: toVip } } }), vip: rules({}) });
    const first = script.last('enter-queue');
    told(script);
    script.advance(60_000);
    script.pass('overflow');
    expect(script.last('leave-queue')).toMatchObject({ entryId: first.entryId, reason: 'overflow' });
    expect(script.last('enter-queue')).toMatchObject({ queue: 'vip', enteredAt: first.enteredAt });
    expect(script.facts.find(({ kind }) => kind === 'overflowed')).toMatchObject({ queue: 'general', why: 'time', to: 'vip' });
    const { playbackId } = script.last('play');
    told(script);
    expect(script.last('stop-play').playbackId).toBe(playbackId);
  });

  it('after the longest wait the firm set for the queue, or that of every call where it set none', () => {
    const dueIn = (of: Readonly<Record<string, QueueRules>>): number | undefined => {
      const script = createScript({ world: world(of) });
      toQueue(script);
      return (script.state().deadlines.find(({ name }) => name === 'max-wait')?.dueAt ?? 0) - script.last('enter-queue').enteredAt;
    };
    expect(dueIn({ general: rules({ maxWaitMs: 90_000 }) })).toBe(90_000);
    expect(dueIn({ general: rules({}) })).toBe(600_000);
  });

  it('never in a circle: a queue she was in does not get her back, she waits where she is', () => {
    const script = waiting({ general: rules({ overflow: { empty: { to: toVip } } }), vip: rules({ overflow: { empty: { to: { kind: 'queue', queue: 'general' } } } }) });
    told(script, { staffed: 0 });
    expect(script.last('enter-queue').queue).toBe('vip');
    told(script, { staffed: 0 });
    expect(script.state().activity).toMatchObject({ phase: 'waiting', queue: 'vip' });
    expect(script.all('enter-queue')).toHaveLength(2);
    script.pass('max-wait');
    expect(script.last('play').clips).toEqual(['queue.sorry']);
  });

  it('by length only who comes, not who waits already; by an empty queue at any time; by closing to the flow\'s message', () => {
    const byLength = waiting({ general: rules({ overflow: { length: { over: 5, to: { kind: 'message' } } } }) });
    told(byLength, { place: 6 });
    expect(byLength.state().activity).toMatchObject({ phase: 'ivr', node: 'leave-message' });
    const already = waiting({ general: rules({ overflow: { length: { over: 5, to: { kind: 'message' } } } }) });
    told(already, { place: 5 });
    already.pass('comfort');
    told(already, { place: 6 });
    expect(already.state().activity.phase).toBe('waiting');
    const empty = waiting({ general: rules({ overflow: { empty: { to: { kind: 'callback' } } } }) });
    told(empty);
    empty.pass('comfort');
    told(empty, { staffed: 0 });
    expect(empty.state().activity.phase).toBe('ivr');
    const closing = waiting({ general: rules({ calendar: 'service', overflow: { closing: { to: { kind: 'goodbye' } } } }) });
    closing.advance(12 * 3_600_000);
    told(closing);
    expect(closing.last('play').clips).toEqual(['queue.closed']);
  });

  it('while a seat rings for her nothing sends her on', () => {
    const script = waiting({ general: rules({ overflow: { time: { afterMs: 60_000, to: toVip }, empty: { to: toVip } } }), vip: rules({}) });
    told(script);
    offerSeat(script);
    script.pass('overflow');
    told(script, { staffed: 0 });
    expect(script.state().activity).toMatchObject({ phase: 'waiting', queue: 'general' });
    expect(script.state().deadlines.map(({ name }) => name)).toContain('overflow');
  });

  it('from a queue that was taken away to the general one: no error that comes again and again (field note 41)', () => {
    const script = waiting({ general: rules({}) });
    const { entryId } = script.last('enter-queue');
    script.post({ kind: 'command-failed', command: 'enter-queue', subject: entryId, reason: 'not-possible' });
    expect(script.last('play').clips).toEqual(['queue.sorry']);
    const vip = waiting({ general: rules({ overflow: { length: { over: 0, to: toVip } } }), vip: rules({}) });
    told(vip);
    vip.post({ kind: 'command-failed', command: 'enter-queue', subject: vip.last('enter-queue').entryId, reason: 'not-possible' });
    expect(vip.state().activity.phase).toBe('after');
  });
});

describe('keys while waiting', () => {
  it('a message: out of the queue, into the flow; the place is there again when she comes back (field note 39)', () => {
    const script = waiting({ general: rules({ keys: KEYS }) });
    const { enteredAt } = script.last('enter-queue');
    told(script);
    script.advance(30_000);
    key(script, '3');
    expect(script.last('leave-queue').reason).toBe('key');
    expect(script.state().activity).toMatchObject({ phase: 'ivr', step: 'looking-up' });
    script.post({ kind: 'lookup-answered', requestId: script.last('look-up').requestId, answer: { kind: 'failed', reason: 'down' } });
    // The apology, and back to the queue.
    script.post({ kind: 'playback-ended', playbackId: script.last('play').playbackId, outcome: 'done' });
    expect(script.last('enter-queue')).toMatchObject({ queue: 'general', enteredAt });
    expect(script.all('enter-queue')).toHaveLength(2);
  });

  it('keep my place: out of the queue before it is written down, then last words (field note 37) (field note 38)', () => {
    const script = waiting({ general: rules({ keys: KEYS }) });
    told(script);
    const { entryId, enteredAt } = script.last('enter-queue');
    const kinds = key(script, '1').map(({ kind }) => kind);
    expect(kinds.indexOf('leave-queue')).toBeLessThan(kinds.indexOf('keep-place'));
    expect(script.last('keep-place')).toMatchObject({ entryId, queue: 'general', enteredAt, priority: 0 });
    script.post({ kind: 'seat-offered', ...OFFER, entryId, expiresAt: Number.MAX_SAFE_INTEGER });
    expect(script.last('tell-seat').event.kind).toBe('released');
    script.post({ kind: 'place-kept', entryId, refused: null });
    expect(script.last('play').clips).toEqual(['queue.kept']);
    expect(script.factKinds()).toContain('place-kept');
  });

  it('a place that cannot be kept: she waits on where she was, and hears why she does', () => {
    const script = waiting({ general: rules({ keys: KEYS }) });
    told(script);
    const before = script.last('enter-queue');
    key(script, '1');
    script.post({ kind: 'place-kept', entryId: before.entryId, refused: 'CALLBACK_PENDING' });
    expect(script.last('enter-queue')).toMatchObject({ entryId: before.entryId, queue: before.queue, enteredAt: before.enteredAt });
    expect(script.last('play').clips[0]).toBe('queue.not-kept');
    expect(script.state().activity.phase).toBe('waiting');
  });

  it('a caller nobody knows is not offered to keep her place: nobody could be called by it', () => {
    const script = waiting({ general: rules({ keys: KEYS }) }, { isKnown: false });
    told(script);
    expect(script.last('play').clips.filter((clip) => clip.startsWith('queue.key.'))).toEqual(['queue.key.message', 'queue.key.callback']);
    key(script, '1');
    expect(script.all('keep-place')).toEqual([]);
  });

  it('a wrong key changes nothing and the next one is heard; while a seat rings no key is', () => {
    const script = waiting({ general: rules({ keys: KEYS }) });
    told(script);
    const first = script.last('open-slot').spec.slot;
    key(script, '7');
    expect(script.last('open-slot').spec.slot).not.toBe(first);
    const { slot } = script.last('open-slot').spec;
    offerSeat(script);
    expect(script.last('close-slot').slot).toBe(slot);
    expect(script.post({ kind: 'key', channelId: CALLER, slot, digit: '2' })).toEqual([]);
    script.pass('ring');
    expect(script.last('open-slot').spec.slot).not.toBe(slot);
  });

  it('after a break the keys are heard again', () => {
    const script = waiting({ general: rules({ keys: KEYS }) });
    told(script);
    const { slot } = script.last('open-slot').spec;
    script.post({ kind: 'resumed', playbacks: [script.last('play').playbackId], bridged: [] });
    expect(script.last('open-slot').spec.slot).not.toBe(slot);
  });
});

describe('priority and the last agent', () => {
  it('a client\'s tier gives steps of priority, the enqueue node may give more [T-06]', () => {
    const script = createScript({ world: world({ general: rules({ lastAgentMs: 10_000 }) }) });
    toMain(script);
    script.post({ ...known, tier: 'gold', lastAgentId: 'agent-7' });
    pressKeys(script, '0');
    hearAll(script);
    const entered = script.last('enter-queue');
    expect(entered).toMatchObject({ priority: 2, prefer: { agentId: 'agent-7', untilAt: entered.enteredAt + 10_000 } });
  });

  it('a queue that does not ask for the last agent says nothing of her', () => {
    const script = waiting({ general: rules({}) });
    expect(script.last('enter-queue')).not.toHaveProperty('prefer');
  });
});

describe('a kept place', () => {
  it('waits in its caller\'s stead: her queue, her time, her priority, and longer than a caller', () => {
    const script = createScript({ world: world({ general: rules({}) }) });
    const claimed = { kind: 'callback-claimed', caseId: 'k', attemptId: 'a', clientId: 'cl-1', numberToken: 'tok', queue: 'general', excludeSeries: ['marketing'], callerDnis: '95500' } as const;
    script.post({ ...claimed, kept: { enteredAt: 1_000, priority: 2 } });
    expect(script.last('enter-queue')).toMatchObject({ queue: 'general', enteredAt: 1_000, priority: 2 });
    const maxWait = script.state().deadlines.find(({ name }) => name === 'max-wait');
    const callback = createScript({ world: world({ callback: rules({}) }) });
    callback.post({ ...claimed, queue: 'callback' });
    expect((maxWait?.dueAt ?? 0) - (callback.state().deadlines.find(({ name }) => name === 'max-wait')?.dueAt ?? 0)).toBe(2 * 3_600_000 - 600_000);
  });
});
