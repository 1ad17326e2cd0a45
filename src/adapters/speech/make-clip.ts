import { createHash } from 'node:crypto';
import path from 'node:path';
import { encodeALaw, FRAME_SAMPLES, padToFrames } from './a-law.ts';
import { writeAtomically } from './atomic-file.ts';
import { markClip, markedSilence } from './clip-mark.ts';
import type { PlannedClip } from './clip-plan.ts';
import type { SpeechEngine } from './engine.ts';
import { readIfThere } from './folders.ts';
import { generateCalmMusic, generateTone } from './generate.ts';
import { shapeVoice } from './shape-voice.ts';
import { SpeechFault } from './speech-fault.ts';

/** Raise it whenever the same text would give other bytes: everything is then built anew. */
const PIPELINE_VERSION = 1;

export interface MadeClip {
  /** A-law, whole frames. */
  readonly aLaw: Uint8Array;
  readonly origin: 'cached' | 'made';
  readonly isRecorded: boolean;
}

interface MakerOptions {
  readonly engine: SpeechEngine;
  readonly engineIdentity: string;
  readonly cacheFolder: string;
  /** Where the studio's files of this language lie: `<id>.wav`. */
  readonly recordedFolder: string;
}

/** Makes clips, or takes them from the cache: the key is all that decides the bytes, so an entry is never stale. */
export function createClipMaker(options: MakerOptions) {
  const { engine, cacheFolder } = options;

  async function make(clip: PlannedClip): Promise<MadeClip> {
    const recordedFile = path.join(options.recordedFolder, `${clip.id}.wav`);
    const recording = await readIfThere(recordedFile);
    const key = keyOf(clip, recording, options.engineIdentity);
    const cached = await fromCache(key);
    const isRecorded = recording !== undefined;
    if (cached !== undefined) return { aLaw: cached, origin: 'cached', isRecorded };
    const sound = await (recording === undefined ? soundOf(clip) : soundOfRecording({ clip, recording, file: recordedFile }));
    const aLaw = clip.source.from === 'silence' && !isRecorded ? sound : markClip(sound, nameOf(clip));
    await writeAtomically(cacheFile(key), aLaw);
    return { aLaw, origin: 'made', isRecorded };
  }

  async function soundOf(clip: PlannedClip): Promise<Uint8Array> {
    const { source } = clip;
    if (source.from === 'silence') return markedSilence(source.frames, nameOf(clip));
    if (source.from === 'voice') return framed(clip, shapeVoice(await engine.say(source.spoken, clip.language)));
    return source.entry.kind === 'tone' ? generateTone(source.entry.generator) : generateCalmMusic(source.entry.generator.durationMs);
  }

  async function soundOfRecording(given: { clip: PlannedClip; recording: Buffer; file: string }): Promise<Uint8Array> {
    const { clip, recording, file } = given;
    try {
      const samples = await engine.readWav(recording);
      return framed(clip, clip.kind === 'speech' ? shapeVoice(samples) : samples);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SpeechFault('PROMPT_NOT_BUILT', `${file}: ${clip.id}: cannot be used: ${reason}`, { cause: error });
    }
  }

  async function fromCache(key: string): Promise<Uint8Array | undefined> {
    const found = await readIfThere(cacheFile(key));
    return found !== undefined && found.length > 0 && found.length % FRAME_SAMPLES === 0 ? found : undefined;
  }

  const cacheFile = (key: string) => path.join(cacheFolder, `${key}.al`);

  return { make };
}

function framed(clip: PlannedClip, samples: Int16Array | undefined): Uint8Array {
  if (samples === undefined || samples.length === 0) throw new SpeechFault('PROMPT_NOT_BUILT', `${clip.language}: ${clip.id}: there is no sound in it`);
  return padToFrames(encodeALaw(samples));
}

/** Tone and music are the same in all languages, to the byte: one ear search finds them. */
function nameOf(clip: PlannedClip): string {
  if (clip.kind !== 'speech') return `zh-CN/${clip.id}`;
  return `${clip.language}/${clip.id}`;
}

function keyOf(clip: PlannedClip, recording: Buffer | undefined, engineIdentity: string): string {
  const origin = recording === undefined ? JSON.stringify(clip.source) : createHash('sha256').update(recording).digest('hex');
  return createHash('sha256').update(JSON.stringify([PIPELINE_VERSION, engineIdentity, nameOf(clip), origin])).digest('hex');
}
