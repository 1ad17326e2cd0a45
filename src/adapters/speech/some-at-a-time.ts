/** Does the work for each item, so many at a time; the first fault stops the rest, and is thrown when all have ended. */
export async function forEachOf<T>(items: readonly T[], parallel: number, work: (item: T, index: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  let isStopped = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (isStopped) return;
      await work(item, index);
    }
  };
  const stopOthers = (error: unknown) => {
    isStopped = true;
    throw error;
  };
  const ends = await Promise.allSettled(Array.from({ length: parallel }, () => worker().catch(stopOthers)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason as Error;
}
