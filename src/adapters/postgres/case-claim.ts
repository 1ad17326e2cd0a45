/**
 * Claiming an attempt: case pending -> attempting, the attempt's row, and the new call's first event in the inbox of the least busy
 * server. One statement, on the disk before anybody hears of it: two workers, one claim.
 */
import { sql } from 'kysely';
import type { ClaimResult, NewAttempt } from '../../app/callbacks/ports.ts';
import { stateOf } from './fault.ts';
import type { Db } from './pool.ts';

const uniqueViolation = '23505';

interface Claimed {
  is_made: boolean;
  has_server: boolean;
  has_room: boolean;
}

export async function claimNewAttempt(db: Db, claim: NewAttempt): Promise<ClaimResult> {
  try {
    const { rows } = await claimStatement(claim).execute(db);
    const row = rows[0];
    if (row === undefined || row.is_made) return row === undefined ? 'lost' : 'claimed';
    if (!row.has_server) return 'no-server';
    return row.has_room ? 'lost' : 'enough-waiting';
  } catch (error) {
    // Of the two unique rules the statement itself looks at one; what is left is one live attempt per number.
    if (stateOf(error) !== uniqueViolation) throw error;
    return 'number-busy';
  }
}

function claimStatement(claim: NewAttempt) {
  const { caseId, attemptId, callId, attemptNo, numberToken, queue, excludeSeries, callerDnis, at, kept } = claim;
  const time = sql`to_timestamp(${at} / 1000.0)`;
  return sql<Claimed>`
    with server as (
      select l.node from app_lease l where l.expires_at > clock_timestamp()
      order by (select count(*) from call c where c.node = l.node), l.node limit 1
    ), room as (
      -- Attempts wait for a seat; more of them than seats that could take one would only wait longer.
      -- A kept place waits in its caller's stead, so there is always room for it; its phone is dialled when an agent is on the line.
      select ${kept !== undefined}::bool or (select count(*) from attempt k where k.state = 'claimed'
          and not exists (select from callback_case c where c.id = k.case_id and c.kept_queue is not null)) < greatest(1, (
        select count(*) from seat s join agent a on a.id = s.agent_id join agent_skill k on k.agent_id = a.id and k.queue = ${queue}
        where s.phase = 'ready' and a.series <> all (${[...excludeSeries]}::text[]))) as is_there
    ), taken as (
      update callback_case k set state = 'attempting'
      where k.id = ${caseId}::uuid and k.state = 'pending' and exists (select from server) and (select is_there from room)
        and not exists (select from attempt a where a.case_id = k.id and (a.state <> 'ended' or a.attempt_no >= ${attemptNo}::int))
      returning k.id, k.client_id
    ), made as (
      insert into attempt (id, case_id, attempt_no, number_token, call_id, claimed_at)
      select ${attemptId}::uuid, taken.id, ${attemptNo}::int, ${numberToken}::text, ${callId}::uuid, ${time} from taken
      returning id
    ), mailed as (
      insert into inbox (node, call_id, event)
      select server.node, ${callId}::uuid, jsonb_build_object(
        'kind', 'callback-claimed', 'at', ${at}::bigint, 'caseId', ${caseId}::text, 'attemptId', ${attemptId}::text, 'clientId', taken.client_id,
        'numberToken', ${numberToken}::text, 'queue', ${queue}::text, 'excludeSeries', ${[...excludeSeries]}::text[], 'callerDnis', ${callerDnis}::text)
        || ${JSON.stringify(kept === undefined ? {} : { kept: { enteredAt: kept.enteredAt, priority: kept.priority } })}::jsonb
      from taken cross join server
    ), told as (
      insert into fact (at, call_id, subject, seq, kind, body)
      select ${time}, null, ${attemptId}::text, 0, 'attempt-claimed', jsonb_build_object('caseId', ${caseId}::text, 'callId', ${callId}::text, 'attemptNo', ${attemptNo}::int) from made
    )
    select exists (select from made) as is_made, exists (select from server) as has_server, (select is_there from room) as has_room`;
}
