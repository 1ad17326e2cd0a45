/** Another process opens our application: the lease says whose the calls are. */
import { describe, expect, it } from 'vitest';
import { createRivalJudge } from '../../../src/app/runner/rival.ts';
import { silentLog } from './fakes.ts';

const never = (): Promise<void> => new Promise(() => undefined);

function openJudge(answers: readonly (boolean | Error)[], { isInTime = true, pause = never }: { isInTime?: boolean; pause?: () => Promise<void> } = {}) {
  const left = [...answers];
  const seen = { deposed: 0, takenBack: 0, at: 1_000_000 };
  const judge = createRivalJudge({
    lease: { confirm: async () => {
      const answer = left.shift() ?? new Error('the store is silent');
      if (answer instanceof Error) throw answer;
      return answer;
    } },
    telephony: { takeBack: () => {
      seen.takenBack += 1;
      return isInTime;
    } },
    clock: { now: () => seen.at }, pause, log: silentLog, onDeposed: () => void (seen.deposed += 1),
  });
  return { judge, seen };
}

describe('our application is opened by another process', () => {
  it('that is late, for the calls are ours: it is taken back (misfortune 8)', async () => {
    const { judge, seen } = openJudge([true]);
    await judge();
    expect(seen).toMatchObject({ deposed: 0, takenBack: 1 });
  });

  it('that has the calls: nothing is taken back, the lease tells us', async () => {
    const { judge, seen } = openJudge([false]);
    await judge();
    expect(seen).toMatchObject({ deposed: 0, takenBack: 0 });
  });

  it('while the store cannot say whose the calls are: we end', async () => {
    const { judge, seen } = openJudge([new Error('away')]);
    await judge();
    expect(seen).toMatchObject({ deposed: 1, takenBack: 0 });
  });

  it('and the answer comes too late: we end', async () => {
    const { judge, seen } = openJudge([true], { isInTime: false });
    await judge();
    expect(seen.deposed).toBe(1);
  });

  it('again and again: it knows nothing of our store, so we end; an hour later it is another matter (field note 11)', async () => {
    const { judge, seen } = openJudge([true, true, true]);
    await judge();
    seen.at += 3_600_000;
    await judge();
    expect(seen).toMatchObject({ deposed: 0, takenBack: 2 });
    seen.at += 5_000;
    await judge();
    expect(seen).toMatchObject({ deposed: 1, takenBack: 2 });
  });
});
