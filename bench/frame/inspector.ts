/** A Node process that was started with --inspect, asked for its memory after a forced collection. Nothing of it is in the product. */
import { readFileSync } from 'node:fs';

export interface Memory {
  /** What lives after a collection: V8's heap and what it holds outside (buffers). */
  readonly usedKb: number;
  readonly rssKb: number;
}

export interface Inspector {
  memoryAfterCollection(): Promise<Memory>;
  close(): void;
}

/** `logFile`: where the process wrote the address it listens on. */
export async function inspect(logFile: string): Promise<Inspector> {
  const address = [...readFileSync(logFile, 'utf8').matchAll(/Debugger listening on (ws:\S+)/g)].at(-1)?.[1];
  if (address === undefined) throw new Error(`${logFile} names no address to inspect`);
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('the inspector does not answer')));
  });
  const waiting = new Map<number, (result: unknown) => void>();
  let count = 0;
  socket.addEventListener('message', ({ data }: MessageEvent) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  const ask = (method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> => new Promise((resolve) => {
    count += 1;
    waiting.set(count, resolve);
    socket.send(JSON.stringify({ id: count, method, params }));
  });
  return {
    async memoryAfterCollection() {
      for (let round = 0; round < 3; round += 1) await ask('HeapProfiler.collectGarbage');
      const told = (await ask('Runtime.evaluate', { expression: 'JSON.stringify(process.memoryUsage())' })) as { result: { value: string } };
      const { heapUsed, external, rss } = JSON.parse(told.result.value) as NodeJS.MemoryUsage;
      return { usedKb: (heapUsed + external) / 1024, rssKb: rss / 1024 };
    },
    close: () => socket.close(),
  };
}
