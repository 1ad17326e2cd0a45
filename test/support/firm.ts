/** A small firm for tests of the store: one branch, agents with seats, one queue. Ids are made here and returned. */
import { randomUUID } from 'node:crypto';
import type { TestDatabase } from './database.ts';

export interface TestSeat {
  readonly seatId: string;
  readonly agentId: string;
  readonly extension: string;
}

export const farAway = new Date(Date.UTC(2040, 0, 1));

export async function addBranchAndQueues(test: TestDatabase): Promise<void> {
  await test.query(`insert into branch (id, name, is_headquarters) values ('hq', '总部', true) on conflict do nothing`);
  await test.query(`insert into queue (name, ring_ms, acw_ms, max_wait_ms) values ('general', 15000, 5000, 600000), ('callback', 15000, 5000, 600000) on conflict do nothing`);
}

export async function addSeat(test: TestDatabase, extension: string, series: 'marketing' | 'service' | 'compliance' = 'service'): Promise<TestSeat> {
  const agentId = randomUUID();
  await test.query(
    `insert into agent (id, login, display_name, password_hash, series, licence_no, licence_valid_until, branch_id) values ($1, $2, $3, 'x', $4, 'S0', $5, 'hq')`,
    [agentId, extension, `坐席${extension}`, series, farAway],
  );
  await test.query(`insert into agent_skill (agent_id, queue, level) values ($1, 'general', 5)`, [agentId]);
  const seatId = `s-${extension}`;
  await test.query(`insert into seat (id, agent_id, extension) values ($1, $2, $3)`, [seatId, agentId, extension]);
  return { seatId, agentId, extension };
}

/** Straight to ready, as nothing but the row matters here. */
export async function makeReady(test: TestDatabase, seatId: string, at: number): Promise<number> {
  const rows = await test.query<{ version: number }>(
    `update seat set state = json_build_object('phase', 'ready', 'since', $2::bigint), phase = 'ready', phase_since = to_timestamp($2::bigint / 1000.0), version = version + 1 where id = $1 returning version`,
    [seatId, at],
  );
  return rows[0]?.version ?? -1;
}

export async function addClient(test: TestDatabase, tokens: readonly string[]): Promise<string> {
  const clientId = randomUUID();
  await test.query(`insert into client (id, client_no, name, branch_id, tier) values ($1, $2, '张伟', 'hq', 'gold')`, [clientId, clientId.slice(0, 8)]);
  for (const [index, token] of tokens.entries())
    await test.query(`insert into client_number (client_id, token, rank) values ($1, $2, $3)`, [clientId, token, index + 1]);
  return clientId;
}
