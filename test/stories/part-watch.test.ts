import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPartWatch } from '../../src/app/part-watch.ts';
import { keepLog } from '../support/log.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watchOf(question: () => Promise<string>) {
  const log = keepLog();
  return { log, watch: createPartWatch({ part: 'PostgreSQL', question, isSilence: (error) => error instanceof Error && error.message === 'silence', log }) };
}

describe('a part that is needed', () => {
  it('that takes the question and says nothing is frozen, and whoever asks is not kept waiting', async () => {
    let answer: (text: string) => void = () => undefined;
    const { watch, log } = watchOf(() => new Promise((resolve) => (answer = resolve)));
    const asked = watch.ask();
    await vi.advanceTimersByTimeAsync(1_500);
    expect([await asked, watch.condition()]).toEqual([null, 'frozen']);
    answer('here');
    await vi.advanceTimersByTimeAsync(0);
    expect(watch.condition()).toBe('there');
    expect(log.lines.map(({ fields }) => fields)).toEqual([{ part: 'PostgreSQL', condition: 'frozen' }, { part: 'PostgreSQL', condition: 'there' }]);
  });

  it('that refuses is away; that lets a question run out is frozen', async () => {
    let why = 'refused';
    const { watch } = watchOf(() => Promise.reject(new Error(why)));
    expect([await watch.ask(), watch.condition()]).toEqual([null, 'away']);
    why = 'silence';
    expect([await watch.ask(), watch.condition()]).toEqual([null, 'frozen']);
  });

  it('is asked by itself each second, one question at a time', async () => {
    let asked = 0;
    const { watch } = watchOf(() => {
      asked += 1;
      return new Promise((resolve) => setTimeout(resolve, 2_500, 'late'));
    });
    watch.start();
    await vi.advanceTimersByTimeAsync(6_900);
    watch.stop();
    expect(asked).toBe(2);
  });
});
