/** Loads the demo firm. A second time changes nothing but a changed demo password; states of seats are left alone. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { hashPassword, verifyPassword } from '../../../app/desk/password.ts';
import { numberToken } from '../number-book.ts';
import { asOwner } from '../owner.ts';
import type { Db } from '../pool.ts';
import { demoAgents, demoBranches, demoQueues } from './agents.ts';
import { demoClients } from './clients.ts';

export interface DemoOptions {
  /** Key of the number tokens, 64 hex digits. */
  readonly tokenKey: string;
  /** Password of every demo sign-in. */
  readonly demoPassword: string;
}

const licensedUntil = new Date('2099-12-31T23:59:59+08:00');

/** The same agent has the same id in every demo firm. Form of a UUIDv7. */
function agentIdOf(extension: string): string {
  const hex = createHash('sha256').update(`demo agent ${extension}`).digest('hex');
  return `0193a000-0000-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}

/** The demo agents share one password, so one hash serves all; it is made anew only when it does not fit any more. */
async function passwordHash(db: Db, demoPassword: string): Promise<string> {
  const first = await db.selectFrom('agent').select('password_hash').where('login', '=', demoAgents[0]?.extension ?? '').executeTakeFirst();
  const isCurrent = first !== undefined && (await verifyPassword(demoPassword, first.password_hash));
  return isCurrent ? first.password_hash : hashPassword(demoPassword);
}

async function loadPeople(db: Db, hash: string): Promise<void> {
  await db.insertInto('branch').values(demoBranches.map(({ id, name, isHeadquarters }) => ({ id, name, is_headquarters: isHeadquarters }))).onConflict((on) => on.doNothing()).execute();
  await db.insertInto('queue').values(demoQueues.map(({ name, acwMs, calendar, isWatched, rules }) => ({ name, ring_ms: 15_000, acw_ms: acwMs, max_wait_ms: 600_000, calendar, is_watched: isWatched, rules: JSON.stringify(rules) }))).onConflict((on) => on.doNothing()).execute();
  await db
    .insertInto('agent')
    .values(demoAgents.map(({ extension, name, series, branch, isSupervisor }) => ({
      id: agentIdOf(extension), login: extension, display_name: name, password_hash: hash, series, licence_no: `S099${extension}0001`,
      licence_valid_until: licensedUntil, branch_id: branch, roles: ['agent', ...(series === 'compliance' ? ['reviewer'] : []), ...(isSupervisor === true ? ['supervisor'] : [])],
    })))
    .onConflict((on) => on.column('id').doUpdateSet({ password_hash: sql`excluded.password_hash` }).where('agent.password_hash', 'is distinct from', sql<string>`excluded.password_hash`))
    .execute();
  await db.insertInto('agent_skill').values(demoAgents.flatMap(({ extension, skills }) => skills.map((skill) => ({ agent_id: agentIdOf(extension), ...skill })))).onConflict((on) => on.doNothing()).execute();
  await db.insertInto('seat').values(demoAgents.map(({ extension }) => ({ id: `s-${extension}`, agent_id: agentIdOf(extension), extension }))).onConflict((on) => on.doNothing()).execute();
}

async function loadClients(db: Db, tokenKey: string): Promise<void> {
  const tokenOf = (number: string) => numberToken(tokenKey, number);
  const numbers = [...new Set(demoClients.flatMap((client) => client.numbers))];
  await db.insertInto('phone_number').values(numbers.map((number) => ({ token: tokenOf(number), number }))).onConflict((on) => on.doNothing()).execute();
  await db
    .insertInto('client')
    .values(demoClients.map((client) => ({
      id: client.clientId, client_no: client.clientNo, name: client.name, branch_id: client.branch, tier: client.tier,
      owner_agent_id: client.owner === null ? null : agentIdOf(client.owner),
    })))
    .onConflict((on) => on.doNothing())
    .execute();
  await db.insertInto('client_number').values(demoClients.flatMap((client) => client.numbers.map((number, index) => ({ client_id: client.clientId, token: tokenOf(number), rank: index + 1 })))).onConflict((on) => on.doNothing()).execute();
  await db.insertInto('client_bank').values(demoClients.flatMap((client) => client.banks.map((bank, index) => ({ client_id: client.clientId, rank: index + 1, bank: bank.bank, card_tail: bank.cardTail })))).onConflict((on) => on.doNothing()).execute();
}

/** Headquarters and 3 branches, 12 agents and a supervisor with seats, 4 queues, 200 clients. `databaseUrl` is the owner's. Throws a StoreFault. */
export async function loadDemo(databaseUrl: string, { tokenKey, demoPassword }: DemoOptions): Promise<void> {
  await asOwner(databaseUrl, async (db) => {
    const hash = await passwordHash(db, demoPassword);
    await db.transaction().execute(async (transaction) => {
      await loadPeople(transaction, hash);
      await loadClients(transaction, tokenKey);
    });
  });
}
