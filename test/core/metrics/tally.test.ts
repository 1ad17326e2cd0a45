import { describe, expect, it } from 'vitest';
import { tallyCall } from '../../../src/core/metrics/tally.ts';
import { classOf, type Thresholds } from '../../../src/core/metrics/thresholds.ts';
import { abandoned, arrived, at, connected, ended, hour, lifted, offered, queued, talkEnded, type Told } from './facts.ts';

const tally = (...facts: readonly Told[]) => tallyCall('c', at(...facts));
const outcomes = (...facts: readonly Told[]) => tally(...facts).visits.map(({ queue, outcome, enteredAt, endedAt }) => [queue, outcome, ((endedAt ?? 0) - enteredAt) / 1_000]);

describe('what becomes of a wait', () => {
  it('answered: from entering the queue until both hear each other, whoever missed it before (field note 61)', () => {
    const one = tally([0, arrived], [5, queued()], [6, offered()], [21, { kind: 'ring-missed', seatId: 's-1' }], [22, offered('s-2')], [25, lifted('s-2')], [28, connected('s-2')], [60, talkEnded('s-2')], [60, ended]);
    expect(one.visits).toEqual([{ callId: 'c', n: 0, queue: 'general', enteredAt: hour + 5_000, endedAt: hour + 28_000, outcome: 'answered', presented: 2, seatId: 's-2' }]);
    expect(one.breaks).toEqual([]);
  });

  it('a phone that was lifted and no more is not answered: who leaves then has abandoned (field note 61)', () => {
    expect(outcomes([0, arrived], [5, queued()], [6, offered()], [8, lifted()], [10, talkEnded()], [10, ended])).toEqual([['general', 'abandoned', 5]]);
  });

  it('a phone that failed after it was lifted is no second entry: one call, one wait', () => {
    expect(outcomes([0, arrived], [5, queued()], [8, lifted()], [9, talkEnded('s-1', 'seat')], [9, queued()], [15, lifted('s-2')], [20, connected('s-2')], [30, talkEnded('s-2')], [30, ended]))
      .toEqual([['general', 'answered', 15]]);
  });

  it('who was talked with is never shown as abandoned, whoever hung up first (field note 58)', () => {
    for (const by of ['client', 'seat'] as const)
      expect(outcomes([0, arrived], [1, queued()], [2, lifted()], [3, connected()], [60, talkEnded('s-1', by)], [60, ended])).toEqual([['general', 'answered', 2]]);
  });

  it('another queue, or the longest wait: flowed out', () => {
    expect(outcomes([0, arrived], [1, queued()], [61, queued('advice')], [70, abandoned('advice')], [70, ended])).toEqual([['general', 'flowed-out', 60], ['advice', 'abandoned', 9]]);
    expect(outcomes([0, arrived], [1, queued()], [601, ended])).toEqual([['general', 'flowed-out', 600]]);
  });

  it('a call that goes on waits', () => {
    expect(tally([0, arrived], [1, queued()])).toMatchObject({ endedAt: null, visits: [{ outcome: 'waiting', endedAt: null }] });
  });
});

describe('talks', () => {
  it('talk time stays with each agent who talked, whatever came after (field note 58)', () => {
    const { talks } = tally(
      [0, arrived], [1, queued()], [2, lifted()], [3, connected()], [10, { kind: 'held', seatId: 's-1' }], [30, { kind: 'retrieved', seatId: 's-1', heldMs: 20_000 }], [63, talkEnded('s-1', 'seat')],
      [63, queued()], [70, lifted('s-2')], [73, connected('s-2', 'c-r2')], [80, { kind: 'held', seatId: 's-2' }], [90, talkEnded('s-2')], [90, ended]);
    expect(talks.map(({ seatId, startedAt, endedAt, heldMs }) => [seatId, ((endedAt ?? 0) - startedAt) / 1_000, heldMs / 1_000])).toEqual([['s-1', 60, 20], ['s-2', 17, 10]]);
  });

  it('served: by a person, by the menus, or not', () => {
    const found = { kind: 'looked-up', operation: 'quote', result: 'found', reason: null } as const;
    expect(tally([0, arrived], [9, found], [20, ended]).served).toBe('self-served');
    expect(tally([0, arrived], [9, { ...found, result: 'not-found' }], [20, ended]).served).toBe('not-served');
    expect(tally([0, arrived], [9, found], [20, queued()], [30, abandoned()], [30, ended]).served).toBe('not-served');
    expect(tally([0, arrived], [9, queued()], [10, lifted()], [11, connected()], [30, talkEnded()], [30, ended]).served).toBe('talked');
  });
});

describe('facts that cannot all be true', () => {
  it.each([
    ['abandoned, and was not waiting', [[0, arrived], [9, abandoned()], [9, ended]]],
    ['connected, and was never queued', [[0, arrived], [9, connected()], [12, talkEnded()], [12, ended]]],
    ['connected, and had abandoned', [[0, arrived], [1, queued()], [5, abandoned()], [9, connected()], [12, talkEnded()], [12, ended]]],
    ['ended, and a talk of it did not', [[0, arrived], [1, queued()], [9, connected()], [12, ended]]],
    ['a talk ended that had not begun', [[0, arrived], [1, queued()], [9, talkEnded()], [9, abandoned()], [12, ended]]],
    ['connected twice to one seat', [[0, arrived], [1, queued()], [9, connected()], [10, connected()], [11, talkEnded()], [12, talkEnded()], [12, ended]]],
    ['ended twice', [[0, arrived], [12, ended], [13, ended]]],
    ['never arrived', [[12, ended]]],
  ] as const)('%s', (words, facts) => {
    expect(tally(...facts).breaks).toContain(words);
  });
});

describe('thresholds', () => {
  const thresholds: Thresholds[] = [
    { queue: 'general', effectiveFrom: 0, answerWithinMs: 20_000, shortAbandonMs: 5_000 },
    { queue: 'general', effectiveFrom: hour + 60_000, answerWithinMs: 10_000, shortAbandonMs: 0 },
  ];
  const waited = (from: number, wait: number, outcome: 'answered' | 'abandoned') =>
    classOf({ callId: 'c', n: 0, queue: 'general', enteredAt: hour + from, endedAt: hour + from + wait, outcome, presented: 1, seatId: null }, thresholds);

  it('count by what held when the call entered; a change does not rewrite what came before', () => {
    expect([waited(59_999, 20_000, 'answered'), waited(60_000, 20_000, 'answered'), waited(60_000, 10_000, 'answered'), waited(0, 20_001, 'answered')])
      .toEqual(['answered-in-time', 'answered-late', 'answered-in-time', 'answered-late']);
    expect([waited(0, 5_000, 'abandoned'), waited(0, 5_001, 'abandoned'), waited(60_000, 1, 'abandoned')]).toEqual(['abandoned-short', 'abandoned', 'abandoned']);
  });
});
