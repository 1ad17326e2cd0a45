import { describe, expect, it } from 'vitest';
import { createRepeatedKeys } from '../../../src/adapters/asterisk/repeated-keys.ts';

describe('keys that Asterisk reports twice', () => {
  it('counts a report of the same key within 50 ms as the same press, as seen at 100 ms keys and 40 ms pauses', () => {
    const keys = createRepeatedKeys();
    // Reports of "2233" as Asterisk 22 gave them: end times in ms.
    const reports: [string, number][] = [['2', 280], ['2', 286], ['2', 421], ['2', 431], ['3', 561], ['3', 576], ['3', 702], ['3', 722]];
    expect(reports.filter(([digit, at]) => !keys.isRepeat('c', digit, at)).map(([digit]) => digit).join('')).toBe('2233');
  });

  it('lets quick presses of the same key through', () => {
    const keys = createRepeatedKeys();
    expect([0, 145, 290].map((at) => keys.isRepeat('c', '1', at))).toEqual([false, false, false]);
  });

  it('holds nothing back of other keys, other channels, or when the time is unreadable', () => {
    const keys = createRepeatedKeys();
    keys.isRepeat('c', '1', 0);
    expect(keys.isRepeat('c', '2', 10)).toBe(false);
    expect(keys.isRepeat('d', '2', 15)).toBe(false);
    expect(keys.isRepeat('c', '2', null)).toBe(false);
  });
});
