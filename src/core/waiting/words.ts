/**
 * What a waiting caller hears: one playback list each time, words first and then music for the rest of the longest
 * wait, so that the music never depends on our server being alive.
 */
import type { Turn } from '../call/turn.ts';

export type Opening = 'queue.joining' | 'queue.comfort';

const MUSIC = 'music.queue';
const RINGBACK = 'tone.ringback';

export function queueClips(turn: Turn, opening: Opening, place: number | null): string[] {
  const where = place === null ? [] : turn.world.sayPlace(place);
  return [opening, ...where, ...fill(turn, MUSIC, turn.world.limits.maxWaitMs)];
}

/** While a seat rings: "正在为您转接" and the ringing tone; music afterwards should nobody say that the ringing ended. */
export function ringingClips(turn: Turn, ringMs: number): string[] {
  return ['queue.offered', ...fill(turn, RINGBACK, ringMs), ...fill(turn, MUSIC, 120_000)];
}

export function ringbackClips(turn: Turn, ringMs: number): string[] {
  return fill(turn, RINGBACK, ringMs);
}

/** A hold, or a talk whose agent is away: music for as long as one list can be. */
export function holdClips(turn: Turn): string[] {
  return fill(turn, MUSIC, turn.world.limits.maxWaitMs);
}

function fill(turn: Turn, clip: string, forMs: number): string[] {
  const clipMs = turn.world.durationMs([clip]);
  return clipMs > 0 ? new Array<string>(Math.min(500, Math.ceil(forMs / clipMs))).fill(clip) : [clip];
}
