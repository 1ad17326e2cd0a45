/**
 * Keeps parts running. Parts are started in sessions of their own: the end of the process that supervises ends none of
 * them, so a live call survives it. The next supervisor adopts them from their records.
 */
import { mkdirSync } from 'node:fs';
import type { Part } from './part.ts';
import { createWatchedPart, type PartEvent, type WatchedPart } from './watched-part.ts';

export type SupervisionOptions = {
  runDir: string;
  logDir: string;
  onEvent?: (event: PartEvent) => void;
  /** Tests set this: parts are killed by the kernel when the supervising process dies. */
  diesWithParent?: boolean;
};

const tickMs = 100;

export function createSupervision(options: SupervisionOptions) {
  const { runDir, logDir } = options;
  const watched = new Map<string, WatchedPart>();
  mkdirSync(runDir, { recursive: true });
  mkdirSync(logDir, { recursive: true });
  let lastTickMs = performance.now();
  const ticker = setInterval(() => {
    const nowMs = performance.now();
    // When this process itself was held up (a suspended machine, a starved core), no part can be blamed for it.
    const heldUpMs = nowMs - lastTickMs - tickMs;
    lastTickMs = nowMs;
    for (const item of watched.values()) item.look({ nowMs, heldUpMs });
  }, tickMs);

  return {
    /** Starts a part and keeps it running; one that runs already is adopted, if its record can be trusted. */
    start(part: Part): void {
      const item = watched.get(part.name) ?? createWatchedPart({
        name: part.name, runDir, logDir, diesWithParent: options.diesWithParent ?? false, emit: (event) => options.onEvent?.(event),
      });
      watched.set(part.name, item);
      item.start(part);
    },
    /** Ends a part for good: its signal, then SIGKILL after its grace. Resolves when it is gone. */
    async stop(name: string): Promise<void> {
      await watched.get(name)?.stop();
    },
    /** Sends a signal to a part's process, as tests of failure do. Returns the pid it went to. */
    kill(name: string, signal: NodeJS.Signals): number {
      const item = watched.get(name);
      if (item === undefined) throw new Error(`no part is called ${name}`);
      return item.kill(signal);
    },
    pid: (name: string): number | undefined => watched.get(name)?.pid(),
    /** Lets go of every part without ending one. */
    close(): void {
      clearInterval(ticker);
      for (const item of watched.values()) item.letGo();
    },
  };
}
export type Supervision = ReturnType<typeof createSupervision>;
