/** Channels of the virtual exchange and what is heard on them. */
import type { TelephonyEvent } from '../../../src/app/ports.ts';

export interface HeardClip {
  readonly clip: string;
  readonly at: number;
}

export interface Channel {
  readonly channelId: string;
  readonly kind: 'caller' | 'seat' | 'client';
  /** Number of the caller or client, extension of the seat. */
  readonly address: string;
  readonly to: string;
  readonly bornAt: number;
  isUp: boolean;
  isRinging: boolean;
  /** app: our server commands it. dialplan: hold music there, the app is asked again and again. */
  place: 'app' | 'dialplan' | 'hunt group';
  bridgeId: string | null;
  isMuted: boolean;
  /** A page's leg that nobody is behind any more: it stays up until somebody hangs it up. */
  isDead: boolean;
  /** The page answers by itself: its talk goes on. */
  answersItself: boolean;
  readonly heard: HeardClip[];
  readonly plays: Play[];
  /** Since when nothing is heard on a leg that is up; null: something is. */
  silentSince: number | null;
  /** A question is open: silence is ours to listen to. */
  isAsked: boolean;
}

export interface Play {
  readonly playbackId: string;
  readonly clips: readonly string[];
  /** Which clip is heard now. */
  at: number;
  timer: NodeJS.Timeout | undefined;
}

export type Tell = (event: TelephonyEvent) => void;

export interface Sound {
  play(channel: Channel, playbackId: string, clips: readonly string[]): void;
  /** false: no such playback. */
  stop(playbackId: string): boolean;
  stopAll(channel: Channel): void;
  isPlaying(playbackId: string): boolean;
}

/** Shorter than this nobody hears anything. */
export const AUDIBLE_MS = 100;
const isOver = (play: Play): boolean => play.at >= play.clips.length;

/** Plays clips one after the other; a second playback on the same channel waits for the first, as at Asterisk. */
export function createSound(deps: { now: () => number; durationMs: (clip: string) => number; tell: Tell; channels: () => Iterable<Channel> }): Sound {
  /** What is stopped in the moment it begins reaches no ear. */
  const unhear = (channel: Channel): void => {
    if ((channel.heard.at(-1)?.at ?? 0) > deps.now() - AUDIBLE_MS) channel.heard.pop();
  };
  const end = (channel: Channel, play: Play): void => {
    clearTimeout(play.timer);
    if (channel.plays[0] === play && !isOver(play)) unhear(channel);
    const wasFirst = channel.plays[0] === play;
    channel.plays.splice(channel.plays.indexOf(play), 1);
    deps.tell({ kind: 'playback-ended', at: deps.now(), playbackId: play.playbackId, outcome: 'done' });
    const next = channel.plays[0];
    if (wasFirst && next !== undefined) step(channel, next, 0);
  };
  const step = (channel: Channel, play: Play, index: number): void => {
    const clip = play.clips[index];
    play.at = index;
    if (clip === undefined) return end(channel, play);
    channel.heard.push({ clip, at: deps.now() });
    play.timer = setTimeout(() => step(channel, play, index + 1), deps.durationMs(clip));
  };
  const find = (playbackId: string): [Channel, Play] | null => {
    for (const channel of deps.channels()) for (const play of channel.plays) if (play.playbackId === playbackId) return [channel, play];
    return null;
  };
  return {
    play: (channel, playbackId, clips) => {
      const play: Play = { playbackId, clips, at: 0, timer: undefined };
      channel.plays.push(play);
      if (channel.plays.length === 1) step(channel, play, 0);
    },
    stop: (playbackId) => {
      const found = find(playbackId);
      if (found !== null) end(...found);
      return found !== null;
    },
    stopAll: (channel) => {
      for (const play of [...channel.plays].reverse()) end(channel, play);
    },
    isPlaying: (playbackId) => find(playbackId) !== null,
  };
}
