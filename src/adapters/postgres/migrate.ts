/** Brings a database up to date. Runs as the owner; the application works as `hotline_app`, which may not do this. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { storeFault } from './fault.ts';
import { asOwner } from './owner.ts';

const migrationFolder = fileURLToPath(new URL('../../../migrations', import.meta.url));

/**
 * Runs the migrations that have not run, in order, under a lock; then makes the months ahead. Returns the names of those that
 * ran. Throws a StoreFault (`cause` has PostgreSQL's words and hint).
 */
export async function migrate(databaseUrl: string): Promise<readonly string[]> {
  return asOwner(databaseUrl, async (db) => {
    const migrator = new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder }) });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) throw storeFault(error);
    await sql`select keep_partitions_ahead(current_date, 2)`.execute(db);
    return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
  });
}
