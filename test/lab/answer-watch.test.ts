import { describe, expect, test } from 'vitest';
import { type AnswerWatch, createAnswerWatch } from '../../src/lab/answer-watch.ts';
import type { Readiness } from '../../src/lab/part.ts';

/** One look each second; what is seen at each. */
async function looks(watch: AnswerWatch, seconds: readonly number[], heldUpMs = 0): Promise<string[]> {
  const seen: string[] = [];
  for (const second of seconds) {
    seen.push(watch.look({ nowMs: second * 1_000, heldUpMs }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return seen;
}
const silent: Readiness = { ready: false, detail: '', isSilent: true };

describe('a part that is asked whether it answers', () => {
  test('is silent after 4 s without an answer, frozen after its limit, and well again with the first answer', async () => {
    let answer: Readiness = silent;
    const watch = createAnswerWatch({ ask: async () => answer, frozenAfterMs: 6_000 });
    expect(await looks(watch, [0, 1, 2, 3, 4, 5, 6])).toEqual(['answers', 'answers', 'answers', 'answers', 'silent', 'silent', 'frozen']);
    answer = { ready: true, detail: '' };
    expect(await looks(watch, [7, 8])).toEqual(['frozen', 'answers']);
  });

  test('is never frozen without a limit: PostgreSQL is for people to end', async () => {
    const watch = createAnswerWatch({ ask: async () => silent, frozenAfterMs: null });
    expect((await looks(watch, [0, 10, 1_000, 100_000])).at(-1)).toBe('silent');
  });

  test('that refuses is not silent: it starts, or is gone', async () => {
    const watch = createAnswerWatch({ ask: async () => ({ ready: false, detail: 'ECONNREFUSED' }), frozenAfterMs: 5_000 });
    expect(new Set(await looks(watch, [0, 5, 10, 60]))).toEqual(new Set(['answers']));
  });

  test('is not blamed for the time in which the one who asks was held up', async () => {
    const watch = createAnswerWatch({ ask: async () => silent, frozenAfterMs: 5_000 });
    await looks(watch, [0, 1]);
    expect(watch.look({ nowMs: 9_000, heldUpMs: 8_000 })).toBe('answers');
  });

  test('begins anew with a new process', async () => {
    const watch = createAnswerWatch({ ask: async () => silent, frozenAfterMs: 5_000 });
    await looks(watch, [0, 1, 2, 3, 4]);
    watch.restart();
    expect(await looks(watch, [5, 6])).toEqual(['answers', 'answers']);
  });
});
