/** A hotline with a stage, for all tests of a file: there before the first, gone after the last. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Hotline, openHotline } from './hotline.ts';
import { hurryQueues } from './queue-pace.ts';
import { openStage, type Stage } from './stage.ts';

export interface StageOptions {
  readonly pace: { ringMs: number; acwMs: number };
  /** Whether everybody goes home after each test, or stays for the next one. */
  readonly cleared: 'after each' | 'at the end';
  give(there: { hotline: Hotline; stage: Stage }): void;
}

export function useStage({ pace, cleared, give }: StageOptions): void {
  let hotline: Hotline | undefined;
  let stage: Stage | undefined;
  let restoreQueues: (() => Promise<void>) | undefined;
  const clear = async (): Promise<void> => {
    await stage?.clear();
    await hotline?.nothingLeft();
  };
  beforeAll(async () => {
    hotline = await openHotline();
    stage = openStage(hotline);
    give({ hotline, stage });
    restoreQueues = await hurryQueues(hotline, pace);
  });
  if (cleared === 'after each') afterEach(clear);
  afterAll(async () => {
    if (cleared === 'at the end') await clear();
    await restoreQueues?.();
    await hotline?.close();
  });
}
