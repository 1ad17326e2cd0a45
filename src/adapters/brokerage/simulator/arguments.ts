/** The simulator's command line, parsed once. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseInstant } from './instant.ts';

export type SimulatorArguments = {
  readonly listen: { readonly host: string; readonly port: number } | { readonly path: string };
  readonly seed?: number;
  /** Business time at the start; default: the true time. */
  readonly nowMs?: number;
  readonly token?: string;
};

/** Throws with a sentence for the user when the line is wrong. */
export function readArguments(args: readonly string[]): SimulatorArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string' },
      socket: { type: 'string' },
      seed: { type: 'string' },
      now: { type: 'string' },
      'token-file': { type: 'string' },
    },
  });
  const seed = values.seed === undefined ? undefined : wholeNumber('--seed', values.seed, 4_294_967_295);
  const tokenFile = values['token-file'];
  return {
    listen: listenAt(values.host, values.port, values.socket),
    ...(seed === undefined ? {} : { seed }),
    ...(values.now === undefined ? {} : { nowMs: instant(values.now) }),
    // A file and not an argument: arguments are shown to every user of the machine.
    ...(tokenFile === undefined ? {} : { token: readFileSync(tokenFile, 'utf8').trim() }),
  };
}

function listenAt(host: string, port: string | undefined, socket: string | undefined): SimulatorArguments['listen'] {
  if ((port === undefined) === (socket === undefined)) throw new Error('give either --port or --socket, such as --port 21005');
  if (socket !== undefined) return { path: socket };
  return { host, port: wholeNumber('--port', port ?? '', 65_535) };
}

function wholeNumber(name: string, text: string, highest: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= highest)) throw new Error(`${name} is a whole number up to ${highest}, not "${text}"`);
  return value;
}

function instant(text: string): number {
  const nowMs = parseInstant(text);
  if (nowMs === undefined) throw new Error(`--now is a time with its offset, such as 2026-11-23T10:00+08:00, not "${text}"`);
  return nowMs;
}
