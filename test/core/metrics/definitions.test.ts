import { describe, expect, it } from 'vitest';
import { figureNames } from '../../../src/contract/figures.ts';
import { definitions, figuresOf } from '../../../src/core/metrics/definitions.ts';
import { breaksOfCall, breaksOfSeat } from '../../../src/core/metrics/identities.ts';
import { cutSlices, INTERVAL_MS, seatSlices, signedInMs, type SeatMove } from '../../../src/core/metrics/seat-time.ts';
import { NO_SUMS, type FigureSums } from '../../../src/core/metrics/sums.ts';
import { tallyCall } from '../../../src/core/metrics/tally.ts';
import { arrived, at, connected, ended, hour, lifted, queued, talkEnded } from './facts.ts';

const sums: FigureSums = {
  visits: { 'answered-in-time': 60, 'answered-late': 20, abandoned: 10, 'abandoned-short': 5, 'flowed-out': 4, callback: 1, waiting: 0 },
  presented: 90, answeredWaitMs: 800_000, longestWaitMs: 120_000, talks: 80, talkMs: 8_000_000, holdMs: 800_000, acwMs: 400_000, consults: 5, consultMs: 150_000,
  seats: { signedIn: 30_000_000, notReady: 6_000_000, talking: 8_800_000, acw: 800_000 },
  calls: { talked: 80, 'self-served': 100, 'not-served': 20 }, ratings: { all: 50, satisfied: 45 },
};

describe('formulas', () => {
  it('each by its words: 呼叫量, 接通率, 满意度 and the rest [C-20]', () => {
    expect(figuresOf(sums)).toEqual({
      offered: 100, presented: 90, answered: 80, abandoned: 15, shortAbandoned: 5, flowedOut: 4, callbacks: 1, waiting: 0, serviceLevel: 60 / 90, abandonShare: 10 / 95, asa: 10_000,
      longestWait: 120_000, aht: 115_000, consults: 5, consultTime: 30_000, occupancy: 0.4, callVolume: 200, shareServed: 0.9, satisfaction: 0.9,
    });
    expect([definitions.callVolume.zh, definitions.shareServed.zh, definitions.satisfaction.zh]).toEqual(['呼叫量', '接通率', '满意度']);
  });

  it('nothing to divide by is no zero', () => {
    expect(figuresOf(NO_SUMS)).toMatchObject({ offered: 0, serviceLevel: null, asa: null, aht: null, consults: 0, consultTime: null, occupancy: null, shareServed: null, satisfaction: null });
  });

  it('the contract names the same figures', () => {
    expect([...figureNames].sort()).toEqual(Object.keys(definitions).sort());
  });

  it('offered = answered + abandoned + flowed out + turned into callbacks + waiting', () => {
    const { offered, answered, abandoned, flowedOut, callbacks, waiting } = figuresOf(sums);
    expect(offered).toBe((answered ?? 0) + (abandoned ?? 0) + (flowedOut ?? 0) + (callbacks ?? 0) + (waiting ?? 0));
  });
});

const move = (seq: number, seconds: number, phase: string, reason: string | null = null): SeatMove => ({ seatId: 's-1', seq, at: hour + seconds * 1_000, phase, reason, callId: null });
const day = { from: hour, to: hour + 3_600_000 };

describe('time of a seat', () => {
  const moves = [move(1, -60, 'not-ready', 'signed-in'), move(2, 100, 'ready'), move(3, 1_000, 'talking'), move(4, 1_300, 'acw'), move(5, 1_310, 'ready'), move(6, 2_000, 'signed-out')];

  it('adds up to the time it was signed in, and is cut at the edges of intervals', () => {
    const slices = cutSlices(seatSlices(moves, day));
    expect(slices.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(signedInMs(moves, day));
    expect(signedInMs(moves, day)).toBe(2_000_000);
    for (const { from, to } of slices) expect(Math.floor(from / INTERVAL_MS)).toBe(Math.floor((to - 1) / INTERVAL_MS));
    expect(breaksOfSeat('s-1', moves, day)).toEqual([]);
  });

  it('a move that is missing, and one that goes back in time, are told', () => {
    expect(breaksOfSeat('s-1', [moves[0], moves[2]].filter((one) => one !== undefined), day)).toMatchObject([{ seatId: 's-1', what: '1 moves are missing before number 3' }]);
    expect(breaksOfSeat('s-1', [move(1, 100, 'ready'), move(2, 50, 'talking'), move(3, 200, 'signed-out')], day).map(({ what }) => what)[0]).toBe('move 2 is earlier than the one before it');
  });
});

describe('recordings required = present + missing', () => {
  const talk = tallyCall('c', at([0, arrived], [1, queued()], [2, lifted()], [3, connected('s-1', 'c-r1')], [60, talkEnded()], [60, ended]));
  const evidence = { isLive: false, isLongOver: true };

  it('present or known to be missing: both add up', () => {
    expect(breaksOfCall(talk, { ...evidence, ledger: new Map([['c-r1', 'present']]) })).toEqual([]);
    expect(breaksOfCall(talk, { ...evidence, ledger: new Map([['c-r1', 'missing']]) })).toEqual([]);
  });
  it('never expected, or neither sealed nor missing long after: the call is named', () => {
    expect(breaksOfCall(talk, { ...evidence, ledger: new Map() })).toMatchObject([{ identity: 'recordings-add-up', callId: 'c', what: 'recording c-r1 is required and was never expected' }]);
    expect(breaksOfCall(talk, { ...evidence, ledger: new Map([['c-r1', 'due']]) })).toMatchObject([{ identity: 'recordings-add-up', callId: 'c' }]);
    expect(breaksOfCall(talk, { ...evidence, isLongOver: false, ledger: new Map([['c-r1', 'due']]) })).toEqual([]);
  });
  it('a call without an end that is not alive is named', () => {
    const open = tallyCall('c', at([0, arrived], [1, queued()]));
    expect(breaksOfCall(open, { ledger: new Map(), isLive: false, isLongOver: false })).toMatchObject([{ identity: 'calls-add-up', callId: 'c', what: 'has no end, and is not alive' }]);
    expect(breaksOfCall(open, { ledger: new Map(), isLive: true, isLongOver: false })).toEqual([]);
  });
});
