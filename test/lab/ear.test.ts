import { describe, expect, it } from 'vitest';
import { FRAME_BYTES, FRAME_MS, SILENCE_FRAME } from '../../src/lab/ear/alaw.ts';
import { type ClipIndex, type IndexedClip, createClipIndex } from '../../src/lab/ear/clip-index.ts';
import { type EarEvent, createRecogniser } from '../../src/lab/ear/recogniser.ts';
import { type Random, createRandom, hardCatalogue, noiseFrame } from './ear-streams.ts';

const random = createRandom(20_261_123);
const index = createClipIndex(hardCatalogue(random));
const playable = index.clips.filter((clip) => clip.kind !== 'music');

interface Piece {
  frames: Buffer[];
  expected: string | undefined;
}

const bodyFrames = (clip: IndexedClip): Buffer[] => framesOf(clip.alaw).slice(clip.leadFrames, clip.leadFrames + clip.frames.length);

function framesOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: bytes.length / FRAME_BYTES }, (_unused, i) => bytes.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES));
}

/** How many frames of this clip at least make it certain which clip it is. */
function telling(clip: IndexedClip): number {
  let length = 1;
  const startsLike = (other: IndexedClip): boolean =>
    other !== clip && other.frames.length > 0 && clip.frames.slice(0, length).every((number, i) => other.frames[i] === number);
  while (length < clip.frames.length && index.clips.some(startsLike)) length += 1;
  return length;
}

function cutPiece(dice: Random, clip: IndexedClip): Piece | undefined {
  const isSoundAt = (position: number): boolean => !index.isSilent(clip.frames[position] ?? -1);
  const places = Array.from({ length: clip.frames.length }, (_unused, at) => at).filter(
    (at) => at >= telling(clip) && at > 0 && isSoundAt(at) && isSoundAt(at - 1) && clip.frames[at] !== clip.frames[at - 1],
  );
  if (places.length === 0) return undefined;
  const at = dice.pick(places);
  const lead = Array.from({ length: clip.leadFrames }, () => SILENCE_FRAME);
  return { frames: [...lead, ...bodyFrames(clip).slice(0, at)], expected: `${clip.id} cut ${at}` };
}

function piece(dice: Random): Piece {
  const kind = dice.below(10);
  const clip = dice.pick(playable);
  if (kind < 5) return { frames: framesOf(clip.alaw), expected: `${clip.id} complete` };
  if (kind < 7) return cutPiece(dice, clip) ?? { frames: framesOf(clip.alaw), expected: `${clip.id} complete` };
  if (kind === 7) return { frames: Array.from({ length: dice.between(1, 30) }, () => SILENCE_FRAME), expected: undefined };
  if (kind === 8) return { frames: Array.from({ length: dice.between(10, 40) }, () => noiseFrame(dice)), expected: 'voice' };
  return musicPiece(dice);
}

/** Hold music goes on where it was left, at any byte, and round its end. */
function musicPiece(dice: Random): Piece {
  const clip = dice.pick(index.clips.filter((candidate) => candidate.kind === 'music'));
  const loop = Buffer.concat([clip.alaw, clip.alaw]);
  const from = dice.below(clip.alaw.length);
  const length = Math.min(dice.between(10, 200), Math.floor((loop.length - from) / FRAME_BYTES));
  return { frames: framesOf(loop.subarray(from, from + length * FRAME_BYTES)), expected: `music ${clip.id}` };
}

function listen(clipIndex: ClipIndex, frames: readonly Buffer[], lostAt: ReadonlySet<number> = new Set()): EarEvent[] {
  const events: EarEvent[] = [];
  const ear = createRecogniser({ index: clipIndex, onEvent: (event) => events.push(event) });
  let lost = 0;
  frames.forEach((frame, i) => {
    if (lostAt.has(i)) {
      lost += 1;
      return;
    }
    ear.hear(i * FRAME_MS, frame, lost);
    lost = 0;
  });
  ear.end();
  return events;
}

function heard(events: readonly EarEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.kind === 'clip-ended') return [`${event.clip.id} ${event.isComplete ? 'complete' : `cut ${event.heardFrames}`}`];
    if (event.kind === 'music-started') return [`music ${event.clip.id}`];
    return [];
  });
}

/** Music that jumps within one piece is still that music. */
function isToldApart(one: Piece, before: Piece | undefined): boolean {
  if (one.expected === undefined || one.expected === 'voice') return false;
  return !(one.expected.startsWith('music') && one.expected === before?.expected);
}

describe('the ear', () => {
  it('recognises 1,000 random streams of clips, cuts, music, voices and silence exactly', () => {
    for (let seed = 1; seed <= 1000; seed += 1) {
      const dice = createRandom(seed);
      const pieces = Array.from({ length: dice.between(1, 12) }, () => piece(dice));
      const events = listen(index, pieces.flatMap((one) => one.frames));
      const expected = pieces.flatMap((one, i) => (isToldApart(one, pieces[i - 1]) ? [one.expected] : []));
      expect(heard(events), `seed ${seed}`).toEqual(expected);
      const voices = pieces.filter((one) => one.expected === 'voice').length;
      expect(events.some((event) => event.kind === 'voice-started'), `seed ${seed}`).toBe(voices > 0);
    }
  });

  it('keeps its place in a clip over lost packets and reports them as gaps', () => {
    const clip = playable.find((candidate) => candidate.frames.length > 30) as IndexedClip;
    const from = clip.leadFrames + 5;
    const gaps = new Set([from, from + 1, from + 2]);
    const events = listen(index, framesOf(clip.alaw), gaps);
    expect(heard(events)).toEqual([`${clip.id} complete`]);
  });

  it('says when a clip began and ended on the clock of the sound', () => {
    const clip = playable.find((candidate) => candidate.leadFrames === 0 && candidate.tailFrames > 0) as IndexedClip;
    const events = listen(index, [SILENCE_FRAME, SILENCE_FRAME, ...framesOf(clip.alaw)]);
    expect(events[0]).toMatchObject({ kind: 'clip-started', atMs: 2 * FRAME_MS });
    expect(events[1]).toMatchObject({ kind: 'clip-ended', startedAtMs: 2 * FRAME_MS, atMs: (2 + clip.frames.length) * FRAME_MS });
  });

  it('names a clip as soon as its frames fit no other', () => {
    const clip = playable.find((candidate) => telling(candidate) === 1 && candidate.frames.length > 10) as IndexedClip;
    const events = listen(index, framesOf(clip.alaw).slice(0, clip.leadFrames + 1));
    expect(events[0]).toMatchObject({ kind: 'clip-started', clip: { id: clip.id } });
  });

  it('tells another story when two clips are swapped', () => {
    const [a, b] = playable as [IndexedClip, IndexedClip];
    const swapped = createClipIndex([{ ...a, alaw: b.alaw }, { ...b, alaw: a.alaw }]);
    expect(heard(listen(swapped, framesOf(a.alaw)))).toEqual([`${b.id} complete`]);
  });

  it('takes a pause within a clip for a late packet and a long one for a cut', () => {
    const clip = playable.find((candidate) => candidate.frames.length > 30) as IndexedClip;
    const frames = framesOf(clip.alaw).slice(clip.leadFrames);
    const events: EarEvent[] = [];
    const ear = createRecogniser({ index, onEvent: (event) => events.push(event) });
    frames.slice(0, 10).forEach((frame, i) => ear.hear(i * FRAME_MS, frame));
    ear.idle(10 * FRAME_MS + 200);
    expect(events.map((event) => event.kind)).toEqual(['clip-started']);
    ear.idle(10 * FRAME_MS + 600);
    expect(events.at(-1)).toMatchObject({ kind: 'clip-ended', isComplete: false, heardFrames: 10 });
  });

  it('hears a clip once when a loaded machine sends it slower than the clock', () => {
    const clip = playable.find((candidate) => candidate.frames.length > 30) as IndexedClip;
    const events: EarEvent[] = [];
    const ear = createRecogniser({ index, onEvent: (event) => events.push(event) });
    framesOf(clip.alaw).forEach((frame, i) => {
      const arrivedMs = i * FRAME_MS + 700;
      ear.hear(i * FRAME_MS, frame, 0, arrivedMs);
      ear.idle(arrivedMs + 10);
    });
    ear.end();
    expect(heard(events)).toEqual([`${clip.id} complete`]);
  });

  it('begins a clip once when the stream stalls in its middle and goes on from there', () => {
    const clip = playable.find((candidate) => candidate.frames.length > 30) as IndexedClip;
    const events: EarEvent[] = [];
    const ear = createRecogniser({ index, onEvent: (event) => events.push(event) });
    framesOf(clip.alaw).forEach((frame, i) => ear.hear(i * FRAME_MS + (i < clip.leadFrames + 15 ? 0 : 900), frame));
    ear.end();
    expect(events.filter((event) => event.kind === 'clip-started')).toHaveLength(1);
    expect(heard(events).at(-1)).toBe(`${clip.id} complete`);
  });
});
