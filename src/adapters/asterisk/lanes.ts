/**
 * One lane per channel or bridge: its requests go out one after the other, those of different lanes side by side. A
 * request for several (a bridge and its new members) waits for the lanes of all of them.
 */
export interface Lanes {
  /** Runs `task` when every earlier task of these keys has ended. A task that throws ends like any other. */
  run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T>;
  /** Lanes with a task under way. */
  busy(): number;
}

export function createLanes(): Lanes {
  const tails = new Map<string, Promise<void>>();

  return {
    run(keys, task) {
      const before = keys.flatMap((key) => tails.get(key) ?? []);
      // The usual case, nothing under way, is sent in this very turn.
      const result = before.length === 0 ? task() : Promise.all(before).then(task);
      const tail: Promise<void> = result.then(() => undefined, () => undefined).then(() => {
        for (const key of keys) if (tails.get(key) === tail) tails.delete(key);
      });
      for (const key of keys) tails.set(key, tail);
      return result;
    },
    busy: () => tails.size,
  };
}
