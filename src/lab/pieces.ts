/**
 * What the lab feeds into a fresh home and other rooms make: tables, the demo firm, the business clock. Loaded when needed, so
 * that a command which needs none of it starts at once.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createSimulatorControl } from '../adapters/brokerage/simulator/control.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import type { Config } from '../config.ts';
import { writeClockOffset } from './clock-offset.ts';

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

/** Brings the tables up to date. Returns how many migrations ran. */
export async function migrateDatabase(config: Config): Promise<number> {
  return (await migrate(config.databaseUrl)).length;
}

export async function loadDemoFirm(config: Config): Promise<boolean> {
  const loadDemo = await loadPiece(config, 'adapters/postgres/demo/load.ts', 'loadDemo');
  await loadDemo?.(config.databaseUrl, { tokenKey: config.secrets.tokenKey, demoPassword: config.secrets.demoPassword });
  return loadDemo !== undefined;
}

/** Sets the firm's business clock: in the database, and in the simulator if it runs. It runs on from there. */
export async function setFirmClock(config: Config, isoInstant: string, options: { hasSimulator: boolean }): Promise<void> {
  const set = await loadPiece(config, 'adapters/postgres/business-clock.ts', 'setBusinessClock');
  await set?.(config.databaseUrl, isoInstant);
  writeClockOffset(config.home, Date.parse(isoInstant) - Date.now());
  if (options.hasSimulator) await createSimulatorControl({ baseUrl: config.brokerageUrl }).setClock(isoInstant);
}
