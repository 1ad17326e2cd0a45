import { FRAME_MS } from './alaw.ts';
import { SOUNDING_LEVEL } from './levels.ts';

const ONSET_FRAMES = 5;
const WINDOW_FRAMES = 8;
const HANGOVER_MS = 600;

/**
 * Sound that stands in no catalogue is a voice: it begins when 5 of 8 frames sound (a lone odd frame, as at a music's seam, is
 * none) and ends after 600 ms without.
 */
export function createVoiceDetector(onChange: (kind: 'voice-started' | 'voice-ended', atMs: number) => void) {
  let recent: number[] = [];
  let lastSoundMs = 0;
  let isSounding = false;

  function endAfterHangover(nowMs: number): void {
    if (!isSounding || nowMs - lastSoundMs < HANGOVER_MS) return;
    isSounding = false;
    recent = [];
    onChange('voice-ended', lastSoundMs + FRAME_MS);
  }

  return {
    /** `level` is 0 for a frame the catalogue explains. */
    hear(atMs: number, level: number): void {
      if (level < SOUNDING_LEVEL) {
        endAfterHangover(atMs);
        return;
      }
      lastSoundMs = atMs;
      if (isSounding) return;
      recent = [...recent.filter((soundMs) => atMs - soundMs < WINDOW_FRAMES * FRAME_MS), atMs];
      if (recent.length < ONSET_FRAMES) return;
      isSounding = true;
      onChange('voice-started', recent[0] ?? atMs);
    },
    isSounding: (): boolean => isSounding,
    idle: endAfterHangover,
    end(): void {
      if (isSounding) onChange('voice-ended', lastSoundMs + FRAME_MS);
      isSounding = false;
    },
  };
}
