import { expect, test } from 'vitest';
import { firstHeartbeatLimitMs, isFrozen, restartDelayMs } from '../../src/lab/restart-policy.ts';

test('the first restart waits for nothing, later ones five seconds at most', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 100].map(restartDelayMs)).toEqual([0, 100, 300, 1_000, 2_000, 5_000, 5_000, 5_000]);
});

test('a heartbeat three seconds old is the limit', () => {
  expect(isFrozen({ lastBeatAtMs: 10_000, startedAtMs: 0, nowMs: 13_000 })).toBe(false);
  expect(isFrozen({ lastBeatAtMs: 10_000, startedAtMs: 0, nowMs: 13_001 })).toBe(true);
});

test('a process that has not beaten yet has longer: it is still starting', () => {
  expect(isFrozen({ lastBeatAtMs: undefined, startedAtMs: 0, nowMs: 3_001 })).toBe(false);
  expect(isFrozen({ lastBeatAtMs: undefined, startedAtMs: 0, nowMs: firstHeartbeatLimitMs + 1 })).toBe(true);
});
