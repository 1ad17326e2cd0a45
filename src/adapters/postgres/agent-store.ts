/** Agents at the door: who they are, their sessions, the guard against guessing. */
import { sql } from 'kysely';
import type { Agent, AgentStore, SessionStore, SignInGuard } from '../../app/desk/ports.ts';
import type { Database } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;

export function createAgentStore({ live }: Pick<Database, 'live'>): AgentStore {
  return {
    async byLogin(login) {
      const { rows } = await sql<Agent & { passwordHash: string }>`
        select a.id as "agentId", a.login, a.display_name as name, a.series, b.name as branch, a.password_hash as "passwordHash"
        from agent a join branch b on b.id = a.branch_id where a.login = ${login} and a.may_sign_in`.execute(live);
      return rows[0] ?? null;
    },
  };
}

export function createSessionStore({ live }: Pick<Database, 'live'>): SessionStore {
  return {
    async open({ sessionKey, agentId, at, expiresAt }) {
      await sql`
        with over as (delete from session where expires_at <= ${time(at)})
        insert into session (session_key, agent_id, opened_at, expires_at) values (${sessionKey}, ${agentId}::uuid, ${time(at)}, ${time(expiresAt)})`.execute(live);
    },
    async find(sessionKey, at) {
      const { rows } = await sql<Agent & { opened_at: Date; expires_at: Date }>`
        select s.opened_at, s.expires_at, a.id as "agentId", a.login, a.display_name as name, a.series, b.name as branch
        from session s join agent a on a.id = s.agent_id join branch b on b.id = a.branch_id
        where s.session_key = ${sessionKey} and s.expires_at > ${time(at)} and a.may_sign_in`.execute(live);
      const row = rows[0];
      if (row === undefined) return null;
      const { opened_at, expires_at, ...agent } = row;
      return { sessionKey, agent, openedAt: opened_at.getTime(), expiresAt: expires_at.getTime() };
    },
    async close(sessionKey) {
      await live.deleteFrom('session').where('session_key', '=', sessionKey).execute();
    },
  };
}

export function createSignInGuard({ live }: Pick<Database, 'live'>): SignInGuard {
  return {
    async lockedUntil(loginKey, at) {
      const row = await live.selectFrom('sign_in_guard').select('locked_until').where('login_key', '=', loginKey).where('locked_until', '>', new Date(at)).executeTakeFirst();
      return row?.locked_until?.getTime() ?? null;
    },
    async noteFailure({ loginKey, at, maxFailures, windowMs, lockMs }) {
      // The count with this one; a window that is over starts anew.
      const count = sql`case when g.window_began_at <= ${time(at - windowMs)} then 1 else g.failures + 1 end`;
      const { rows } = await sql<{ locked_until: Date | null }>`
        insert into sign_in_guard as g (login_key, failures, window_began_at, locked_until)
        values (${loginKey}, case when ${maxFailures}::int <= 1 then 0 else 1 end, ${time(at)}, case when ${maxFailures}::int <= 1 then ${time(at + lockMs)} end)
        on conflict (login_key) do update set
          failures = case when ${count} >= ${maxFailures}::int then 0 else ${count} end,
          window_began_at = case when g.window_began_at <= ${time(at - windowMs)} then ${time(at)} else g.window_began_at end,
          locked_until = case when ${count} >= ${maxFailures}::int then ${time(at + lockMs)} end
        returning locked_until`.execute(live);
      return rows[0]?.locked_until?.getTime() ?? null;
    },
    async clear(loginKey) {
      await live.deleteFrom('sign_in_guard').where('login_key', '=', loginKey).execute();
    },
  };
}
