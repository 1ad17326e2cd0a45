import { pino } from 'pino';
import { createHttpServer } from '../../../src/adapters/http/server.ts';
import type { HttpServerOptions } from '../../../src/adapters/http/server.ts';
import { createDeskWorld } from './desk-world.ts';

/** A real server over a desk in memory, on a free port; `logs` collects every line it writes. */
export async function serveDesk({ startAt = null, ...options }: Partial<HttpServerOptions> & { startAt?: number | null } = {}) {
  const world = await createDeskWorld({ startAt });
  const logs: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logs.push(line) });
  const listen = (port: number) => createHttpServer({ deps: world.deps, host: '127.0.0.1', webRoot: '/nonexistent', logger, signInsPerMinute: 1_000, ...options, port });
  let server = await listen(options.port ?? 0);
  const { url, port } = server;
  return {
    ...world,
    url,
    logs,
    close: () => server.close(),
    /** Another server at the same address, as after a restart: sessions and seats are in the store. */
    reopen: async () => {
      server = await listen(port);
    },
  };
}
