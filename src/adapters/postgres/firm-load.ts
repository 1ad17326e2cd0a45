/** Brings a firm's branches, queues and people into the database, all or nothing. Who is not named stays as she is. */
import { sql } from 'kysely';
import type { FirmAgent, FirmFile, FirmQueue } from '../../contract/firm-file.ts';
import { queuesNamed } from '../../contract/queue-rules.ts';
import { asOwner } from './owner.ts';
import type { Db } from './pool.ts';

/** A first password, for whoever has none yet or is to have another. */
export interface FirstPassword {
  readonly id: string;
  readonly hash: string;
}

export interface FirmLoad {
  readonly firm: FirmFile;
  /** Called for agents who are new, and for those of `newPasswords`. */
  readonly firstPassword: (login: string) => Promise<FirstPassword>;
  readonly newPasswords: readonly string[];
}

/** What cannot be: said to the person, and nothing is changed. */
export class FirmRefused extends Error {}

async function loadAgent(db: Db, agent: FirmAgent, { firstPassword, newPasswords }: FirmLoad): Promise<void> {
  const there = await db.selectFrom('agent').select(['id', 'password_hash']).where('login', '=', agent.login).executeTakeFirst();
  const first = there === undefined || newPasswords.includes(agent.login) ? await firstPassword(agent.login) : null;
  const id = there?.id ?? first?.id ?? '';
  const values = {
    display_name: agent.name, series: agent.series, licence_no: agent.licenceNo, licence_valid_until: new Date(`${agent.licenceValidUntil}T23:59:59+08:00`),
    branch_id: agent.branch, roles: agent.roles, may_sign_in: agent.maySignIn, password_hash: first?.hash ?? there?.password_hash ?? '',
  };
  await db.insertInto('agent').values({ id, login: agent.login, ...values }).onConflict((on) => on.column('login').doUpdateSet(values)).execute();
  await db.deleteFrom('agent_skill').where('agent_id', '=', id).execute();
  const skills = Object.entries(agent.skills).map(([queue, level]) => ({ agent_id: id, queue, level }));
  if (skills.length > 0) await db.insertInto('agent_skill').values(skills).execute();
  if (agent.extension !== undefined) await seatAgent(db, id, agent.extension);
}

/** A seat changes hands only when nobody sits there. */
async function seatAgent(db: Db, agentId: string, extension: string): Promise<void> {
  const { rows } = await sql<{ agent_id: string }>`
    insert into seat (id, agent_id, extension) values (${`s-${extension}`}, ${agentId}, ${extension})
    on conflict (extension) do update set agent_id = excluded.agent_id where seat.phase = 'signed-out' or seat.agent_id = excluded.agent_id
    returning agent_id`.execute(db);
  if (rows.length === 0) throw new FirmRefused(`seat ${extension} is taken by another agent who is signed in: let her sign out first`);
}

function queueValues({ ringS, acwS, maxWaitS, serviceLevelS, serviceLevelTarget, advice, watched, calendar, lastAgentS, rules }: FirmQueue) {
  return {
    ring_ms: ringS * 1_000, acw_ms: acwS * 1_000, max_wait_ms: maxWaitS * 1_000,
    ...(serviceLevelS === undefined ? {} : { service_level_ms: serviceLevelS * 1_000 }), ...(serviceLevelTarget === undefined ? {} : { service_level_target: serviceLevelTarget }),
    ...(advice === undefined ? {} : { needs_licence: advice }), ...(watched === undefined ? {} : { is_watched: watched }), ...(calendar === undefined ? {} : { calendar }),
    ...(lastAgentS === undefined ? {} : { last_agent_ms: lastAgentS * 1_000 }), ...(rules === undefined ? {} : { rules: JSON.stringify(rules) }),
  };
}

async function assertKnown(db: Db, firm: FirmFile): Promise<void> {
  const known = async (table: 'branch' | 'queue'): Promise<readonly string[]> =>
    (await sql<{ id: string }>`select ${sql.ref(table === 'branch' ? 'id' : 'name')} as id from ${sql.table(table)} order by 1`.execute(db)).rows.map(({ id }) => id);
  const [branches, queues] = [await known('branch'), await known('queue')];
  for (const { name, rules } of firm.queues) {
    const to = rules === undefined ? undefined : queuesNamed(rules).find((one) => !queues.includes(one) || one === name);
    if (to !== undefined) throw new FirmRefused(to === name ? `queue ${name}: its rules send callers to itself` : `queue ${name}: its rules send callers to "${to}", which is not there; queues are ${queues.join(', ')}`);
  }
  for (const { login, branch, skills } of firm.agents) {
    if (!branches.includes(branch)) throw new FirmRefused(`agent ${login}: there is no branch "${branch}"; branches are ${branches.join(', ') || 'none yet'}`);
    const queue = Object.keys(skills).find((one) => !queues.includes(one));
    if (queue !== undefined) throw new FirmRefused(`agent ${login}: there is no queue "${queue}"; queues are ${queues.join(', ') || 'none yet'}`);
  }
}

/** Queues that callers could wait in for ever: no agent who may sign in has the skill. */
async function withoutAgents(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select q.name from queue q where not exists (select from agent_skill k join agent a on a.id = k.agent_id where k.queue = q.name and a.may_sign_in) order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

/** Answers the queues whose skill nobody has. `databaseUrl` is the owner's. Throws FirmRefused or a StoreFault. */
export async function loadFirm(databaseUrl: string, load: FirmLoad): Promise<{ readonly withoutAgents: readonly string[] }> {
  const { firm, newPasswords } = load;
  const stranger = newPasswords.find((login) => !firm.agents.some((agent) => agent.login === login));
  if (stranger !== undefined) throw new FirmRefused(`--new-password ${stranger}: the file has no such agent`);
  return asOwner(databaseUrl, (db) => db.transaction().execute(async (transaction) => {
    for (const { id, name, headquarters } of firm.branches)
      await transaction.insertInto('branch').values({ id, name, is_headquarters: headquarters }).onConflict((on) => on.column('id').doUpdateSet({ name, is_headquarters: headquarters })).execute();
    for (const queue of firm.queues) {
      const values = queueValues(queue);
      await transaction.insertInto('queue').values({ name: queue.name, ...values }).onConflict((on) => on.column('name').doUpdateSet(values)).execute();
    }
    await assertKnown(transaction, firm);
    for (const agent of firm.agents) await loadAgent(transaction, agent, load);
    return { withoutAgents: await withoutAgents(transaction) };
  }));
}
