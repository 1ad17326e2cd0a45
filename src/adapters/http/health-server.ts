/** Health of one process for `./hotline status`: loopback only, no session. `GET /live`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Live {
  readonly ready: boolean;
  readonly detail: string;
  readonly calls: number;
  readonly reservations: number;
  readonly deadlines: number;
  /** Of the firm's business clock, ISO 8601 with +08:00. */
  readonly businessTime: string;
  /** When the queues' rules were read that callers go by, epoch ms; the worker has none. */
  readonly rulesReadAt?: number;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A process that cannot count its own calls in this time is not well. */
const answerWithinMs = 2_000;

/** `port` 0 takes a free one. A `live` that fails or hangs answers 503: the process runs, but cannot tell. */
export async function createHealthServer({ port, live }: { port: number; live: () => Promise<Live> }): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    if (request.method !== 'GET' || request.url !== '/live') {
      send(404, { code: 'NOT_FOUND', message: 'only GET /live is here' });
      return;
    }
    inTime(live()).then(
      (answer) => send(200, answer),
      () => send(503, { ready: false, detail: 'the process cannot tell how it is' }),
    );
  });
  server.requestTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), answerWithinMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
