/** Speaks texts while we run: announcements, and what the back office publishes. Kept by content, within bounds. */
import { utimes } from 'node:fs/promises';
import path from 'node:path';
import type { ContentClips } from '../../app/content-clips.ts';
import type { Log } from '../../app/log.ts';
import type { PublicText } from '../../app/public-text.ts';
import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { decodeToSln, encodeALaw, padToFrames } from './a-law.ts';
import { writeAtomically } from './atomic-file.ts';
import { markClip } from './clip-mark.ts';
import type { SpeechEngine } from './engine.ts';
import { makeFolders } from './folders.ts';
import { keepLiveClipsBelow } from './keep-live-clips.ts';
import { LIVE_FOLDER, liveClipId, liveClipMs, livePlayFile, type LiveKind } from './live-clips.ts';
import { pronounceable } from './pronounce.ts';
import { loadReadings } from './readings-file.ts';
import { shapeVoice } from './shape-voice.ts';
import { wholeSentences } from './whole-sentences.ts';

export interface TextSpeakerOptions {
  readonly promptsFolder: string;
  /** Holds readings.json. */
  readonly catalogueFolder: string;
  readonly engine: SpeechEngine;
  readonly log: Log;
  /** What is longer is cut behind its last whole sentence: two minutes are as long as anybody listens. */
  readonly maxCharacters?: number;
  /** All of them together, as they are played; the oldest go first. */
  readonly maxBytes?: number;
  /** Texts that are being spoken at once; more are not taken. */
  readonly maxAtOnce?: number;
}

const DEFAULTS = { maxCharacters: 600, maxBytes: 64 * 1024 * 1024, maxAtOnce: 4 };

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

export interface TextSpeaker extends ContentClips {
  /** The clip of an announcement: made whole, however long it takes, and kept. A fault says why it cannot be made. */
  announce(text: PublicText, language: PromptLanguage): Promise<string>;
}

export function createTextSpeaker(options: TextSpeakerOptions): TextSpeaker {
  const { promptsFolder, catalogueFolder, engine, log } = options;
  const { maxCharacters, maxBytes, maxAtOnce } = { ...DEFAULTS, ...options };
  const underWay = new Map<string, Promise<string>>();

  async function make(clipId: string, text: string, language: PromptLanguage): Promise<string> {
    const samples = shapeVoice(await engine.say(pronounceable(text, language, await loadReadings(catalogueFolder)), language));
    if (samples === undefined) throw new RangeError('there is nothing to be heard in the text');
    const aLaw = markClip(padToFrames(encodeALaw(samples)), `${language}/${clipId}`);
    const heardFolder = path.join(promptsFolder, 'alaw', language, LIVE_FOLDER);
    const playFile = livePlayFile(promptsFolder, language, clipId);
    await makeFolders([heardFolder, path.dirname(playFile)]);
    await writeAtomically(path.join(heardFolder, `${clipId}.al`), aLaw);
    await writeAtomically(path.join(heardFolder, `${clipId}.txt`), text);
    // Last, for this is the file that says "it can be played".
    await writeAtomically(playFile, decodeToSln(aLaw));
    await keepLiveClipsBelow({ promptsFolder, maxBytes, justMade: clipId });
    return clipId;
  }

  async function speak(kind: LiveKind, text: string, language: PromptLanguage): Promise<string> {
    const clipId = liveClipId(kind, text, language);
    if (liveClipMs(promptsFolder, language, clipId) > 0) {
      // Wanted again: it is not among the oldest now.
      const now = new Date();
      await utimes(livePlayFile(promptsFolder, language, clipId), now, now);
      return clipId;
    }
    const key = `${language} ${clipId}`;
    const making = underWay.get(key) ?? make(clipId, text, language).finally(() => underWay.delete(key));
    underWay.set(key, making);
    return making;
  }

  return {
    announce: (text, language) => speak('announced', tidy(text), language),
    async clipFor(text, language, timeoutMs) {
      if (text.trim() === '' || underWay.size >= maxAtOnce) return null;
      const making = speak('said', wholeSentences(tidy(text), maxCharacters), language).catch((error: unknown) => {
        log.error({ err: error, language }, 'a published text cannot be spoken: callers are told that there is none');
        return null;
      });
      const { promise: tooLate, resolve } = Promise.withResolvers<null>();
      const timer = setTimeout(() => resolve(null), timeoutMs);
      try {
        // What comes too late for this caller is there for the next.
        return await Promise.race([making, tooLate]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
