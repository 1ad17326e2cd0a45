/**
 * Watches a part that has no heartbeat by asking it, each second, whether it answers. One that refuses is starting or ending, and its
 * process tells the rest; one that takes the question and stays silent is frozen.
 */
import type { Look } from './heartbeat-watch.ts';
import type { Readiness } from './part.ts';

const askEveryMs = 1_000;
/** So long without an answer is told: one question's own limit, and one more. */
export const silentAfterMs = 4_000;

export type Silence = 'answers' | 'silent' | 'frozen';

/** `frozenAfterMs` null: it is never called frozen, only silent. */
export function createAnswerWatch(options: { ask: () => Promise<Readiness>; frozenAfterMs: number | null }) {
  let askedAtMs = -Infinity;
  let isAsking = false;
  let silentSinceMs: number | undefined;
  let life = 0;

  async function ask(nowMs: number): Promise<void> {
    const mine = life;
    isAsking = true;
    askedAtMs = nowMs;
    const answer = await options.ask().catch((): Readiness => ({ ready: false, detail: 'could not be asked' }));
    if (mine !== life) return;
    isAsking = false;
    silentSinceMs = answer.isSilent === true ? (silentSinceMs ?? nowMs) : undefined;
  }

  return {
    /** Begins anew for a new process. */
    restart(): void {
      life += 1;
      isAsking = false;
      silentSinceMs = undefined;
    },
    look({ nowMs, heldUpMs }: Look): Silence {
      // Who was held up oneself has no right to call others frozen.
      if (heldUpMs > askEveryMs && silentSinceMs !== undefined) silentSinceMs += heldUpMs;
      if (!isAsking && nowMs - askedAtMs >= askEveryMs) void ask(nowMs);
      const silentForMs = silentSinceMs === undefined ? 0 : nowMs - silentSinceMs;
      if (options.frozenAfterMs !== null && silentForMs >= options.frozenAfterMs) return 'frozen';
      return silentForMs >= silentAfterMs ? 'silent' : 'answers';
    },
  };
}
export type AnswerWatch = ReturnType<typeof createAnswerWatch>;
