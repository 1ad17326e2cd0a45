/**
 * What the lab feeds into a fresh home and other rooms make: tables, the demo firm, prompts. Loaded when needed, so that
 * a command which needs none of it starts at once.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../config.ts';

type Piece = (...args: unknown[]) => Promise<unknown>;

/** Undefined while the room has no such file yet. */
async function loadPiece(config: Config, file: string, name: string): Promise<Piece | undefined> {
  const full = path.join(config.projectRoot, 'src', file);
  if (!existsSync(full)) return undefined;
  const module = (await import(pathToFileURL(full).href)) as Record<string, unknown>;
  const piece = module[name];
  if (typeof piece !== 'function') throw new Error(`src/${file} exports no function ${name}`);
  return piece as Piece;
}

/** Brings the tables up to date. Returns what there is to say, or undefined when the piece is not there yet. */
export async function migrateDatabase(config: Config): Promise<boolean> {
  const migrate = await loadPiece(config, 'adapters/postgres/migrate.ts', 'migrate');
  await migrate?.(config.databaseUrl);
  return migrate !== undefined;
}

export async function loadDemoFirm(config: Config): Promise<boolean> {
  const loadDemo = await loadPiece(config, 'adapters/postgres/demo/load.ts', 'loadDemo');
  await loadDemo?.(config.databaseUrl, { tokenKey: config.secrets.tokenKey, demoPassword: config.secrets.demoPassword });
  return loadDemo !== undefined;
}

export async function setFirmClock(config: Config, isoInstant: string): Promise<boolean> {
  const set = await loadPiece(config, 'adapters/postgres/business-clock.ts', 'setBusinessClock');
  await set?.(config.databaseUrl, isoInstant);
  return set !== undefined;
}
