/** How long clips take on the virtual stage; near enough to the spoken ones, and the same on every machine. */
const WORDS_MS = 2_000;
const DIGIT_MS = 400;
const lengths: Readonly<Record<string, number>> = { 'music.queue': 32_000, 'tone.ringback': 5_000, 'agent.before': 800, 'agent.after': 800 };

export function clipMs(clip: string): number {
  const known = lengths[clip];
  if (known !== undefined) return known;
  return /^(name|queue|quote|main|welcome|back-office|recording|goodbye|degraded)\b/.test(clip) ? WORDS_MS : DIGIT_MS;
}

export const clipsMs = (clips: readonly string[]): number => clips.reduce((sum, clip) => sum + clipMs(clip), 0);
