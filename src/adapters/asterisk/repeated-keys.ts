/**
 * Asterisk reports a key twice when the pause before it was shorter than about 45 ms (speed dialling): the second report
 * follows 5 to 30 ms after the first and claims a press of 100 ms; on a busy machine it lags more with each key (5, 20, 48, 60 ms
 * seen). The quickest dialler that Asterisk hears rightly presses every 100 ms, so a report of the same key within 80 ms of the
 * last one, by Asterisk's own clock, is the same press.
 */
const sameWithinMs = 80;

export interface RepeatedKeys {
  /** `endedAt`: Asterisk's time of the report in ms; null when it was unreadable, then nothing is held back. */
  isRepeat(channelId: string, digit: string, endedAt: number | null): boolean;
  forget(channelId: string): void;
}

export function createRepeatedKeys(): RepeatedKeys {
  const last = new Map<string, { digit: string; endedAt: number }>();
  return {
    isRepeat(channelId, digit, endedAt) {
      if (endedAt === null) return false;
      const before = last.get(channelId);
      if (before !== undefined && before.digit === digit && Math.abs(endedAt - before.endedAt) < sameWithinMs) {
        // One press is reported twice, never three times: the next one counts again.
        last.delete(channelId);
        return true;
      }
      last.set(channelId, { digit, endedAt });
      return false;
    },
    forget: (channelId) => { last.delete(channelId); },
  };
}
