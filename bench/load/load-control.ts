/** Starts the load's process on the load's own core, and asks it for work. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cores } from '../frame/cpu.ts';
import type { ArrivalLoad, Arrivals } from './arriving-callers.ts';
import type { KeyLoad, KeyTimes } from './key-callers.ts';
import type { Answer, Wish } from './load-process.ts';
import type { QueueLoad, QueueTimes } from './queue-callers.ts';
import type { QuoteCounts, QuoteLoad } from './quote-callers.ts';
import type { SeatsWish } from './seats.ts';
import type { StayLoad } from './staying-callers.ts';

export interface Load {
  readonly pid: number;
  startQuotes(load: QuoteLoad): Promise<void>;
  countQuotes(): Promise<QuoteCounts>;
  stopQuotes(): Promise<QuoteCounts>;
  keys(load: KeyLoad): Promise<KeyTimes>;
  arrivals(load: ArrivalLoad): Promise<Arrivals>;
  /** Resolves with how many are up. */
  holdCalls(load: StayLoad): Promise<number>;
  /** Resolves with how many were still up. */
  dropCalls(): Promise<number>;
  /** Stay until the end, under a name. */
  openSeats(name: string, seats: SeatsWish): Promise<void>;
  queue(name: string, load: QueueLoad): Promise<QueueTimes>;
  close(): void;
}

const program = fileURLToPath(new URL('load-process.ts', import.meta.url));

export function openLoad(): Load {
  const child: ChildProcess = spawn('taskset', ['-c', cores.load, process.execPath, program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let count = 0;
  child.on('message', (answer: Answer) => {
    const { resolve, reject } = waiting.get(answer.id) ?? {};
    waiting.delete(answer.id);
    if ('error' in answer) reject?.(new Error(answer.error));
    else resolve?.(answer.value);
  });
  child.on('exit', () => {
    for (const one of waiting.values()) one.reject(new Error('the load process ended'));
  });
  const ask = async <T>(wish: Wish): Promise<T> => {
    const id = (count += 1);
    const answered = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    child.send({ ...wish, id });
    return (await answered) as T;
  };
  return {
    pid: child.pid ?? 0,
    startQuotes: (load) => ask({ kind: 'start-quotes', load }),
    countQuotes: () => ask({ kind: 'count-quotes' }),
    stopQuotes: () => ask({ kind: 'stop-quotes' }),
    keys: (load) => ask({ kind: 'keys', load }),
    arrivals: (load) => ask({ kind: 'arrivals', load }),
    holdCalls: (load) => ask({ kind: 'hold-calls', load }),
    dropCalls: () => ask({ kind: 'drop-calls' }),
    openSeats: (name, seats) => ask({ kind: 'open-seats', name, seats }),
    queue: (name, load) => ask({ kind: 'queue', name, load }),
    close: () => void child.disconnect(),
  };
}
