/**
 * Which playbacks are under way on which channel: some commands wait in Asterisk until the channel's clip is over, so
 * whoever sends one stops the playbacks first (asterisk-facts.md, section 0).
 */
type Stage = 'queued' | 'sent' | 'live';

export interface PlaybackBook {
  has(playbackId: string): boolean;
  stageOf(playbackId: string): Stage | null;
  channelOf(playbackId: string): string | null;
  /** Known before it is sent: its end may be told before the reply comes. */
  add(playbackId: string, channelId: string, stage: Stage): void;
  advance(playbackId: string, stage: Stage): void;
  remove(playbackId: string): void;
  /** Those that Asterisk has or may have. */
  sentOn(channelId: string): readonly string[];
  forget(channelId: string): void;
  size(): number;
}

export function createPlaybackBook(): PlaybackBook {
  const playbacks = new Map<string, { channelId: string; stage: Stage }>();
  const byChannel = new Map<string, Set<string>>();

  const remove = (playbackId: string): void => {
    const playback = playbacks.get(playbackId);
    if (playback === undefined) return;
    playbacks.delete(playbackId);
    const others = byChannel.get(playback.channelId);
    others?.delete(playbackId);
    if (others?.size === 0) byChannel.delete(playback.channelId);
  };
  return {
    has: (playbackId) => playbacks.has(playbackId),
    stageOf: (playbackId) => playbacks.get(playbackId)?.stage ?? null,
    channelOf: (playbackId) => playbacks.get(playbackId)?.channelId ?? null,
    add(playbackId, channelId, stage) {
      playbacks.set(playbackId, { channelId, stage });
      const others = byChannel.get(channelId) ?? new Set();
      byChannel.set(channelId, others.add(playbackId));
    },
    advance(playbackId, stage) {
      const playback = playbacks.get(playbackId);
      if (playback !== undefined) playback.stage = stage;
    },
    remove,
    sentOn: (channelId) => [...(byChannel.get(channelId) ?? [])].filter((playbackId) => playbacks.get(playbackId)?.stage !== 'queued'),
    forget(channelId) {
      for (const playbackId of byChannel.get(channelId) ?? []) remove(playbackId);
    },
    size: () => playbacks.size,
  };
}
