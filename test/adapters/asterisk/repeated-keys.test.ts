import { describe, expect, it } from 'vitest';
import { createRepeatedKeys } from '../../../src/adapters/asterisk/repeated-keys.ts';

type Report = [digit: string, endedAt: number];

/** The digits that count. */
function counted(reports: readonly Report[], pressMs = 100): string {
  const keys = createRepeatedKeys();
  return reports.filter(([digit, endedAt]) => !keys.isRepeat('c', { digit, endedAt, pressMs })).map(([digit]) => digit).join('');
}

/**
 * Asterisk's own rule, played: what it reports of these keys when each is down for `pressMs`, up for `pauseMs`, and each turn of its own
 * comes `lagMs` late.
 */
function reportsOf(digits: string, { pressMs, pauseMs, lagMs }: { pressMs: number; pauseMs: number; lagMs: number }): Report[] {
  const reports: Report[] = [];
  const aside: string[] = [];
  let endsAt = 0;
  let freeAt = 0;
  const takeAside = (until: number): void => {
    while (aside.length > 0 && freeAt + lagMs <= until) {
      reports.push([aside.shift() ?? '', freeAt + lagMs]);
      freeAt += lagMs + Math.max(pressMs, 80) + 45;
    }
  };
  for (const digit of digits) {
    const beganAt = endsAt + pauseMs;
    endsAt = beganAt + pressMs;
    takeAside(endsAt);
    reports.push([digit, endsAt]);
    if (aside.length > 0 || endsAt < freeAt) aside.push(digit);
    else freeAt = endsAt + (beganAt >= freeAt ? Math.max(0, 80 - pressMs) : Math.max(pressMs, 80)) + 45;
  }
  takeAside(Infinity);
  return reports;
}

describe('keys that Asterisk reports twice', () => {
  it('counts a report of the same key within 80 ms as the same press, as seen at 100 ms keys and 40 ms pauses', () => {
    // Reports of "2233" as Asterisk 22 gave them: end times in ms.
    expect(counted([['2', 280], ['2', 286], ['2', 421], ['2', 431], ['3', 561], ['3', 576], ['3', 702], ['3', 722]])).toBe('2233');
  });

  it('counts them as one press as well where a busy machine makes the second report lag', () => {
    expect(counted([['2', 370], ['2', 391], ['3', 511], ['3', 559], ['3', 655], ['3', 715]])).toBe('233');
  });

  it.each([0, 10, 25])('however late the second report is after many quick keys, on a machine that is %i ms late each time', (lagMs) => {
    const digits = '11600519600519##1122334455667788990011';
    for (const pressMs of [60, 80, 100]) {
      for (const pauseMs of [20, 30, 40, 60]) {
        const reports = reportsOf(digits, { pressMs, pauseMs, lagMs });
        if (pauseMs === 20 && pressMs === 100) expect(reports.length).toBeGreaterThan(digits.length);
        expect(counted(reports, pressMs), `${pressMs} ms keys, ${pauseMs} ms pauses`).toBe(digits);
      }
    }
  });

  it('lets quick presses of the same key through, also right after keys that came twice', () => {
    expect(counted([['1', 1_000], ['1', 1_100], ['1', 1_200], ['1', 1_345]], 60)).toBe('1111');
    // Asterisk still plays what came last: these come twice as well.
    const quick = reportsOf('600519', { pressMs: 100, pauseMs: 40, lagMs: 0 });
    const over = quick.at(-1)?.[1] ?? 0;
    expect(counted([...quick, ['9', over + 120], ['9', over + 145], ['9', over + 240], ['9', over + 290]])).toBe('60051999');
    // A second later it plays nothing any more.
    expect(counted([...quick, ['9', over + 1_000], ['9', over + 1_120]])).toBe('60051999');
  });

  it('holds nothing back of other keys, other channels, or when the time is unreadable', () => {
    const keys = createRepeatedKeys();
    const report = (channelId: string, digit: string, endedAt: number | null) => keys.isRepeat(channelId, { digit, endedAt, pressMs: 100 });
    report('c', '1', 0);
    expect(report('c', '2', 10)).toBe(false);
    expect(report('d', '2', 15)).toBe(false);
    expect(report('c', '2', null)).toBe(false);
  });
});
