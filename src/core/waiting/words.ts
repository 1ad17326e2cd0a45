/**
 * What a waiting caller hears: one playback list each time, words first and then music for the rest of the longest
 * wait, so that the music never depends on our server being alive.
 */
import { playable } from '../call/playable.ts';
import type { Turn } from '../call/turn.ts';
import { minutesToSay } from './estimate.ts';
import type { WaitingAct } from './rules.ts';

export type Opening = 'queue.joining' | 'queue.comfort' | 'queue.not-kept';

const MUSIC = 'music.queue';
const RINGBACK = 'tone.ringback';

export interface Told {
  readonly place: number | null;
  readonly waitMs?: number;
  readonly keys: Readonly<Record<string, WaitingAct>>;
  /** The longest wait in this queue. */
  readonly musicMs: number;
}

export function queueClips(turn: Turn, opening: Opening, { place, waitMs, keys, musicMs }: Told): string[] {
  const { world } = turn;
  const { language } = turn.call();
  const where = place === null ? [] : world.sayPlace(place, language);
  const minutes = place === null || waitMs === undefined ? null : minutesToSay(waitMs);
  const howLong = minutes === null ? [] : world.sayWait(minutes, language);
  const choices = Object.entries(keys).flatMap(([digit, act]) => world.sayKey(act, digit, language));
  return [...playable(turn, [opening, ...where, ...howLong, ...choices]), ...music(turn, musicMs)];
}

/** While a seat rings: "正在为您转接" and the ringing tone; music afterwards should nobody say that the ringing ended. */
export function ringingClips(turn: Turn, ringMs: number): string[] {
  return [...playable(turn, ['queue.offered']), ...fill(turn, RINGBACK, ringMs), ...music(turn, 120_000)];
}

export function ringbackClips(turn: Turn, ringMs: number): string[] {
  return fill(turn, RINGBACK, ringMs);
}

/** An agent whose client keys a secret. */
export function checkMusic(turn: Turn, forMs: number): string[] {
  return music(turn, forMs);
}

/** A hold, or a talk whose agent is away: music for as long as one list can be. */
export function holdClips(turn: Turn): string[] {
  return music(turn, turn.world.limits.maxWaitMs);
}

/** What stands for the music where Asterisk does not play it. */
export function holdTone(turn: Turn): string[] {
  return fill(turn, RINGBACK, turn.world.limits.maxWaitMs);
}

/** Without its file the tone that says "it rings" takes its place: anything but silence. */
function music(turn: Turn, forMs: number): string[] {
  const clips = fill(turn, MUSIC, forMs);
  return clips.length > 0 ? clips : fill(turn, RINGBACK, forMs);
}

function fill(turn: Turn, clip: string, forMs: number): string[] {
  const clipMs = turn.world.durationMs(playable(turn, [clip]), turn.call().language);
  return clipMs > 0 ? new Array<string>(Math.min(500, Math.ceil(forMs / clipMs))).fill(clip) : [];
}
