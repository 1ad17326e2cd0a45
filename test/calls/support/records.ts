import pg from 'pg';
import type { CallFact } from '../../../src/core/call/facts.ts';
import type { Config } from '../../../src/config.ts';

/** A fact as the log holds it. */
export type KeptFact = CallFact & { callId: string; seq: number; at: number };

/** What the product wrote down, read with plain SQL past all of its own code. */
export interface Records {
  sql<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Facts of all calls of this number, in order. */
  factsOf(number: string): Promise<KeptFact[]>;
  /** Nodes of the flow that a caller went through. */
  pathOf(number: string): Promise<string[]>;
  /** Id of the call that is going on with this number, or undefined. */
  liveCallOf(number: string): Promise<{ callId: string; state: { activity: Record<string, unknown> & { phase: string } } } | undefined>;
  close(): Promise<void>;
}

const OF_NUMBER = `(select token from phone_number where number = $1)`;

export function openRecords(config: Pick<Config, 'databaseUrl'>): Records {
  pg.types.setTypeParser(20, Number);
  const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 4, application_name: 'hotline-test', connectionTimeoutMillis: 5_000 });
  // PostgreSQL is halted on purpose now and then: the next query opens a connection anew.
  pool.on('error', () => undefined);
  const sql: Records['sql'] = async <Row>(text: string, values: readonly unknown[] = []) => (await pool.query(text, [...values])).rows as Row[];
  const factsOf = async (number: string): Promise<KeptFact[]> => {
    const rows = await sql<{ call_id: string; seq: number; kind: string; body: object; at: Date }>(
      `select call_id, seq, kind, body, at from fact where subject = 'call' and call_id in
         (select call_id from fact where kind = 'call-arrived' and body ->> 'numberToken' = ${OF_NUMBER}) order by call_id, seq`, [number]);
    return rows.map((row) => ({ ...row.body, kind: row.kind, callId: row.call_id, seq: row.seq, at: row.at.getTime() }) as KeptFact);
  };
  return {
    sql,
    factsOf,
    pathOf: async (number) => (await factsOf(number)).flatMap((fact) => (fact.kind === 'node-entered' ? [fact.node] : [])),
    liveCallOf: async (number) =>
      (await sql<{ callId: string; state: { activity: { phase: string } } }>(`select call_id as "callId", state from call where state ->> 'numberToken' = ${OF_NUMBER}`, [number]))[0],
    close: () => pool.end(),
  };
}
