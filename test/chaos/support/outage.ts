import { readFileSync } from 'node:fs';
import { filesOf } from '../../../src/lab/files.ts';
import type { PartName } from '../../../src/lab/part.ts';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import type { Hotline } from '../../calls/support/around-environment.ts';
import { found } from '../../calls/support/until.ts';

/** One line of a part's log. */
export interface LogLine {
  time: number;
  msg: string;
  [field: string]: unknown;
}

/** What a part has logged since a moment (epoch ms), oldest first. Lines of other forms are left out. */
export function logSince(hotline: Hotline, part: PartName, since: number): LogLine[] {
  return linesOf(readFileSync(filesOf(hotline.config.home).log(part), 'utf8')).filter(({ time }) => time >= since);
}

export const linesOf = (text: string): LogLine[] => text.split('\n').flatMap((line) => parse(line) ?? []);

function parse(line: string): LogLine | undefined {
  try {
    const value = JSON.parse(line) as Partial<LogLine> | null;
    return typeof value?.time === 'number' && typeof value.msg === 'string' ? (value as LogLine) : undefined;
  } catch {
    return undefined;
  }
}

/** The first line with this message since then; waits for it. */
export const said = (hotline: Hotline, part: PartName, { message, since, limitMs = 30_000 }: { message: string; since: number; limitMs?: number }): Promise<LogLine> =>
  found(`${part} says "${message}"`, async () => logSince(hotline, part, since).find(({ msg }) => msg === message), limitMs);

/** A measured time, for whoever reads the run; nothing is asserted of it. */
export const figure = (text: string): void => void process.stdout.write(`${text}\n`);

/** A moment on both clocks: the lab's monotonic one and the epoch's. */
export interface Moment {
  ms: number;
  epochMs: number;
}
export const moment = (): Moment => ({ ms: nowMs(), epochMs: Date.now() });

/** The server has read its calls back and asked Asterisk: it serves again. Tells how long that took. */
export async function ownedAgain(hotline: Hotline, since: Moment, what: string): Promise<Moment & { pid: number | undefined; afterStartMs: number | null }> {
  const line = await said(hotline, 'server', { message: 'reconciled', since: since.epochMs });
  const started = (JSON.parse(readFileSync(`${filesOf(hotline.config.home).runDir}/server.json`, 'utf8')) as { startedAt: string }).startedAt;
  const afterStartMs = Date.parse(started) > since.epochMs ? line.time - Date.parse(started) : null;
  const afterStart = afterStartMs === null ? '' : `, ${afterStartMs} ms after the new process's start`;
  figure(`${what}: calls owned again ${line.time - since.epochMs} ms later${afterStart}`);
  return { ms: since.ms + (line.time - since.epochMs), epochMs: line.time, pid: await hotline.parts.pid('server'), afterStartMs };
}
