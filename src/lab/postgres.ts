/** The private PostgreSQL: its data folder, its roles, how it is started. Data is made by its own tools, SQL-free for us. */
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { filesOf } from './files.ts';
import { findPostgresBin, isRoot, ownMounts } from './machine.ts';
import { runCommand } from './run-command.ts';

const enterScript = fileURLToPath(new URL('./enter-postgres.sh', import.meta.url));
const hba = 'local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n';

function binFolder(): string {
  const bin = findPostgresBin();
  if (bin === undefined) throw new Error('PostgreSQL is not installed. ./hotline up installs it; alone: apt-get install postgresql');
  return bin;
}

/** As root, PostgreSQL runs as user postgres and sees its folder as /var/lib/postgresql; else it runs as we do. */
function enter(home: string): { prefix: string[]; data: string } {
  const folder = filesOf(home).postgres;
  return isRoot()
    ? { prefix: [...ownMounts(), enterScript, folder], data: '/var/lib/postgresql/data' }
    : { prefix: [], data: path.join(folder, 'data') };
}

/** Makes the cluster with the role and database `hotline` if it isn't there. Returns whether it was made. */
export async function preparePostgres(config: Config, logFile: string): Promise<boolean> {
  const folder = filesOf(config.home).postgres;
  const finished = path.join(folder, 'data', 'PG_VERSION');
  if (existsSync(finished)) {
    writeDoor(path.join(folder, 'data'));
    return false;
  }
  const bin = binFolder();
  const made = `making-${process.pid}`;
  for (const name of existsSync(folder) ? readdirSync(folder) : []) rmSync(path.join(folder, name), { recursive: true, force: true });
  mkdirSync(path.join(folder, made), { recursive: true });
  if (isRoot()) {
    const owner = await postgresOwner();
    for (const name of [folder, path.join(folder, made)]) chownSync(name, owner.uid, owner.gid);
  }
  const { prefix, data } = enter(config.home);
  const target = path.join(path.dirname(data), made);
  await runCommand([...prefix, path.join(bin, 'initdb'), '-D', target, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', ...(config.postgresFsync === 'off' ? ['--no-sync'] : [])], { logFile });
  // Single-user mode needs no listening socket, so there is no moment with an open door.
  const password = config.secrets.postgresPassword;
  await runCommand([...prefix, path.join(bin, 'postgres'), '--single', '-D', target, '-c', 'exit_on_error=true', '-c', 'log_min_messages=error', 'postgres'], {
    // The roles of the first migration are made here, so that the owner of the tables need not be allowed to make roles.
    input: [
      `CREATE ROLE hotline LOGIN CREATEDB PASSWORD '${password.replaceAll("'", "''")}'`,
      'CREATE ROLE hotline_app NOLOGIN',
      'CREATE ROLE hotline_numbers NOLOGIN',
      'GRANT hotline_app, hotline_numbers TO hotline',
      'CREATE DATABASE hotline OWNER hotline', '',
    ].join('\n'),
  });
  writeDoor(path.join(folder, made));
  renameSync(path.join(folder, made), path.join(folder, 'data'));
  return true;
}

/** Who may come in, and how. Read when the server starts: data that was made by an older version gets it too. */
function writeDoor(data: string): void {
  const hbaFile = path.join(data, 'pg_hba.conf');
  const { uid, gid } = statSync(hbaFile);
  writeFileSync(hbaFile, hba);
  chownSync(hbaFile, uid, gid);
  chmodSync(hbaFile, 0o600);
}

async function postgresOwner(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = (await Promise.all([runCommand(['id', '-u', 'postgres']), runCommand(['id', '-g', 'postgres'])])).map(Number);
  return { uid: uid ?? 0, gid: gid ?? 0 };
}

/**
 * Command of the running server. Statements and details of errors stay out of its log: they carry clients' data.
 */
export function postgresCommand(config: Config): [string, ...string[]] {
  const { prefix, data } = enter(config.home);
  const settings = {
    listen_addresses: '127.0.0.1', port: config.ports.postgres, unix_socket_directories: path.dirname(data), max_connections: 200,
    shared_buffers: '128MB', fsync: config.postgresFsync, full_page_writes: config.postgresFsync, timezone: 'UTC', log_timezone: 'UTC',
    log_min_error_statement: 'panic', log_error_verbosity: 'terse', autovacuum_naptime: '30s',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [first = '', ...rest] = [...prefix, path.join(binFolder(), 'postgres'), '-D', data, ...options];
  return [first, ...rest];
}
