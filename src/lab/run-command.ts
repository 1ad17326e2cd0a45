/** Runs a command to its end and keeps what it said. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { childEnvironment } from '../config.ts';

export type CommandOptions = {
  input?: string;
  cwd?: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** All output is appended to this file as well. */
  logFile?: string;
  timeoutMs?: number;
};

/** A command that ended with anything but 0; carries the end of what it said. */
export class CommandError extends Error {
  readonly code = 'COMMAND_FAILED';
  readonly output: string;
  constructor(command: string, output: string, how: string) {
    super(`${command} ${how}`);
    this.output = output.trim().split('\n').slice(-12).join('\n');
  }
}

/** Resolves with standard output. Rejects with CommandError when the exit code isn't 0 or the time is up. */
export async function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<string> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: options.cwd, env: childEnvironment(options.env ?? {}), stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log = options.logFile === undefined ? undefined : createWriteStream(options.logFile, { flags: 'a', mode: 0o600 });
  const out: Buffer[] = [];
  const all: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => { out.push(chunk); all.push(chunk); log?.write(chunk); });
  child.stderr.on('data', (chunk: Buffer) => { all.push(chunk); log?.write(chunk); });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', (error) => { reject(new CommandError(program, error.message, 'could not be started')); });
      child.on('close', (code, signal) => {
        if (code === 0) resolve();
        else reject(new CommandError(program, Buffer.concat(all).toString(), signal === null ? `ended with code ${code}` : `was ended by ${signal}`));
      });
    });
  } finally {
    clearTimeout(timer);
    log?.end();
  }
  return Buffer.concat(out).toString();
}
