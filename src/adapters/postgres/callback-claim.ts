/**
 * Claiming the next attempt of a case: case pending -> attempting, the attempt's row, and the new call's first event in the
 * inbox of a node. One statement, on the disk before anybody hears of it: two workers, one claim.
 */
import { sql } from 'kysely';
import { stateOf } from './fault.ts';
import type { Db } from './pool.ts';

export interface AttemptClaim {
  readonly caseId: string;
  readonly attemptId: string;
  readonly callId: string;
  /** Server that shall carry the call. */
  readonly node: string;
  readonly queue: string;
  readonly excludeSeries: readonly string[];
  /** Number shown to the client. */
  readonly callerDnis: string;
  readonly at: number;
}

export type ClaimAnswer =
  | { readonly kind: 'claimed'; readonly attemptNo: number }
  /** NUMBER_BUSY: another attempt at this number is alive; the case stays pending. */
  | { readonly kind: 'refused'; readonly code: 'CASE_NOT_PENDING' | 'CLIENT_WITHOUT_NUMBER' | 'NUMBER_BUSY' };

const uniqueViolation = '23505';

export async function claimAttempt(db: Db, claim: AttemptClaim): Promise<ClaimAnswer> {
  const { caseId, attemptId, callId, node, queue, excludeSeries, callerDnis, at } = claim;
  try {
    const { rows } = await sql<{ attempt_no: number }>`
      with turn as (
        select coalesce(max(attempt_no), 0) + 1 as no from attempt where case_id = ${caseId}::uuid
      ), taken as (
        update callback_case k set state = 'attempting'
        where id = ${caseId}::uuid and state = 'pending' and exists (select from client_number n where n.client_id = k.client_id)
        returning id, client_id
      ), chosen as (
        -- Each attempt tries the client's next number, the preferred one first.
        select n.token, row_number() over (order by n.rank) as place, count(*) over () as total
        from client_number n join taken on taken.client_id = n.client_id
      ), made as (
        insert into attempt (id, case_id, attempt_no, number_token, call_id, claimed_at)
        select ${attemptId}::uuid, taken.id, turn.no, chosen.token, ${callId}::uuid, to_timestamp(${at} / 1000.0)
        from taken cross join turn join chosen on chosen.place = (turn.no - 1) % chosen.total + 1
        returning attempt_no, number_token
      ), mailed as (
        insert into inbox (node, call_id, event)
        select ${node}, ${callId}::uuid, json_build_object(
          'kind', 'callback-claimed', 'at', ${at}::bigint, 'caseId', ${caseId}::text, 'attemptId', ${attemptId}::text, 'clientId', taken.client_id,
          'numberToken', made.number_token, 'queue', ${queue}::text, 'excludeSeries', ${[...excludeSeries]}::text[], 'callerDnis', ${callerDnis}::text)
        from taken cross join made
      ), told as (
        insert into fact (at, call_id, subject, seq, kind, body)
        select to_timestamp(${at} / 1000.0), null, ${attemptId}, 0, 'attempt-claimed', jsonb_build_object('caseId', ${caseId}::text, 'callId', ${callId}::text, 'attemptNo', attempt_no) from made
      )
      select attempt_no from made`.execute(db);
    const made = rows[0];
    return made === undefined ? refused(db, caseId) : { kind: 'claimed', attemptNo: made.attempt_no };
  } catch (error) {
    if (stateOf(error) !== uniqueViolation) throw error;
    return { kind: 'refused', code: 'NUMBER_BUSY' };
  }
}

async function refused(db: Db, caseId: string): Promise<ClaimAnswer> {
  const row = await db.selectFrom('callback_case').select('state').where('id', '=', caseId).executeTakeFirst();
  return { kind: 'refused', code: row?.state === 'pending' ? 'CLIENT_WITHOUT_NUMBER' : 'CASE_NOT_PENDING' };
}
