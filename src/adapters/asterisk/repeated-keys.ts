/**
 * Asterisk lets 45 ms pass between two keys. Of one that begins sooner it misses the beginning, and plays it anew when it has ended;
 * one that ends while the key before is still played is reported, put aside, and reported again when its turn comes (100 ms keys with 40 ms
 * pauses: the reports of each key lag 5 ms more). So which keys come twice, and when, follows from the keys before:
 *
 *   ends in time, heard from its beginning --> once; free 45 ms later
 *   ends in time, its beginning missed     --> once; free when it has been played, and 45 ms later
 *   ends before it is free                 --> twice: the second report when it is free, however late that is by then
 *
 * What is foretold is swallowed once, within 100 ms of its time, for a busy machine is late. And a report of the same key within 80 ms
 * of the last one is the same press in any case: no finger presses one key twice in less than 120 ms.
 */
const gapMs = 45;
const shortestKeyMs = 80;
const lateMs = 100;
const earlyMs = 10;
const sameWithinMs = 80;

/** `endedAt`: Asterisk's time of the report in ms; null when it was unreadable, then nothing is held back. */
export interface ReportedKey {
  readonly digit: string;
  readonly endedAt: number | null;
  readonly pressMs: number;
}

export interface RepeatedKeys {
  isRepeat(channelId: string, key: ReportedKey): boolean;
  forget(channelId: string): void;
}

interface Line {
  /** From when on a key that begins is heard. */
  freeAt: number;
  /** Put aside by Asterisk: to be reported once more. */
  aside: { readonly digit: string; readonly dueAt: number }[];
  /** The last report that counted, and was not reported again since. */
  last: { readonly digit: string; readonly endedAt: number } | null;
}

const playedMs = (pressMs: number): number => Math.max(pressMs, shortestKeyMs) + gapMs;

/** Is it the second report of the key that is due next? Later ones wait as much longer as this one came late. */
function isForetold(line: Line, digit: string, endedAt: number): boolean {
  while (line.aside[0] !== undefined && endedAt > line.aside[0].dueAt + lateMs) line.aside.shift();
  const [next] = line.aside;
  if (next === undefined || next.digit !== digit || endedAt < next.dueAt - earlyMs) return false;
  const byMs = Math.max(0, endedAt - next.dueAt);
  line.aside = line.aside.slice(1).map((one) => ({ ...one, dueAt: one.dueAt + byMs }));
  line.freeAt += byMs;
  return true;
}

/** Counts a press, and foretells what becomes of it. */
function count(line: Line, digit: string, { endedAt, pressMs }: { endedAt: number; pressMs: number }): void {
  line.last = { digit, endedAt };
  if (endedAt >= line.freeAt && line.aside.length === 0) {
    const isHeardWhole = endedAt - pressMs >= line.freeAt;
    line.freeAt = endedAt + (isHeardWhole ? playedMs(pressMs) - pressMs : playedMs(pressMs));
    return;
  }
  const dueAt = Math.max(line.freeAt, endedAt);
  line.aside.push({ digit, dueAt });
  line.freeAt = dueAt + playedMs(pressMs);
}

export function createRepeatedKeys(): RepeatedKeys {
  const lines = new Map<string, Line>();
  const lineOf = (channelId: string): Line => {
    const line = lines.get(channelId) ?? { freeAt: 0, aside: [], last: null };
    lines.set(channelId, line);
    return line;
  };
  return {
    isRepeat(channelId, { digit, endedAt, pressMs }) {
      if (endedAt === null) return false;
      const line = lineOf(channelId);
      const isSamePress = line.last?.digit === digit && Math.abs(endedAt - line.last.endedAt) < sameWithinMs;
      if (isForetold(line, digit, endedAt) || isSamePress) {
        // One press is reported twice, never three times: the next one counts again.
        line.last = null;
        return true;
      }
      count(line, digit, { endedAt, pressMs });
      return false;
    },
    forget: (channelId) => { lines.delete(channelId); },
  };
}
