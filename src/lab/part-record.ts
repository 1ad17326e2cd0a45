/** What is kept of a running part beside its data: which process it is. And how a recorded process is ended. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive, type ProcessRecord } from './process-identity.ts';

/** Path of a part's record: pid, start time, boot. */
const recordFile = (runDir: string, part: string): string => path.join(runDir, `${part}.json`);

/** The record of a part when it is trustworthy and its process alive. */
export function readLiveRecord(runDir: string, part: string): ProcessRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(recordFile(runDir, part), 'utf8')) as ProcessRecord;
    return isAlive(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a record whole or not at all. */
export function saveRecord(runDir: string, part: string, record: ProcessRecord): void {
  const file = recordFile(runDir, part);
  writeFileSync(`${file}.new`, JSON.stringify({ part, ...record }));
  renameSync(`${file}.new`, file);
}

export function forgetRecord(runDir: string, part: string): void {
  rmSync(recordFile(runDir, part), { force: true });
}

/** Signals a process only if it is still the recorded one. */
export function signalProcess(record: ProcessRecord, signal: NodeJS.Signals): void {
  if (!isAlive(record)) return;
  try {
    process.kill(record.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ends a recorded process: signal, grace, SIGKILL. `gone` may tell its end sooner than looking does. */
export async function endProcess(record: ProcessRecord, how: { signal: NodeJS.Signals; graceMs: number }, gone: Promise<void> = new Promise(() => undefined)): Promise<void> {
  signalProcess(record, how.signal);
  // A stopped (SIGSTOP) process reacts to nothing but this.
  signalProcess(record, 'SIGCONT');
  if (await isGoneWithin(record, how.graceMs, gone)) return;
  signalProcess(record, 'SIGKILL');
  await isGoneWithin(record, 5_000, gone);
}

async function isGoneWithin(record: ProcessRecord, limitMs: number, gone: Promise<void>): Promise<boolean> {
  let hasEnded = false;
  void gone.then(() => { hasEnded = true; });
  for (const until = performance.now() + limitMs; performance.now() < until; ) {
    if (hasEnded || !isAlive(record)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return !isAlive(record);
}

