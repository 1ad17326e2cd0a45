/** What the commands of both drivers share: the HTTP client, the lanes, and the books of what is under way. */
import type { Log } from '../../app/log.ts';
import type { CommandOutcome } from '../../app/ports.ts';
import type { Language } from '../../core/speech/clip.ts';
import type { AriHttp } from './ari-http.ts';
import type { Lanes } from './lanes.ts';
import type { LegBook } from './leg-book.ts';
import type { PlaybackBook } from './playback-book.ts';

export interface Catalogue {
  /** Path of a clip as Asterisk sees it, without ending; null: no such clip in that language. */
  pathOf(clipId: string, language: Language): string | null;
}

export interface Wire {
  readonly app: string;
  readonly node: string;
  readonly trunkEndpoint: string;
  readonly hotlineNumber: string;
  readonly catalogue: Catalogue;
  readonly http: AriHttp;
  readonly lanes: Lanes;
  readonly legs: LegBook;
  readonly playbacks: PlaybackBook;
  /** Channels that this process has dialled: a second dial would end the leg. */
  readonly dialled: Set<string>;
  /** File that a channel was last asked to be recorded into. */
  readonly recorded: Map<string, string>;
  /** Subscriptions to channels' ends, made on this connection. */
  readonly watched: Map<string, Promise<CommandOutcome>>;
  readonly log: Log;
  isUp(): boolean;
}

/**
 * For requests that Asterisk answers only when the channel's clip is over. The clip is stopped before; what is left is the
 * moment until its job lets go of the channel.
 */
export const waitingRequestMs = 4_000;

/** Ends the channel's playbacks. Not in the channel's lane: it is what frees a request that waits there. */
export async function stopPlaysOn(wire: Wire, channelId: string): Promise<void> {
  await Promise.all(wire.playbacks.sentOn(channelId).map(async (playbackId) => {
    const answer = await wire.http.call('DELETE /playbacks/{playbackId}', { path: { playbackId } });
    if (answer.kind === 'reply' && answer.status === 404) wire.playbacks.remove(playbackId);
  }));
}
