/** A firm with more seats than the demo's: phones' passwords for both Asterisks, agents and open sessions in our database. */
import { createHmac, randomBytes } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { asOwner } from '../../src/adapters/postgres/owner.ts';
import { type Config, loadSettings } from '../../src/config.ts';
import type { SeatAccess } from '../load/seats.ts';

const FIRST = 2_001;

export function seatPasswords(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [String(FIRST + at), randomBytes(12).toString('hex')]));
}

/** Our flow without the notice that recording begins, which takes seconds: what is timed is the queue. */
export function flowsWithoutNotice(folder: string): string {
  const { flowsDir } = loadSettings();
  const copy = path.join(folder, 'flows');
  cpSync(flowsDir, copy, { recursive: true });
  const file = path.join(copy, 'main.yaml');
  const flow = readFileSync(file, 'utf8').replace('open: notice', 'open: queue').replace(/^ {2}notice:\n(?: {4}.*\n)+/m, '');
  writeFileSync(file, flow);
  return copy;
}

/** Agents for the seats, each with the queue's skill and a session that stands open: signing in is not what is measured. */
export async function seatAgents(config: Config): Promise<SeatAccess[]> {
  const seats = Object.entries(config.secrets.seatPasswords).map(([extension, password]) => {
    const token = randomBytes(32).toString('base64url');
    const key = createHmac('sha256', config.secrets.sessionKey).update(`session\0${token}`).digest('hex');
    return { extension, password, cookie: `hotline-session=${token}`, key };
  });
  await asOwner(config.databaseUrl, async (db) => {
    await sql`
      with given as (
        select * from unnest(${seats.map(({ extension }) => extension)}::text[], ${seats.map(({ key }) => key)}::text[]) as g (extension, key)
      ), people as (
        insert into agent (id, login, display_name, password_hash, series, licence_no, licence_valid_until, branch_id, roles)
        select gen_random_uuid(), extension, extension, 'none', 'service', 'S0' || extension, '2099-12-31', 'hq', '{agent}' from given
        returning id, login
      ), skilled as (
        insert into agent_skill (agent_id, queue, level) select id, 'general', 5 from people
      ), seated as (
        insert into seat (id, agent_id, extension) select 's-' || login, id, login from people
      )
      insert into session (session_key, agent_id, opened_at, expires_at)
      select given.key, people.id, now(), now() + interval '12 hours' from given join people on people.login = given.extension`.execute(db);
  });
  return seats;
}
