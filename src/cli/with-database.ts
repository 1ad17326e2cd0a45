/** The firm's database, opened for one command. */
import { createBusinessClockStore } from '../adapters/postgres/business-clock.ts';
import { StoreFault } from '../adapters/postgres/fault.ts';
import { openDatabase, type Database } from '../adapters/postgres/pool.ts';
import { loadConfig, type Config } from '../config.ts';

export interface Opened {
  readonly config: Config;
  readonly database: Database;
  readonly businessNow: number;
}

/** What the command is called goes into the connection's name. A database that is away is told in a sentence, exit code 1. */
export async function withDatabase(part: string, work: (opened: Opened) => Promise<void>): Promise<void> {
  const config = loadConfig();
  const database = openDatabase({ databaseUrl: config.databaseUrl, part, maxConnections: 2 });
  try {
    const { offsetMs } = await createBusinessClockStore(database).read();
    await work({ config, database, businessNow: Date.now() + offsetMs });
  } catch (error) {
    if (!(error instanceof StoreFault && error.retryable)) throw error;
    console.error('The database of the hotline does not answer. ./hotline up starts it, ./hotline status tells how it is.');
    process.exitCode = 1;
  } finally {
    await database.close();
  }
}
