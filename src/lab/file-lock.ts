/** One at a time, across processes: the kernel's lock on a file, which ends with its holder, however that ends. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** Runs `work` while nobody else holds the lock; waits for it. `onWait` is called if that is not at once. */
export async function withLock<T>(file: string, work: () => Promise<T>, onWait: () => void = () => undefined): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  // The holder lives as long as our end of its standard input is open.
  const holder = spawn('flock', ['--exclusive', file, 'sh', '-c', 'echo locked; exec cat >/dev/null'], { stdio: ['pipe', 'pipe', 'ignore'] });
  holder.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => { holder.on('close', () => { resolve(); }); });
  const waiting = setTimeout(onWait, 300);
  try {
    await new Promise<void>((resolve, reject) => {
      holder.stdout.once('data', () => { resolve(); });
      holder.once('error', reject);
      holder.once('close', () => { reject(new Error(`the lock ${file} can't be taken`)); });
    });
  } finally {
    clearTimeout(waiting);
  }
  try {
    return await work();
  } finally {
    holder.stdin.end();
    await ended;
  }
}
