/**
 * Runs the tools that look at the code, each in a process of its own, and no more at once than there are cores: two
 * compilers on one core only take turns.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../../config.ts';

export interface ToolRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Tools {
  /** Runs a script of an installed package with this Node. `script` is its path below node_modules. */
  packaged(script: string, args: readonly string[], cwd: string): Promise<ToolRun>;
  /** Runs a command of the machine; a command that is not there gives exitCode null. */
  command(name: string, args: readonly string[], cwd: string): Promise<ToolRun>;
}

const TOOL_TIMEOUT_MS = 600_000;

/** Hands out `width` places; who comes later waits for one to be given back. */
function createPlaces(width: number) {
  const waiting: (() => void)[] = [];
  let free = width;
  return {
    async take(): Promise<void> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    giveBack(): void {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}

function runOnce(file: string, args: readonly string[], cwd: string): Promise<ToolRun> {
  return new Promise((resolve) => {
    const environment = childEnvironment({ NO_COLOR: '1', FORCE_COLOR: undefined });
    const child = spawn(file, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'], timeout: TOOL_TIMEOUT_MS });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const text = (parts: Buffer[]) => Buffer.concat(parts).toString('utf8');
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.on('error', (error) => resolve({ exitCode: null, stdout: '', stderr: error.message }));
    child.on('close', (exitCode) => resolve({ exitCode, stdout: text(out), stderr: text(err) }));
  });
}

/** @param projectRoot where node_modules stands; the tools may well look at another folder. */
export function createTools(projectRoot: string, width: number = availableParallelism()): Tools {
  const places = createPlaces(width);
  const inPlace = async (file: string, args: readonly string[], cwd: string): Promise<ToolRun> => {
    await places.take();
    try {
      return await runOnce(file, args, cwd);
    } finally {
      places.giveBack();
    }
  };
  return {
    packaged: (script, args, cwd) => inPlace(process.execPath, [join(projectRoot, 'node_modules', script), ...args], cwd),
    command: inPlace,
  };
}

/** The last lines a tool wrote: what to show when it broke instead of answering. */
export function lastWords({ stdout, stderr, exitCode }: ToolRun): string {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return `exit ${exitCode ?? 'without a code'}: ${lines.slice(-3).join(' | ').slice(0, 400)}`;
}
