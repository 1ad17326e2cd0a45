/**
 * Where the private PostgreSQL is reached: by its socket where it has one on this machine, else by TCP, as any other.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The kernel's limit for the path of a socket. */
const MAX_SOCKET_PATH = 107;
const HERE = '127.0.0.1';

/** Folder of the private PostgreSQL of a home: its data, and its socket. */
export const privatePostgresFolder = (home: string): string => path.join(home, 'pg');

export function databaseUrlOf({ home, host, port, password }: { home: string; host: string; port: number; password: string }): string {
  const url = `postgresql://hotline:${encodeURIComponent(password)}@${host}:${port}/hotline`;
  const folder = privatePostgresFolder(home);
  const socket = path.join(folder, `.s.PGSQL.${port}`);
  const isUsable = host === HERE && Buffer.byteLength(socket) <= MAX_SOCKET_PATH && existsSync(socket);
  return isUsable ? `${url}?host=${encodeURIComponent(folder)}` : url;
}
