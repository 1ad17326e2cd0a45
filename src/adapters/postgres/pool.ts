/**
 * The door to PostgreSQL. Four pools, because how surely a commit is on the disk is a property of the connection:
 *   steps    call steps, one connection that is always open: a key press waits for no other work and no new connection
 *   live     seats, queue, calls that end: synchronous_commit off as for steps, plans that do not depend on what autovacuum last saw
 *   flushed  money, dial attempts, the evidence ledger, ownership: on the disk before it counts
 *   reads    pages and reports: may take longer
 * All work as role `hotline_app`, whoever signs in.
 */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Pool, types, type CustomTypesConfig, type PoolClient } from 'pg';
import { createHash } from 'node:crypto';
import { storeFault } from './fault.ts';
import type { Tables } from './tables.ts';

export interface DatabaseOptions {
  readonly databaseUrl: string;
  /** Name of the process in pg_stat_activity, e.g. `server`. */
  readonly part: string;
  /** Connections of the live pool; `flushed` and `reads` take as many at most. */
  readonly maxConnections?: number;
  readonly connectTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
  /** A connection broke; for the log. */
  readonly onConnectionLost?: (error: unknown) => void;
}

export type Db = Kysely<Tables>;

export interface Database {
  readonly steps: Db;
  readonly live: Db;
  readonly flushed: Db;
  readonly reads: Db;
  close(): Promise<void>;
}

const IDLE_MS = 60_000;
const appRole = 'hotline_app';
/** A statement is prepared once per connection under its own name; more shapes than this are not prepared. */
const namesKept = 500;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= namesKept) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return name;
}

const int8 = 20;
const date = 1082;
/** int8 as number (ours stay below 2^53), date as its text: a day has no time zone. */
const parsers: CustomTypesConfig = {
  getTypeParser: (oid: number): ((value: string) => unknown) => {
    if (oid === int8) return Number;
    if (oid === date) return String;
    return types.getTypeParser(oid, 'text') as (value: string) => unknown;
  },
};

/** A client of the pool that maps errors, prepares statements, and is thrown away once it cannot be trusted. */
function guardClient(client: PoolClient): PostgresPoolClient {
  let isBroken = false;
  const query = async (text: string, values: readonly unknown[]) => {
    const name = values.length === 0 ? undefined : nameOf(text);
    try {
      return await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
    } catch (error) {
      const fault = storeFault(error);
      // Without an SQLSTATE the answer may still come in: nobody else may use this connection.
      if (fault.sqlState === null) isBroken = true;
      throw fault;
    }
  };
  return { query: query as unknown as PostgresPoolClient['query'], release: (destroy) => client.release(isBroken || destroy === true) };
}

function guardPool(pool: Pool): PostgresPool {
  const guarded = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw storeFault(error);
      });
      const known = guarded.get(client) ?? guardClient(client);
      guarded.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

interface PoolShape {
  readonly settings: Readonly<Record<string, string | number>>;
  readonly statementTimeoutMs: number;
  readonly connections: number;
  /** A new connection costs a process and the first plan of each statement. */
  readonly staysOpen?: boolean;
}

function openPool(options: DatabaseOptions, { settings, statementTimeoutMs, connections, staysOpen = false }: PoolShape): Db {
  const all = {
    role: appRole, statement_timeout: statementTimeoutMs, jit: 'off',
    // A frozen process must not hold a row that all others wait for.
    idle_in_transaction_session_timeout: 5_000,
    ...settings,
  };
  const pool = new Pool({
    connectionString: options.databaseUrl,
    application_name: `hotline-${options.part}`,
    max: connections,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 1_000,
    query_timeout: statementTimeoutMs + 500,
    idleTimeoutMillis: staysOpen ? 0 : IDLE_MS,
    keepAlive: true,
    options: Object.entries(all).map(([name, value]) => `-c ${name}=${value}`).join(' '),
    types: parsers,
  });
  // An error of a client that nobody listens to ends the process: listened to from the start, also while it is lent out. Its
  // query under way fails by itself.
  pool.on('connect', (client) => client.on('error', (error) => options.onConnectionLost?.(error)));
  // Told by the client itself; without a listener here it would end the process too.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guardPool(pool) }) });
}

/** Opens nothing yet: connections are made when first needed, and again after a break. Never throws. */
export function openDatabase(options: DatabaseOptions): Database {
  const timeoutMs = options.statementTimeoutMs ?? 2_000;
  const connections = options.maxConnections ?? 4;
  const prompt = {
    synchronous_commit: 'off', plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', enable_bitmapscan: 'off', enable_hashjoin: 'off',
    enable_mergejoin: 'off',
  };
  const steps = openPool(options, { settings: prompt, statementTimeoutMs: timeoutMs, connections: 1, staysOpen: true });
  const live = openPool(options, { settings: prompt, statementTimeoutMs: timeoutMs, connections, staysOpen: true });
  const flushed = openPool(options, { settings: { synchronous_commit: 'on' }, statementTimeoutMs: timeoutMs, connections });
  const reads = openPool(options, { settings: { default_transaction_read_only: 'on' }, statementTimeoutMs: timeoutMs * 5, connections });
  return {
    steps, live, flushed, reads,
    close: async () => {
      await Promise.all([steps, live, flushed, reads].map((pool) => pool.destroy()));
    },
  };
}
