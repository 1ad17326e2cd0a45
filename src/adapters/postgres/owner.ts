/** Work as the owner of the tables: migrations, the demo firm, the business clock. Never used by server or worker. */
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { storeFault } from './fault.ts';
import type { Db } from './pool.ts';
import type { Tables } from './tables.ts';

/** Opens a connection for `work` and closes it. Throws a StoreFault (`cause` has PostgreSQL's words and hint). */
export async function asOwner<T>(databaseUrl: string, work: (db: Db) => Promise<T>): Promise<T> {
  const pool = new Pool({ connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 5_000, application_name: 'hotline-owner' });
  // A break shows in the statement under way; without listeners it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await work(db);
  } catch (error) {
    throw storeFault(error);
  } finally {
    await db.destroy();
  }
}
