/**
 * One private PostgreSQL for a test run: the first file that needs it starts it, all others use it, and it goes away with the
 * run, also when the run is killed. It listens on a socket in its own folder only, so no port can clash.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Address of a database: a role that owns databases but is no superuser, as in production. */
const urlOf = (socketDir: string, database: string): string =>
  `postgresql://hotline@localhost/${database}?host=${encodeURIComponent(socketDir)}`;

export const databaseUrlIn = (serverUrl: string, database: string): string => {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
};

function binFolder(): string {
  const root = '/usr/lib/postgresql';
  const newest = (existsSync(root) ? readdirSync(root) : []).sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return path.join(root, newest, 'bin');
}

/** A program of PostgreSQL, such as pg_dump, of the server's own version. */
export const postgresTool = (name: string): string => path.join(binFolder(), name);

const isRoot = process.getuid?.() === 0;
/** PostgreSQL refuses to run as root. */
const asPostgres = (command: string[]): [string, string[]] => {
  const [first = '', ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
  return [first, rest];
};

/**
 * The watcher ends the server (by its own pid) and its folder once the test run is gone. A shell's background job ignores SIGINT and
 * hands that on, so the signal goes to the server itself.
 */
const watcher = `
  run=$1; folder=$2; results=$3; shift 3
  "$@" & job=$!
  stop() { kill -INT "$(head -n 1 "$folder/data/postmaster.pid")" 2>/dev/null; wait $job; rm -rf "$folder" "$results"; exit; }
  trap stop TERM INT
  while kill -0 "$run" 2>/dev/null && kill -0 $job 2>/dev/null; do sleep 0.5; done
  stop
`;

async function start(run: number, folder: string): Promise<string> {
  const bin = binFolder();
  const data = path.join(folder, 'data');
  const sockets = path.join(folder, 'socket');
  mkdirSync(sockets, { recursive: true });
  chmodSync(folder, 0o755);
  if (isRoot) {
    const uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }));
    const gid = Number(execFileSync('id', ['-g', 'postgres'], { encoding: 'utf8' }));
    for (const name of [folder, sockets]) chownSync(name, uid, gid);
  }
  const [initdb, initdbArgs] = asPostgres([path.join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']);
  execFileSync(initdb, initdbArgs, { stdio: 'pipe', cwd: '/' });
  const settings = [
    'listen_addresses=', `unix_socket_directories=${sockets}`, 'max_connections=300', 'fsync=off', 'full_page_writes=off',
    'shared_buffers=64MB', 'timezone=UTC', 'log_timezone=UTC', 'autovacuum_naptime=10s',
  ];
  const [server, serverArgs] = asPostgres([path.join(bin, 'postgres'), '-D', data, ...settings.flatMap((one) => ['-c', one])]);
  const log = openSync(path.join(folder, 'log'), 'a');
  spawn('sh', ['-c', watcher, 'watcher', String(run), folder, runFolder(), server, ...serverArgs], { detached: true, stdio: ['ignore', log, log], cwd: '/' }).unref();
  closeSync(log);
  const psql = (statement: string) => execFileSync(path.join(bin, 'psql'), ['-h', sockets, '-U', 'postgres', '-qAtc', statement, 'postgres'], { stdio: 'pipe' });
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      psql('select 1');
      break;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not start: ${readFileSync(path.join(folder, 'log'), 'utf8').slice(-500)}`, { cause: error });
      await wait(50);
    }
  }
  psql('create role hotline login createdb createrole');
  psql('create database hotline owner hotline');
  return urlOf(sockets, 'hotline');
}

/** Does `work` once for the run named by `key`, whoever comes first; the others wait for its result. */
export async function oncePerRun(key: string, work: () => Promise<string>): Promise<string> {
  const folder = runFolder();
  const result = path.join(folder, `${key}.result`);
  const lock = path.join(folder, `${key}.lock`);
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (existsSync(result)) {
      const text = readFileSync(result, 'utf8');
      if (text.startsWith('ok ')) return text.slice(3);
      throw new Error(text);
    }
    try {
      closeSync(openSync(lock, 'wx'));
      break;
    } catch {
      if (Date.now() > deadline) throw new Error(`${key}: another test file has been at it for a minute`);
      await wait(50);
    }
  }
  const keep = (text: string): void => {
    writeFileSync(`${result}.new`, text);
    renameSync(`${result}.new`, result);
  };
  try {
    const value = await work();
    keep(`ok ${value}`);
    return value;
  } catch (error) {
    keep(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
}

/** Test files run in children of one process: its pid names the run. */
const runPid = (): number => process.ppid;

/** A pid comes round again; with its start time it does not. */
function runFolder(): string {
  const startedAt = readFileSync(`/proc/${runPid()}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '0';
  const folder = path.join(os.tmpdir(), `hotline-test-run-${runPid()}-${startedAt}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** URL of the run's server (its database `hotline` is empty). HOTLINE_TEST_PG_URL names one that runs already. */
export async function privatePostgres(): Promise<string> {
  const given = process.env['HOTLINE_TEST_PG_URL'];
  if (given !== undefined) return given;
  return oncePerRun('postgres', () => start(runPid(), mkdtempSync(path.join(os.tmpdir(), 'hotline-test-pg-'))));
}
