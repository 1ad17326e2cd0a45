/** The worker on the virtual stage: the real cases, sealing and sweeper; a queue of jobs that keeps time by the virtual clock. */
import type { JobProcessors, JobWorkers } from '../../../src/app/callbacks/jobs.ts';
import { requestCallback } from '../../../src/app/callbacks/request.ts';
import { createWorkerRole } from '../../../src/app/callbacks/worker-role.ts';
import type { JobQueue } from '../../../src/app/ports.ts';
import { DEFAULT_CALLBACK_RULES } from '../../../src/core/callback/rules.ts';
import { createMemoryClients } from './memory-calls.ts';
import { createMemoryCases } from './memory-cases.ts';
import { createMemorySeals } from './memory-evidence.ts';
import type { House } from './virtual-server.ts';

const RETRY_MS = 1_000;

/** One job per name and id; asked for again while it runs, it runs once more. */
export function createVirtualJobs(): JobQueue & JobWorkers {
  const timers = new Map<string, NodeJS.Timeout>();
  let processors: JobProcessors | null = null;
  const run = async (name: keyof JobProcessors, id: string): Promise<void> => {
    timers.delete(`${name} ${id}`);
    const result = await processors?.[name](id).catch(() => ({ laterMs: RETRY_MS }));
    if (result !== undefined && result !== 'done') plan(name, id, result.laterMs);
  };
  const plan = (name: keyof JobProcessors, id: string, delayMs: number): void => {
    const key = `${name} ${id}`;
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => void run(name, id), delayMs));
  };
  return {
    add: async ({ name, id, delayMs = 0 }) => plan(name, id, delayMs),
    start: (given) => {
      processors = given;
    },
    stop: async () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

export function startVirtualWorker(house: House & { readonly jobs: ReturnType<typeof createVirtualJobs> }) {
  const { tables, clock, log, jobs, wakeups, exchange } = house;
  const cases = createMemoryCases(tables);
  const rules = DEFAULT_CALLBACK_RULES;
  const role = createWorkerRole({
    cases, recordings: createMemorySeals(tables), files: exchange.files.seal, workers: jobs, jobs, wakeups, clock, log, rules, queue: 'callback', callerDnis: '95500',
  });
  role.start();
  return {
    stop: role.stop,
    sweep: role.sweep,
    request: (number: string) => requestCallback({ cases, clients: createMemoryClients(tables), jobs, clock, log, rules }, { client: number, kind: 'new-account' }),
  };
}
