import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/lab/carrier/call-progress.ts';
import { parseKeys, shownKeys } from '../../src/lab/carrier/call-keys.ts';
import { FRAME_MS } from '../../src/lab/ear/alaw.ts';
import { type IndexedClip, createClipIndex } from '../../src/lab/ear/clip-index.ts';
import { createTranscript } from '../../src/lab/ear/transcript.ts';
import { createRandom, noiseFrame } from './ear-streams.ts';

const random = createRandom(9);
const ids = ['welcome', 'main.menu', 'back-office.wait', 'answer', 'queue.closed', 'queue.joining', 'queue.offered', 'agent.before', 'c.10', 'd.02', 'agent.after'];
const words: Readonly<Record<string, string>> = { 'c.10': '幺零', 'd.02': '零二' };
const index = createClipIndex(ids.map((id) => ({
  id, text: words[id] ?? `<${id}>`, kind: 'speech', ...(id === 'main.menu' ? { asks: 'menu' as const } : {}),
  alaw: Buffer.concat(Array.from({ length: 10 }, () => noiseFrame(random))),
})));

/** A caller with these keys who hears what a test says, on a clock of the test's own. */
function createCaller(keys: string) {
  let nowMs = 1_000;
  const transcript = createTranscript({ dialledAtMs: 1_000 });
  const progress = createProgress({ groups: parseKeys(keys), transcript, isStaying: false, holdMs: 2_000 });
  const take = (event: Parameters<typeof transcript.hear>[0]): void => {
    transcript.hear(event);
    progress.hear(event);
  };
  return {
    transcript,
    hears(...names: string[]): void {
      for (const name of names) {
        const clip = index.clips.find(({ id }) => id === name) as IndexedClip;
        const startedAtMs = nowMs;
        take({ kind: 'clip-started', atMs: startedAtMs, clip });
        nowMs += clip.frames.length * FRAME_MS;
        take({ kind: 'clip-ended', atMs: nowMs, startedAtMs, clip, isComplete: true, heardFrames: clip.frames.length, ofFrames: clip.frames.length });
      }
    },
    hearsVoice: (): void => take({ kind: 'voice-started', atMs: nowMs }),
    waits: (ms: number): void => void (nowMs += ms),
    next(): string {
      const next = progress.next(nowMs);
      if (typeof next === 'string') return next;
      progress.pressing(nowMs);
      transcript.key(nowMs, shownKeys(next));
      progress.pressed(nowMs);
      return `press ${next.digits}`;
    },
    isServed: progress.isServed,
  };
}

describe('a caller with keys', () => {
  it('presses a group once a prompt that asks was heard to its end and nothing follows it', () => {
    const caller = createCaller('1');
    caller.hears('welcome');
    caller.waits(500);
    expect(caller.next()).toBe('wait');
    caller.hears('main.menu');
    expect(caller.next()).toBe('wait');
    caller.waits(150);
    expect(caller.next()).toBe('press 1');
  });

  it('takes a plea for patience for no answer', () => {
    const caller = createCaller('');
    caller.hears('back-office.wait');
    caller.waits(5_000);
    expect(caller.next()).toBe('wait');
    caller.hears('answer');
    caller.waits(1_300);
    expect(caller.next()).toBe('served');
  });

  it('who asked for a person is not served by being told that there is none', () => {
    const caller = createCaller('');
    caller.hears('queue.closed', 'answer');
    caller.waits(5_000);
    expect([caller.next(), caller.isServed()]).toEqual(['wait', false]);
  });

  it('talks as long as asked, with the seat that was named', () => {
    const caller = createCaller('');
    caller.hears('queue.joining', 'queue.offered');
    caller.waits(1_000);
    caller.hears('agent.before', 'c.10', 'd.02', 'agent.after');
    caller.hearsVoice();
    caller.waits(1_900);
    expect(caller.next()).toBe('wait');
    caller.waits(200);
    expect(caller.next()).toBe('talked');
    expect(caller.transcript.steps().map(({ kind, seat }) => `${kind} ${seat}`.trim())).toEqual(['queued', 'offered', 'prompt', 'talking 1002']);
  });

  it('who hears a voice nobody announced is not talking', () => {
    const caller = createCaller('');
    caller.hears('welcome');
    caller.hearsVoice();
    expect(caller.transcript.isTalking()).toBe(false);
  });
});

describe('keys', () => {
  it('are groups between commas; wrong ones are refused without being shown', () => {
    expect(parseKeys('1, 600519# ,-').map(({ digits }) => digits)).toEqual(['1', '600519#', '']);
    expect(() => parseKeys('1,60a519')).toThrow(/^group 2 of --keys is not made of/);
    expect(() => parseKeys('1,60a519')).not.toThrow(/60a519/);
    expect(shownKeys({ digits: '246810', isSecret: true })).toBe('******');
  });
});
