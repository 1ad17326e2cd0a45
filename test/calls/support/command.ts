import { spawn } from 'node:child_process';
import path from 'node:path';
import { type Config, childEnvironment } from '../../../src/config.ts';

export interface CommandRun {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** What it printed, as one JSON object. */
  json<T>(): T;
}

/** Runs `./hotline ...` as a user would, in a process of its own, on this environment. */
export async function runHotline(config: Config, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandRun> {
  const child = spawn(process.execPath, [path.join(config.projectRoot, 'src/cli/hotline.ts'), ...args], {
    env: childEnvironment({ HOTLINE_HOME: config.home, HOTLINE_PORT_BASE: String(config.portBase), ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exitCode = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  return {
    exitCode, stdout, stderr,
    json<T>() {
      try {
        return JSON.parse(stdout) as T;
      } catch {
        throw new Error(`hotline ${args[0] ?? ''} printed no JSON (exit ${exitCode}): ${stdout}${stderr}`);
      }
    },
  };
}
