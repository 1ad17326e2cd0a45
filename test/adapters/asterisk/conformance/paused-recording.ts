/** A recording that pauses while a secret is keyed: silence in both directions, and what comes after stands at its own time. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { nowMs } from '../../../../src/lab/sip/pacer.ts';
import { tone } from '../../../../src/lab/sip/voice.ts';
import { readRecording } from '../support/real-world.ts';
import type { TalkControlSuite } from './talk-control.ts';
import { done } from './use-world.ts';

const EDGE_MS = 200;

export function describePausedRecording({ driver, real, earCall }: TalkControlSuite): void {
  const levelOf = (samples: Int16Array, fromMs: number, toMs: number): number => {
    const part = samples.subarray(Math.max(0, Math.round(fromMs * 8)), Math.round(toMs * 8));
    return part.reduce((sum, sample) => sum + Math.abs(sample), 0) / Math.max(1, part.length);
  };
  const forFrames = (frames: () => number, count: number) => {
    const before = frames();
    return expect.poll(frames, { timeout: 10_000 }).toBeGreaterThan(before + count);
  };

  it('pauses and goes on: silence in both directions meanwhile, and the time is kept [M-07]', async () => {
    const { telephony, mint } = driver();
    const [a, b] = [await earCall(), await earCall()];
    a.party.say(tone(700));
    b.party.say(tone(1_300));
    const bridgeId = mint('bridge');
    await telephony.createBridge(bridgeId);
    await telephony.addToBridge(bridgeId, [a.channelId, b.channelId]);
    expect(await telephony.pauseRecording(a.channelId, true)).toMatchObject({ kind: 'not-possible' });
    const startedAt = nowMs();
    expect(await telephony.startRecording({ channelId: a.channelId, path: '/hotline/recordings/r-paused' })).toEqual(done);
    await forFrames(() => a.party.frames().length, 75);
    const marks: number[] = [];
    for (const isPaused of [true, true, false, false]) {
      expect(await telephony.pauseRecording(a.channelId, isPaused)).toEqual(done);
      marks.push(nowMs() - startedAt);
      await forFrames(() => a.party.frames().length, 60);
    }
    expect(await telephony.stopRecording(a.channelId)).toEqual(done);
    const lengthMs = nowMs() - startedAt;
    const { left, right } = readRecording(path.join(real().environment.settings.recordingsDir, 'r-paused.raw'));
    const [pausedMs = 0, , resumedMs = 0] = marks;
    for (const side of [left, right]) {
      expect(levelOf(side, EDGE_MS, pausedMs - EDGE_MS)).toBeGreaterThan(500);
      expect(levelOf(side, pausedMs + EDGE_MS, resumedMs - EDGE_MS)).toBe(0);
      expect(levelOf(side, resumedMs + EDGE_MS, lengthMs - EDGE_MS)).toBeGreaterThan(500);
      expect(Math.abs(side.length / 8 - lengthMs)).toBeLessThan(400);
    }
    await telephony.hangUp(a.channelId, 'normal');
    await expect.poll(() => telephony.pauseRecording(a.channelId, true)).toEqual({ kind: 'gone' });
    await telephony.destroyBridge(bridgeId);
  });
}
