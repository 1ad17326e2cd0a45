import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { FRAME_BYTES, SILENCE_BYTE, SILENCE_FRAME } from './alaw.ts';
import { type MusicPlace, createMusicLoop } from './music-loop.ts';

/** A clip of the prompt catalogue as the ear needs it; `alaw` is its A-law form, 8 kHz. */
export interface Clip {
  id: string;
  /** Absent where no language is spoken: tone and music are the same for all. */
  language?: PromptLanguage;
  text: string;
  kind: 'speech' | 'tone' | 'music';
  asks?: 'menu' | 'collect';
  alaw: Buffer;
}

/**
 * A clip cut into interned frames without the silent frames at its two ends: those stand in every pause too, and nobody misses
 * them. Clips that sound alike share one entry, named after the first id.
 */
export interface IndexedClip extends Clip {
  index: number;
  alsoIds: readonly string[];
  frames: Int32Array;
  leadFrames: number;
  tailFrames: number;
}

export interface ClipPlace {
  clip: number;
  position: number;
}

export interface ClipIndex {
  clips: readonly IndexedClip[];
  /** The number of this frame's content in the catalogue, -1 when no speech or tone clip holds it. */
  frameNumber(frame: Buffer): number;
  isSilent(frameNumber: number): boolean;
  startingWith(frameNumber: number): readonly number[];
  placesOf(frameNumber: number): readonly ClipPlace[];
  /** Where in which music clip these 160 bytes stand; music is played from any position and in a loop. */
  findInMusic(frame: Buffer, expected: MusicPlace | undefined): MusicPlace | undefined;
}

/**
 * Pure digital silence, which a line carries between clips too. A pause clip of the catalogue is not: its two smallest steps of
 * A-law alternate in a pattern of its own.
 */
function isPureSilence(frame: Buffer): boolean {
  return SILENCE_FRAME.equals(frame);
}

/**
 * Builds the exact-byte index of a catalogue. Speech and tone clips are found frame by frame (the trunk's packets and the clips'
 * frames begin together), music at any byte. A clip that is no whole number of frames is padded with silence; a clip of silence
 * alone can't be heard and is left out. `more` gives clips that were made since it was last asked; it is asked when something
 * sounds that no clip holds.
 */
export function createClipIndex(catalogue: readonly Clip[], more: () => readonly Clip[] = () => []): ClipIndex {
  const clips = internClips(catalogue);
  const numbers = new Map<string, number>();
  const silent: boolean[] = [];
  const starts = new Map<number, number[]>();
  const places: ClipPlace[][] = [];

  function numberFor(frame: Buffer): number {
    const key = frame.toString('latin1');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(key, number);
    silent[number] = isPureSilence(frame);
    places[number] = [];
    return number;
  }

  function take(clip: IndexedClip): void {
    for (let position = 0; position < clip.frames.length; position += 1) {
      const number = numberFor(frameOf(clip.alaw, clip.leadFrames + position));
      clip.frames[position] = number;
      places[number]?.push({ clip: clip.index, position });
      if (position === 0) starts.set(number, [...(starts.get(number) ?? []), clip.index]);
    }
  }

  /** Clips made meanwhile carry marks of their own: none of them sounds like one that is known. */
  function learn(): void {
    for (const clip of internClips(more())) {
      const learnt = { ...clip, index: clips.length };
      clips.push(learnt);
      take(learnt);
    }
  }

  clips.forEach(take);
  const music = clips.filter((clip) => clip.kind === 'music').map((clip) => createMusicLoop(clip.index, clip.alaw));

  return {
    clips,
    frameNumber(frame) {
      const key = frame.toString('latin1');
      if (!numbers.has(key)) learn();
      return numbers.get(key) ?? -1;
    },
    isSilent: (number) => silent[number] ?? false,
    startingWith: (number) => starts.get(number) ?? [],
    placesOf: (number) => places[number] ?? [],
    findInMusic(frame, expected) {
      const going = expected && music.find((loop) => loop.clip === expected.clip)?.following(expected.byteOffset, frame);
      if (going) return going;
      if (isPureSilence(frame)) return undefined;
      for (const loop of music) {
        const found = loop.find(frame);
        if (found) return found;
      }
      return undefined;
    },
  };
}

function frameOf(alaw: Buffer, position: number): Buffer {
  return alaw.subarray(position * FRAME_BYTES, (position + 1) * FRAME_BYTES);
}

function internClips(catalogue: readonly Clip[]): IndexedClip[] {
  const byContent = new Map<string, Omit<IndexedClip, 'index' | 'alsoIds'> & { alsoIds: string[] }>();
  for (const clip of catalogue) {
    const alaw = paddedToFrames(clip.alaw);
    const body = clip.kind === 'music' ? { leadFrames: 0, tailFrames: 0 } : silentEnds(alaw);
    if (!body || alaw.length === 0) continue;
    const end = alaw.length - body.tailFrames * FRAME_BYTES;
    const key = `${clip.kind === 'music' ? 'music' : 'clip'}:${alaw.toString('latin1', body.leadFrames * FRAME_BYTES, end)}`;
    const same = byContent.get(key);
    if (same) {
      if (same.id !== clip.id) same.alsoIds.push(clip.id);
      continue;
    }
    const frameCount = clip.kind === 'music' ? 0 : alaw.length / FRAME_BYTES - body.leadFrames - body.tailFrames;
    byContent.set(key, { ...clip, ...body, alaw, alsoIds: [], frames: new Int32Array(frameCount) });
  }
  return [...byContent.values()].map((clip, index) => ({ ...clip, index }));
}

/** How many frames of silence a clip begins and ends with; undefined when it is nothing else. */
function silentEnds(alaw: Buffer): { leadFrames: number; tailFrames: number } | undefined {
  const count = alaw.length / FRAME_BYTES;
  const isSilentAt = (position: number): boolean => isPureSilence(frameOf(alaw, position));
  let leadFrames = 0;
  while (leadFrames < count && isSilentAt(leadFrames)) leadFrames += 1;
  if (leadFrames === count) return undefined;
  let tailFrames = 0;
  while (isSilentAt(count - 1 - tailFrames)) tailFrames += 1;
  return { leadFrames, tailFrames };
}

function paddedToFrames(alaw: Buffer): Buffer {
  const missing = (FRAME_BYTES - (alaw.length % FRAME_BYTES)) % FRAME_BYTES;
  return missing === 0 ? alaw : Buffer.concat([alaw, Buffer.alloc(missing, SILENCE_BYTE)]);
}
