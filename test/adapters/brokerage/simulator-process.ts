/** Starts the simulator as a process of its own on a free port, the way an environment starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createSimulatorControl } from '../../../src/adapters/brokerage/simulator/control.ts';
import type { SimulatorControl } from '../../../src/adapters/brokerage/simulator/control.ts';

const mainFile = fileURLToPath(new URL('../../../src/adapters/brokerage/simulator/main.ts', import.meta.url));

export type RunningSimulator = {
  readonly baseUrl: string;
  readonly control: SimulatorControl;
  /** Standard output so far, by line. */
  readonly lines: readonly string[];
  /** Sends a signal and gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

/** Ready when it says so in its log; its port is the one the kernel gave. A Saturday by default: prices stand still. */
export async function startSimulator(args: readonly string[] = ['--now', '2026-11-21T10:00+08:00']): Promise<RunningSimulator> {
  const listen = args.includes('--socket') ? [] : ['--port', '0'];
  const child = spawn(process.execPath, [mainFile, ...listen, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  const firstLine = once(output, 'line') as Promise<[string]>;
  output.on('line', (line) => lines.push(line));
  const first = await Promise.race([firstLine, exited.then(([code]) => Promise.reject(new Error(`simulator ended with ${code}`)))]);
  const { port } = JSON.parse(first[0]) as { port?: number };
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    baseUrl,
    control: createSimulatorControl({ baseUrl }),
    lines,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
