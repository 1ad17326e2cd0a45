/** Work looked for again and again: one look at a time, and one that fails is told and left to the next. */
import type { Log } from './log.ts';

export interface Rounds<T> {
  /** One round now, or the one under way; never rejects. */
  round(): Promise<T>;
  start(): void;
  stop(): void;
}

export interface RoundsOptions<T> {
  readonly look: () => Promise<T>;
  /** What a round that failed comes to. */
  readonly failed: T;
  /** What the log says of it. */
  readonly fault: string;
  readonly everyMs: number;
  /** false: the first round is `everyMs` after the start. */
  readonly isAtOnce?: boolean;
  readonly log: Log;
}

export function createRounds<T>({ look, failed, fault, everyMs, isAtOnce = true, log }: RoundsOptions<T>): Rounds<T> {
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<T> | undefined;
  const round = (): Promise<T> =>
    (underWay ??= look()
      .catch((error: unknown) => {
        log.warn({ err: error }, fault);
        return failed;
      })
      .finally(() => {
        underWay = undefined;
      }));
  return {
    round,
    start: () => {
      timer = setInterval(() => void round(), everyMs);
      if (isAtOnce) void round();
    },
    stop: () => clearInterval(timer),
  };
}
