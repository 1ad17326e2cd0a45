/** What a fresh home is filled with: tables, the demo firm in database and simulator, the firm's business clock. */
import { createSimulatorControl } from '../adapters/brokerage/simulator/control.ts';
import { setBusinessClock } from '../adapters/postgres/business-clock.ts';
import { demoBrokerageAccounts, demoBrokerageClients } from '../adapters/postgres/demo/clients.ts';
import { loadDemo } from '../adapters/postgres/demo/load.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import type { Config } from '../config.ts';
import { writeClockOffset } from './clock-offset.ts';

/** Brings the tables up to date. Returns how many migrations ran. */
export async function migrateDatabase(config: Config): Promise<number> {
  return (await migrate(config.databaseUrl)).length;
}

/** Headquarters, branches, agents, clients. A second time changes nothing. */
export async function loadDemoFirm(config: Config): Promise<void> {
  await loadDemo(config.databaseUrl, { tokenKey: config.secrets.tokenKey, demoPassword: config.secrets.demoPassword });
}

const simulatorOf = (config: Config) => createSimulatorControl({ baseUrl: `http://127.0.0.1:${config.ports.simulator}` });

/** Tells the simulator the demo firm's clients, accounts and passwords: it forgets them when it ends. Rejects while it is away. */
export async function feedSimulator(config: Config): Promise<void> {
  const simulator = simulatorOf(config);
  await simulator.putClients(demoBrokerageClients());
  await simulator.putAccounts(demoBrokerageAccounts());
}

/** Sets the firm's business clock: in the database, in the simulator, and for a simulator that starts later. It runs on from there. */
export async function setFirmClock(config: Config, isoInstant: string, options: { isSimulatorUp: boolean }): Promise<void> {
  await setBusinessClock(config.databaseUrl, isoInstant);
  writeClockOffset(config.home, Date.parse(isoInstant) - Date.now());
  if (options.isSimulatorUp) await simulatorOf(config).setClock(isoInstant);
}
