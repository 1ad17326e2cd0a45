import { pino } from 'pino';
import { createHttpServer } from '../../../src/adapters/http/server.ts';
import type { HttpServerOptions } from '../../../src/adapters/http/server.ts';
import { createDeskWorld } from './desk-world.ts';

/** A real server over a desk in memory, on a free port; `logs` collects every line it writes. */
export async function serveDesk(options: Partial<HttpServerOptions> & { startAt?: number | null } = {}) {
  const world = await createDeskWorld({ startAt: options.startAt ?? null });
  const logs: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logs.push(line) });
  const server = await createHttpServer({ deps: world.deps, host: '127.0.0.1', port: 0, webRoot: '/nonexistent', logger, signInsPerMinute: 1_000, ...options });
  return { ...world, server, url: server.url, logs, close: () => server.close() };
}
