/** Looks for keyed digits everywhere a hotline could have left them: files of its home, database, Redis, pages, sound. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { encodeAlaw } from '../../../src/lab/ear/alaw.ts';
import { toneShare } from '../../../src/lab/ear/levels.ts';
import { filesOf } from '../../../src/lab/files.ts';
import type { Hotline } from '../../calls/support/hotline.ts';

/** Standing by itself: not a piece of a hash, a time or a fraction. */
const patternOf = (canaries: readonly string[]): RegExp => new RegExp(`(?<![0-9A-Fa-f.])(?:${canaries.join('|')})(?![0-9A-Fa-f])`);

/** Files of a folder, all the way down, but for those that a process has taken away meanwhile. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Logs of all parts (Asterisk's too), raw recordings, spools, PostgreSQL's own files with its write-ahead log, Redis' dump, what lies in run/. */
export function filesWith(hotline: Hotline, canaries: readonly string[]): { looked: number; found: string[] } {
  const pattern = patternOf(canaries);
  const files = filesIn(hotline.config.home).filter((file) => !file.startsWith(path.join(hotline.config.home, 'prompts')));
  const found = files.filter((file) => {
    try {
      return statSync(file).size > 0 && pattern.test(readFileSync(file, 'latin1'));
    } catch {
      return false; // gone meanwhile
    }
  });
  return { looked: files.length, found };
}

/** Rows of every table, as text. */
export async function tablesWith({ records }: Hotline, canaries: readonly string[]): Promise<{ looked: number; found: string[] }> {
  const tables = await records.sql<{ name: string }>(`select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`);
  const pattern = `(^|[^0-9A-Fa-f.])(${canaries.join('|')})([^0-9A-Fa-f]|$)`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await records.sql<{ row: string }>(`select left(t::text, 300) as row from ${name} t where t::text ~ $1 limit 3`, [pattern]);
    found.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return { looked: tables.length, found };
}

/** Redis writes down all it has, uncompressed; the file is one of the home's. */
export async function dumpRedis({ config }: Hotline): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: config.ports.redis });
    let answers = '';
    socket.setEncoding('utf8').on('error', reject).on('data', (text: string) => {
      answers += text;
      if (answers.split('\r\n').length > 3) socket.end();
    }).on('close', () => (/^\+OK\r\n\+OK\r\n\+OK/.test(answers) ? resolve() : reject(new Error(answers))));
    socket.write(`AUTH ${config.secrets.redisPassword}\r\nCONFIG SET rdbcompression no\r\nSAVE\r\n`);
  });
  return statSync(path.join(filesOf(config.home).redis, 'dump.rdb')).size;
}

const LOW = [697, 770, 852, 941];
const HIGH = [1_209, 1_336, 1_477, 1_633];
const PIECE_BYTES = 320;

/** Keys that can be heard in a stretch of sound (A-law, 8 kHz), by their two tones in 40 ms: where, in ms. */
export function keyTonesIn(sound: Uint8Array): number[] {
  const at: number[] = [];
  for (let from = 0; from + PIECE_BYTES <= sound.length; from += PIECE_BYTES) {
    const piece = sound.subarray(from, from + PIECE_BYTES);
    const best = (tones: readonly number[]): number => Math.max(...tones.map((hz) => toneShare(piece, hz)));
    const [low, high] = [best(LOW), best(HIGH)];
    if (low > 0.25 && high > 0.25 && low + high > 0.8) at.push(from / 8);
  }
  return at;
}

/** Where both sides of a recording are digitally silent for so long. */
export function silentStretches({ left, right }: { left: Uint8Array; right: Uint8Array }, longerThanMs: number): { atMs: number; lengthMs: number }[] {
  const silence = encodeAlaw(0);
  const found: { atMs: number; lengthMs: number }[] = [];
  let from = 0;
  for (let at = 0; at <= left.length; at += 1) {
    if (left[at] === silence && right[at] === silence) continue;
    if (at - from > longerThanMs * 8) found.push({ atMs: from / 8, lengthMs: (at - from) / 8 });
    from = at + 1;
  }
  return found;
}
