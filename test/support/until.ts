/** Waits for a fact instead of a time: asks again and again until it is so, or fails at the deadline with what it saw last. */
import { setTimeout as wait } from 'node:timers/promises';

export async function until<T>(what: string, look: () => T | Promise<T>, { isSo = Boolean, deadlineMs = 10_000 }: { isSo?: (seen: T) => boolean; deadlineMs?: number } = {}): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`never came true: ${what}; last seen: ${JSON.stringify(seen)}`);
    await wait(10);
  }
}
