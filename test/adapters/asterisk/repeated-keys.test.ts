import { describe, expect, it } from 'vitest';
import { createRepeatedKeys } from '../../../src/adapters/asterisk/repeated-keys.ts';

describe('keys that Asterisk reports twice', () => {
  it('counts a report of the same key within 80 ms as the same press, as seen at 100 ms keys and 40 ms pauses', () => {
    const keys = createRepeatedKeys();
    // Reports of "2233" as Asterisk 22 gave them: end times in ms.
    const reports: [string, number][] = [['2', 280], ['2', 286], ['2', 421], ['2', 431], ['3', 561], ['3', 576], ['3', 702], ['3', 722]];
    expect(reports.filter(([digit, at]) => !keys.isRepeat('c', digit, at)).map(([digit]) => digit).join('')).toBe('2233');
  });

  it('counts them as one press as well where a busy machine makes the second report lag', () => {
    const keys = createRepeatedKeys();
    const reports: [string, number][] = [['2', 370], ['2', 391], ['3', 511], ['3', 559], ['3', 655], ['3', 715]];
    expect(reports.filter(([digit, at]) => !keys.isRepeat('c', digit, at)).map(([digit]) => digit).join('')).toBe('233');
  });

  it('lets quick presses of the same key through', () => {
    const keys = createRepeatedKeys();
    expect([0, 100, 200, 345].map((at) => keys.isRepeat('c', '1', at))).toEqual([false, false, false, false]);
  });

  it('holds nothing back of other keys, other channels, or when the time is unreadable', () => {
    const keys = createRepeatedKeys();
    keys.isRepeat('c', '1', 0);
    expect(keys.isRepeat('c', '2', 10)).toBe(false);
    expect(keys.isRepeat('d', '2', 15)).toBe(false);
    expect(keys.isRepeat('c', '2', null)).toBe(false);
  });
});
