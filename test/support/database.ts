/** A database of its own for a test file, cloned from a template that was migrated once for the run. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { databaseUrlIn, oncePerRun, privatePostgres } from './private-postgres.ts';

export interface TestDatabase {
  /** Of the owner (role `hotline`, no superuser); stores work as `hotline_app` through it. */
  readonly url: string;
  /** One statement as the owner, for arranging and for looking. */
  query<Row extends Record<string, unknown> = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Connections that are still open are cut; the database goes. */
  drop(): Promise<void>;
}

async function asOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const template = (serverUrl: string): Promise<string> =>
  oncePerRun('template', async () => {
    const name = `template_${randomUUID().slice(0, 8)}`;
    await asOwner(serverUrl, (client) => client.query(`create database ${name}`));
    await migrate(databaseUrlIn(serverUrl, name));
    return name;
  });

/** Cloning takes about 100 ms. `migrated: false` gives an empty one. */
export async function createTestDatabase({ migrated = true }: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const serverUrl = await privatePostgres();
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const from = migrated ? `template ${await template(serverUrl)}` : '';
  await oneAtATime(() => asOwner(serverUrl, (client) => client.query(`create database ${name} ${from}`)));
  const url = databaseUrlIn(serverUrl, name);
  const looking = new Client({ connectionString: url });
  looking.on('error', () => undefined);
  await looking.connect();
  // One after the other, so that `begin ... commit` of a test is one transaction.
  let last: Promise<unknown> = Promise.resolve();
  return {
    url,
    query: async <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) => {
      const mine = last.then(() => looking.query(text, [...values]));
      last = mine.catch(() => undefined);
      return (await mine).rows as Row[];
    },
    drop: async () => {
      await looking.end();
      await oneAtATime(() => asOwner(serverUrl, (client) => client.query(`drop database ${name} with (force)`)));
    },
  };
}

/**
 * In use (55006): two clones of one template at the same moment. Not allowed (42501): autovacuum is at the database, and only its own
 * role may end it. Both pass in a moment.
 */
const passing = new Set(['55006', '42501']);

async function oneAtATime(work: () => Promise<unknown>): Promise<void> {
  for (let round = 0; ; round += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const isPassing = error instanceof Error && 'code' in error && passing.has(String(error.code));
      if (!isPassing || round > 100) throw error;
      await wait(20);
    }
  }
}
