/** Does `work` again and again, each round only after the one before: a slow store is not asked twice at once. */
export function repeat({ periodMs, work, onFault }: { periodMs: number; work: () => Promise<void>; onFault: (error: unknown) => void }): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const wait = () => {
    if (!isStopped) timer = setTimeout(round, periodMs).unref();
  };
  const round = (): void => {
    work().catch(onFault).finally(wait);
  };
  wait();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
