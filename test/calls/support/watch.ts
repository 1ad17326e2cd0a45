/** Keeps what happens and lets a test wait for a fact, with a deadline. */
export function createWatch<T>(name: string) {
  const seen: T[] = [];
  const watchers = new Set<(item: T) => void>();
  return {
    note(item: T): void {
      seen.push(item);
      for (const watcher of [...watchers]) watcher(item);
    },
    until(fits: (item: T) => boolean, limitMs: number): Promise<T> {
      const found = seen.find(fits);
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(watch);
          reject(new Error(`no such ${name} within ${limitMs} ms (${seen.length} seen)`));
        }, limitMs);
        const watch = (item: T): void => {
          if (!fits(item)) return;
          clearTimeout(timer);
          watchers.delete(watch);
          resolve(item);
        };
        watchers.add(watch);
      });
    },
  };
}
