import { mkdtempSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { SpeechEngine } from '../../../src/adapters/speech/engine.ts';

/** Catalogues as they are shipped. */
export const shippedCatalogues = fileURLToPath(new URL('../../../ivr-flows/prompts', import.meta.url));

/** Says every text as the very same beep as long as the text: the worst that can happen to telling clips apart. */
export function createBeepEngine(version = '1'): SpeechEngine & { readonly said: string[] } {
  const said: string[] = [];
  return {
    said,
    identity: async (language) => `beep ${version} ${language}`,
    async say(text) {
      said.push(text);
      return beep(100 + 10 * text.length);
    },
    async readWav(wav) {
      if (wav.length < 12) throw new Error('is no WAV file');
      return beep(200 + wav.length);
    },
  };
}

/** A 300 Hz sine of this length with 100 ms of silence on both sides, 8 kHz. */
export function beep(durationMs: number, peak = 8000): Int16Array {
  const silence = 800;
  const sounding = durationMs * 8;
  return Int16Array.from({ length: sounding + 2 * silence }, (_unused, index) => {
    const at = index - silence;
    return at < 0 || at >= sounding ? 0 : Math.round(peak * Math.sin((2 * Math.PI * 300 * at) / 8000));
  });
}

/** One cache for a file of tests: the same beeps need not be made again and again. */
const sharedCache = mkdtempSync(path.join(os.tmpdir(), 'hotline-speech-cache-'));
afterAll(() => rm(sharedCache, { recursive: true, force: true }));

/** Runs with folders of its own, gone afterwards. */
export async function withFolders<T>(
  work: (folders: { promptsFolder: string; cacheFolder: string; catalogueFolder: string; root: string }) => Promise<T>,
): Promise<T> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'hotline-speech-'));
  try {
    return await work({
      root,
      promptsFolder: path.join(root, 'prompts'),
      cacheFolder: sharedCache,
      catalogueFolder: shippedCatalogues,
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
