import { describe, expect, test } from 'vitest';
import { sealReadiness, type RecordingMoment } from '../../../src/core/recording/readiness.ts';
import { judgeRecording } from '../../../src/core/recording/verdict.ts';

const talk = { startedAt: 1_000_000, endedAt: 1_060_000 };
const file = (seconds: number, writtenAt = talk.endedAt) => ({ bytes: Math.round(seconds * 32_000), writtenAt });

describe('is the recording as long as the talk?', () => {
  test.each<[string, ReturnType<typeof file> | null, object]>([
    ['as long', file(60), { kind: 'ok', frames: 480_000, expectedMs: 60_000 }],
    ['a little shorter: it starts a moment after it was ordered', file(59.2), { kind: 'ok' }],
    ['longer', file(61), { kind: 'ok' }],
    ['what a crash of Asterisk loses at most is seen', file(58.9, talk.startedAt + 58_900), { kind: 'short', missingMs: 1_100, where: 'end' }],
    ['it stopped in the middle', file(30, talk.startedAt + 30_000), { kind: 'short', missingMs: 30_000, where: 'end' }],
    ['time is missing within: nobody sent sound', file(55), { kind: 'short', missingMs: 5_000, where: 'within' }],
    ['both', file(40, talk.endedAt - 10_000), { kind: 'short', missingMs: 20_000, where: 'both' }],
    ['empty', file(0), { kind: 'missing', expectedMs: 60_000 }],
    ['less than one frame', { bytes: 3, writtenAt: 0 }, { kind: 'missing' }],
    ['not there', null, { kind: 'missing', expectedMs: 60_000 }],
  ])('%s', (_what, found, expected) => {
    expect(judgeRecording(talk, found)).toMatchObject(expected);
  });

  test('a talk whose end is not known is judged by nothing but being there', () => {
    expect(judgeRecording({ startedAt: 5, endedAt: null }, file(1))).toEqual({ kind: 'ok', frames: 8_000, expectedMs: null });
    expect(judgeRecording({ startedAt: 5, endedAt: null }, null)).toEqual({ kind: 'missing', expectedMs: null });
  });

  test('whatever the sizes, nothing that is missing for more than a second is called ok', () => {
    for (let seconds = 0; seconds < 70; seconds += 0.25) {
      const verdict = judgeRecording(talk, file(seconds));
      if (verdict.kind === 'ok') expect(60 - seconds).toBeLessThanOrEqual(1);
      if (verdict.kind === 'short') expect(verdict.missingMs).toBe(Math.round((60 - seconds) * 1_000));
      if (verdict.kind === 'missing') expect(seconds).toBe(0);
    }
  });
});

describe('may it be sealed now?', () => {
  const moment = (change: Partial<RecordingMoment>): RecordingMoment => ({ at: 1_060_500, state: 'expected', isCallOver: true, talkEndedAt: 1_060_000, writtenAt: 1_060_000, ...change });
  test.each<[string, Partial<RecordingMoment>, string]>([
    ['the call is over: the file is closed', {}, 'seal'],
    ['sealed before', { state: 'sealed' }, 'done'],
    ['the talk goes on', { isCallOver: false, talkEndedAt: null }, 'wait'],
    ['the talk is over, the call is not, the file was just written to', { isCallOver: false }, 'wait'],
    ['the same, quiet for long', { isCallOver: false, at: 1_070_000 }, 'seal'],
    ['quiet for 3 s says nothing', { isCallOver: false, at: 1_063_100 }, 'wait'],
    ['no file just after the end', { writtenAt: null }, 'wait'],
    ['no file long after the end', { writtenAt: null, at: 1_075_000 }, 'seal'],
    ['missing, and nothing turned up', { state: 'missing', writtenAt: null }, 'done'],
    ['missing, and a file turned up', { state: 'missing' }, 'seal'],
    ['the call is over, the channel lives on and the file grows', { at: 1_090_000, writtenAt: 1_089_000 }, 'wait'],
    ['the same, quiet now', { at: 1_096_000, writtenAt: 1_089_000 }, 'seal'],
    ['nobody knows when the talk ended, but the call is over', { talkEndedAt: null }, 'seal'],
  ])('%s', (_what, change, kind) => {
    expect(sealReadiness(moment(change)).kind).toBe(kind);
  });
});
