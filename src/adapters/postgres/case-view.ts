/** A callback case with all that a decision on it needs, read in one statement: where each attempt's call is belongs to one moment. */
import { sql } from 'kysely';
import type { CaseDetails } from '../../app/callbacks/ports.ts';
import type { AttemptOutcome } from '../../core/call/commands.ts';
import type { AttemptView, CallWhereabouts } from '../../core/callback/plan.ts';
import type { CancelReason, CaseState } from '../../core/callback/state.ts';
import type { AttemptState } from '../../core/attempt/state.ts';
import type { Db } from './pool.ts';

interface CaseRow {
  client_id: string;
  branch_id: string;
  kind: string;
  state: 'pending' | 'attempting' | 'completed' | 'reviewed' | 'cancelled';
  due_at: number;
  next_attempt_at: number;
  completed_attempt: string | null;
  completed_by: string | null;
  reviewed_by: string | null;
  cancelled_reason: string | null;
  kept_queue: string | null;
  kept_since: number | null;
  kept_priority: number | null;
  kept_number: string | null;
  numbers: string[];
  attempts: AttemptRow[];
}

interface AttemptRow {
  attemptId: string;
  numberToken: string;
  state: 'claimed' | 'dialling' | 'answered' | 'ended';
  outcome: AttemptOutcome | null;
  claimedAt: number;
  dialledAt: number | null;
  endedAt: number | null;
  call: CallWhereabouts;
  told: { kind: string; outcome: AttemptOutcome | null }[];
  recordings: AttemptView['recordings'];
}

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);

/**
 * The call: taken by a server or not, by the rows it leaves; a finished one is looked for only near its claim, so that one
 * month's history is read. Its facts tell what happened when the ledger does not.
 */
const whereabouts = sql`
  case when exists (select from call c where c.call_id = a.call_id) then 'live'
       when exists (select from inbox i where i.call_id = a.call_id and i.event ->> 'kind' = 'callback-claimed') then 'waiting'
       when exists (select from call_log l where l.call_id = a.call_id and l.started_at between a.claimed_at - interval '1 minute' and a.claimed_at + interval '1 day') then 'over'
       else 'nowhere' end`;
const told = sql`
  (select coalesce(json_agg(json_build_object('kind', f.kind, 'outcome', f.body ->> 'outcome') order by f.seq), '[]') from fact f
   where f.call_id = a.call_id and f.subject = 'call' and f.kind in ('client-dialled', 'connected', 'attempt-ended') and f.at >= a.claimed_at - interval '1 minute')`;

export async function readCase(db: Db, caseId: string): Promise<CaseDetails | null> {
  const { rows } = await sql<CaseRow>`
    select k.client_id, k.branch_id, k.kind, k.state, ${ms('k.due_at')} as due_at, ${ms('k.next_attempt_at')} as next_attempt_at,
      k.completed_attempt, k.completed_by, k.reviewed_by, k.cancelled_reason, k.kept_queue, ${ms('k.kept_since')} as kept_since, k.kept_priority, k.kept_number,
      (select coalesce(json_agg(n.token order by n.rank), '[]') from client_number n where n.client_id = k.client_id) as numbers,
      (select coalesce(json_agg(json_build_object(
         'attemptId', a.id, 'numberToken', a.number_token, 'state', a.state, 'outcome', a.outcome,
         'claimedAt', ${ms('a.claimed_at')}, 'dialledAt', ${ms('a.dialled_at')}, 'endedAt', ${ms('a.ended_at')},
         'call', ${whereabouts}, 'told', ${told},
         'recordings', (select coalesce(json_agg(json_build_object('recordingId', r.id, 'state', r.state, 'agentId', r.agent_id) order by r.started_at), '[]')
                        from recording r where r.attempt_id = a.id)
       ) order by a.attempt_no), '[]') from attempt a where a.case_id = k.id) as attempts
    from callback_case k where k.id = ${caseId}::uuid`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const attempts = row.attempts.map(attemptOf);
  return {
    caseId, clientId: row.client_id, branchId: row.branch_id, kind: row.kind, dueAt: row.due_at, attempts,
    numbers: row.kept_number === null ? row.numbers : [row.kept_number, ...row.numbers.filter((token) => token !== row.kept_number)],
    state: stateOfCase(row, attempts.at(-1)?.attemptId ?? ''), ...keptOf(row),
  };
}

/** A place is kept for a time; every other case is worked off even when its deadline has passed. */
function keptOf({ kept_queue, kept_since, kept_priority, kept_number, due_at }: CaseRow): Pick<CaseDetails, 'kept' | 'expiresAt'> {
  if (kept_queue === null || kept_since === null || kept_number === null) return {};
  return { kept: { queue: kept_queue, enteredAt: kept_since, priority: kept_priority ?? 0, numberToken: kept_number }, expiresAt: due_at };
}

function stateOfCase(row: CaseRow, lastAttemptId: string): CaseState {
  const proof = { attemptId: row.completed_attempt ?? '', agentId: row.completed_by ?? '' };
  switch (row.state) {
    case 'pending':
      return { phase: 'pending', nextAttemptAt: row.next_attempt_at };
    case 'attempting':
      return { phase: 'attempting', attemptId: lastAttemptId };
    case 'completed':
      return { phase: 'completed', ...proof };
    case 'reviewed':
      return { phase: 'reviewed', ...proof, reviewerId: row.reviewed_by ?? '' };
    case 'cancelled':
      return { phase: 'cancelled', reason: (row.cancelled_reason ?? 'withdrawn') as CancelReason };
    default:
      return row.state satisfies never;
  }
}

function attemptOf(row: AttemptRow): AttemptView {
  const { attemptId, numberToken, claimedAt, dialledAt, endedAt, call, recordings } = row;
  const has = (kind: string): boolean => row.told.some((fact) => fact.kind === kind);
  return {
    attemptId, numberToken, claimedAt, dialledAt, endedAt, call, recordings,
    state: stateOfAttempt(row),
    evidence: {
      wasDialled: dialledAt !== null || has('client-dialled'),
      wasConnected: has('connected'),
      stated: row.told.findLast((fact) => fact.kind === 'attempt-ended')?.outcome ?? null,
    },
  };
}

function stateOfAttempt({ state, outcome }: AttemptRow): AttemptState {
  // A constraint of the table: an ended attempt has an outcome.
  return state === 'ended' ? { phase: 'ended', outcome: outcome ?? 'unknown' } : { phase: state };
}
