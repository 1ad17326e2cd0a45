/**
 * Time that stands still until it is moved. While it is in charge, the timers of the code under test are its own; between two of
 * them everything that waits for nothing comes to rest, so a story always goes the same way.
 */
import { setImmediate as turn } from 'node:timers/promises';

export interface VirtualTime {
  /** Epoch ms. */
  now(): number;
  /** Until everything that needs no time is done. */
  settle(): Promise<void>;
  pass(ms: number): Promise<void>;
  /** Moves until it is so, at most so far; false: it never was. */
  moveUntil(isSo: () => boolean, limitMs: number): Promise<boolean>;
  /** Nobody looks for so long: each timer that is due meanwhile fires once, at the end. For nights, not for calls. */
  leap(ms: number): Promise<void>;
  /** Called whenever all has come to rest. */
  onRest(look: () => void): void;
  /** Gives the real timers back. */
  restore(): void;
}

interface Timer {
  readonly run: () => void;
  readonly everyMs: number | null;
  dueAt: number;
}

const HANDLE = { ref: () => HANDLE, unref: () => HANDLE, hasRef: () => true };

export function createVirtualTime(startAt: number): VirtualTime {
  let now = startAt;
  const timers = new Map<object, Timer>();
  const lookers: (() => void)[] = [];
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, setInterval: globalThis.setInterval, clearInterval: globalThis.clearInterval };

  const arm = (run: () => void, afterMs: number, isRepeated: boolean): object => {
    const handle = Object.create(HANDLE) as object;
    const ms = Math.max(isRepeated ? 1 : 0, afterMs);
    timers.set(handle, { run, everyMs: isRepeated ? ms : null, dueAt: now + ms });
    return handle;
  };
  const drop = (handle: unknown): void => void timers.delete(handle as object);
  Object.assign(globalThis, {
    setTimeout: (run: () => void, ms = 0) => arm(run, ms, false),
    setInterval: (run: () => void, ms = 0) => arm(run, ms, true),
    clearTimeout: drop,
    clearInterval: drop,
  });

  const settle = async (): Promise<void> => {
    await turn();
    for (const look of lookers) look();
  };
  const next = (untilAt: number): [object, Timer] | undefined => {
    let best: [object, Timer] | undefined;
    for (const entry of timers) if (entry[1].dueAt <= untilAt && (best === undefined || entry[1].dueAt < best[1].dueAt)) best = entry;
    return best;
  };
  const fire = async ([handle, timer]: [object, Timer]): Promise<void> => {
    now = Math.max(now, timer.dueAt);
    if (timer.everyMs === null) timers.delete(handle);
    else timer.dueAt = now + timer.everyMs;
    timer.run();
    await settle();
  };
  const moveUntil = async (isSo: () => boolean, limitMs: number): Promise<boolean> => {
    const end = now + limitMs;
    await settle();
    while (!isSo()) {
      const due = next(end);
      if (due === undefined) {
        now = end;
        await settle();
        return isSo();
      }
      await fire(due);
    }
    return true;
  };

  return {
    now: () => now,
    settle,
    pass: async (ms) => void (await moveUntil(() => false, ms)),
    moveUntil,
    leap: async (ms) => {
      now += ms;
      const due = [...timers].filter(([, timer]) => timer.dueAt <= now).sort(([, a], [, b]) => a.dueAt - b.dueAt);
      for (const entry of due) if (timers.has(entry[0])) await fire(entry);
      await settle();
    },
    onRest: (look) => void lookers.push(look),
    restore: () => void Object.assign(globalThis, real),
  };
}
