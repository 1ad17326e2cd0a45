import { spawn } from 'node:child_process';
import path from 'node:path';
import { childEnvironment } from '../../../src/config.ts';
import { readLivePage } from '../../../src/lab/readiness.ts';
import type { Hotline } from '../../calls/support/hotline.ts';
import { until } from '../../calls/support/until.ts';
import { linesOf, type LogLine } from './outage.ts';

/** A server process of the same node that nobody supervises, on ports of its own where they are given. */
export interface ServerByHand {
  /** Exit code; null when a signal ended it. */
  exited: Promise<number | null>;
  /** Messages it has logged so far. */
  messages(): string[];
  ready(): Promise<void>;
  /** Its lines since a moment (epoch ms), parsed. */
  linesSince(epochMs: number): LogLine[];
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

export function startServerByHand(hotline: Hotline, ports: { http?: number; health?: number } = {}): ServerByHand {
  const { config } = hotline;
  const child = spawn(process.execPath, [path.join(config.projectRoot, 'src/main.ts'), '--role', 'server'], {
    cwd: config.projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnvironment({
      HOTLINE_HOME: config.home,
      HOTLINE_PORT_BASE: String(config.portBase),
      ...(ports.http === undefined ? {} : { HOTLINE_HTTP_PORT: String(ports.http) }),
      ...(ports.health === undefined ? {} : { HOTLINE_SERVER_HEALTH_PORT: String(ports.health) }),
    }),
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (log += text));
  const exited = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  return {
    exited,
    messages: () => [...log.matchAll(/"msg":"([^"]*)"/g)].map((found) => found[1] ?? ''),
    linesSince: (epochMs) => linesOf(log).filter(({ time }) => time >= epochMs),
    signal: (signal) => void child.kill(signal),
    async ready() {
      await until('the server started by hand serves', async () => {
        const page = await readLivePage(ports.health ?? config.ports.serverHealth);
        return page.ready || `${page.detail}; ${log.slice(-500)}`;
      }, 30_000);
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) for (const signal of ['SIGTERM', 'SIGCONT'] as const) child.kill(signal);
      await exited;
    },
  };
}
