/** Starts the bare Stasis client beside the peer Asterisk, on the cores of what is measured. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cores } from './cpu.ts';
import type { World } from './world.ts';

const program = fileURLToPath(new URL('../peers/bare-stasis.ts', import.meta.url));

export interface BareClient {
  readonly pid: number;
  stop(): void;
}

export async function startBareClient({ peer }: World): Promise<BareClient> {
  const { config } = peer;
  const words = [`http://127.0.0.1:${config.ports.pbxAri}`, config.ariUser, config.secrets.ariPassword, `${config.promptsPlayRoot}/zh-CN/welcome`];
  const child = spawn('taskset', ['-c', cores.measured, process.execPath, program, ...words], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the bare client ended (${code})`)));
  });
  return { pid: child.pid ?? 0, stop: () => child.disconnect() };
}
