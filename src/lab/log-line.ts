/** Turns a line of a part's log into one a person reads. Lines that are not JSON stay as they are. */

import { existsSync, readFileSync } from 'node:fs';

const levels: Readonly<Record<number, string>> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };
const hidden = ['level', 'time', 'pid', 'hostname', 'msg', 'name', 'err'];

export type LogLine = { text: string; level: number };

/** Level 30 is assumed for plain text, 40 when it says WARNING, 50 when it says ERROR or FATAL. */
export function readLogLine(part: string, line: string): LogLine {
  const label = part.padEnd(10);
  if (!line.startsWith('{')) return { text: `${label} ${line}`, level: /\b(ERROR|FATAL|PANIC)\b/.test(line) ? 50 : line.includes('WARNING') ? 40 : 30 };
  try {
    const entry = JSON.parse(line) as Record<string, unknown> & { level?: number; time?: number; msg?: string; err?: { message?: string; stack?: string } };
    const level = typeof entry.level === 'number' ? entry.level : 30;
    const time = typeof entry.time === 'number' ? new Date(entry.time).toISOString().slice(11, 23) : '';
    const fields = Object.entries(entry).filter(([name]) => !hidden.includes(name)).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
    const fault = entry.err?.message === undefined ? [] : [`(${entry.err.message})`];
    return { text: [label, time, (levels[level] ?? '').padEnd(5), entry.msg ?? '', ...fields, ...fault].join(' '), level };
  } catch {
    return { text: `${label} ${line}`, level: 30 };
  }
}

/** Last lines of a part's log, read and indented; empty when there is none. */
export function lastLines(part: string, file: string, count: number): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).map((line) => `    ${readLogLine(part, line).text}`).join('\n');
}
