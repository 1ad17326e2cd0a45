/** One caller goes to one leaf by real keys: what was heard on the way is her transcript. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Hotline } from './around-environment.ts';
import type { Leaf } from './leaves.ts';

export interface Walked {
  readonly title: string;
  readonly language: 'zh-CN' | 'en';
  /** Ids of the clips heard, in order. */
  readonly heard: readonly string[];
  /** null: she came there. */
  readonly failure: string | null;
  readonly durationMs: number;
}

/** Three rows in English take most of a minute. */
const HEARS_MS = 90_000;
/** Long enough to be a word, after the tone. */
const SPEAKS_MS = 4_000;

export async function walkLeaf(hotline: Hotline, leaf: Leaf, language: 'zh-CN' | 'en'): Promise<Walked> {
  const place = leaf.clients?.[language === 'en' ? 1 : 0];
  const number = place === undefined ? hotline.freshNumber() : `13800138${String(place).padStart(3, '0')}`;
  const pin = place === undefined ? '' : `42${String(place).padStart(3, '0')}7`;
  const begun = performance.now();
  const caller = await hotline.caller({ number, maxMs: 240_000 });
  let failure: string | null = null;
  try {
    await caller.hears('main.menu', HEARS_MS);
    if (language === 'en') {
      await caller.press('9');
      await caller.hears('main.menu', HEARS_MS);
    }
    for (const [keys, hears] of leaf.steps) {
      if (keys === '#speak') {
        await caller.hears('tone.record', HEARS_MS);
        await pause(SPEAKS_MS);
        await caller.press('#');
      } else if (keys !== '') await caller.press(keys.replace('PIN', pin));
      await caller.hears(hears, HEARS_MS);
    }
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  await caller.hangUp().catch(() => undefined);
  return { title: leaf.title, language, heard: caller.heard(), failure, durationMs: Math.round(performance.now() - begun) };
}

/** So many at once, each leaf once. */
export async function walkAll(hotline: Hotline, ways: readonly { readonly leaf: Leaf; readonly language: 'zh-CN' | 'en' }[], atOnce: number, onWalked: (walked: Walked) => void): Promise<readonly Walked[]> {
  const left = [...ways];
  const done: Walked[] = [];
  const worker = async (): Promise<void> => {
    for (let way = left.shift(); way !== undefined; way = left.shift()) {
      const walked = await walkLeaf(hotline, way.leaf, way.language);
      done.push(walked);
      onWalked(walked);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}
