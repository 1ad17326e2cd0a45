/**
 * One connection that brings Asterisk's events, by whatever means: a websocket of ours, or the package ari-client in a thread.
 * After `closed` or `close()` nothing of it is heard.
 */
export interface LineNews {
  opened(): void;
  /** One event: the text of the message, or what was made of it. */
  event(message: unknown): void;
  pong(): void;
  closed(reason: string): void;
}

export interface Line {
  /** Asks the other side for a sign of life; it comes as `pong`. */
  ping(): void;
  /** Ends it at once, told to nobody. */
  close(): void;
}

export type OpenLine = (news: LineNews) => Line;
