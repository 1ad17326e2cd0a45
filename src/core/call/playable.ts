import type { Turn } from './turn.ts';

/**
 * The clips of a list that can be heard now: one whose file is gone is left out and noted, for a list that holds it would not be
 * played at all. For words that can do without one another; a price is said whole or not at all (ivr/enter.ts).
 */
export function playable(turn: Turn, clips: readonly string[]): string[] {
  const gone = new Set(clips.filter((clip) => turn.world.durationMs([clip], turn.call().language) === 0));
  for (const clip of gone) turn.fact({ kind: 'fault', where: `prompt ${clip}`, reason: 'its sound is missing' });
  return clips.filter((clip) => !gone.has(clip));
}
