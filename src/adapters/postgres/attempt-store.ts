/**
 * The ledger of dial attempts: on the disk before a phone rings. Each step is possible once and only from the one before; said
 * again it changes nothing and is still true. What becomes of the case is decided elsewhere (core/callback).
 */
import { sql, type RawBuilder } from 'kysely';
import type { AttemptStore } from '../../app/ports.ts';
import type { AttemptNews, AttemptOutcome } from '../../core/call/commands.ts';
import { stateOf } from './fault.ts';
import type { Database } from './pool.ts';

/** Raised by the trigger: an agent of the marketing series. I-01 */
const seriesNotAllowed = 'HL002';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;

/** Who is at it is read from the call's own row: it was saved with its seat before this was asked. */
const agentOfCall = sql`(select s.agent_id from call c join seat s on s.id = c.state -> 'activity' -> 'offer' ->> 'seatId' where c.call_id = attempt.call_id)`;

interface Step {
  readonly to: 'dialling' | 'answered' | 'ended';
  readonly from: readonly string[];
  readonly outcome: AttemptOutcome | null;
  readonly set: RawBuilder<unknown>;
}

function stepOf(news: AttemptNews, at: number): Step {
  switch (news.kind) {
    case 'dialling':
      return { to: 'dialling', from: ['claimed'], outcome: null, set: sql`dialled_at = ${time(at)}, agent_id = ${agentOfCall}` };
    case 'answered':
      return { to: 'answered', from: ['dialling'], outcome: null, set: sql`answered_at = ${time(at)}` };
    case 'ended':
      return { to: 'ended', from: ['claimed', 'dialling', 'answered'], outcome: news.outcome, set: sql`ended_at = ${time(at)}` };
  }
}

const seqOf = { dialling: 1, answered: 2, ended: 3 };

export function createAttemptStore({ flushed }: Pick<Database, 'flushed'>): AttemptStore {
  return {
    async note(attemptId, news, at) {
      const { to, from, outcome, set } = stepOf(news, at);
      try {
        const { rows } = await sql`
          with noted as (
            update attempt set state = ${to}, outcome = ${outcome}, ${set} where id = ${attemptId}::uuid and state = any (${[...from]}::text[])
            returning case_id, outcome
          ), told as (
            insert into fact (at, subject, seq, kind, body)
            select ${time(at)}, ${attemptId}, ${seqOf[to]}::int, ${`attempt-${to}`}, jsonb_build_object('caseId', case_id, 'outcome', outcome) from noted
          )
          select 1 from noted
          union all
          -- Said before: the statement still sees the row as it was when it began.
          select 1 from attempt where id = ${attemptId}::uuid and state = ${to} and outcome is not distinct from ${outcome}`.execute(flushed);
        return rows.length > 0;
      } catch (error) {
        if (stateOf(error) === seriesNotAllowed) return false;
        throw error;
      }
    },
  };
}
