/**
 * Process life: role, signals, exit codes.
 *   0 ended as asked    2 settings are wrong    3 a flow or prompt is broken    4 another process took over    1 anything else
 */
import { utimes, writeFile } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { bootWords } from './compose/boot-words.ts';
import type { Role } from './compose/foundation.ts';
import { composeServer } from './compose/server.ts';
import { composeWorker } from './compose/worker.ts';
import { ConfigError, loadConfig, type Config } from './config.ts';

const BEAT_EVERY_MS = 500;
/** What is not ended by then is cut off: the supervisor would kill us soon after. */
const STOP_WITHIN_MS = 4_000;

/** Tells the supervisor that the event loop turns; a frozen process is killed and started anew. */
async function beat(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => writeFile(file, ''));
}

function startHeartbeat(config: Config): void {
  const file = config.heartbeatFile;
  if (file === undefined) return;
  void beat(file);
  setInterval(() => void beat(file), BEAT_EVERY_MS).unref();
}

let config: Config | null = null;

function explain(error: unknown): number {
  const words = bootWords(error, config);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${words?.sentence ?? stack}\n`);
  return words?.exitCode ?? 1;
}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: { role: { type: 'string', default: 'server' } } });
  if (values.role !== 'server' && values.role !== 'worker') throw new ConfigError(`--role: "${values.role}" is neither server nor worker. Example: --role server`);
  config = loadConfig();
  startHeartbeat(config);
  let role: Role | null = null;
  let isEnding = false;
  const end = (code: number): void => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(code), STOP_WITHIN_MS).unref();
    Promise.resolve(role?.stop()).then(
      () => process.exit(code),
      (error: unknown) => process.exit(explain(error)),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(0));
  role = values.role === 'server' ? await composeServer(config, { onDeposed: () => end(4) }) : await composeWorker(config);
  await role.start();
  // Written at the end otherwise, and a process that is killed has none.
  flushCompileCache();
}

run().catch((error: unknown) => process.exit(explain(error)));
