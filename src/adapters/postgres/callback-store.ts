/**
 * Callback cases (回访): opened, claimed for one attempt at a time, completed, reviewed. What a completion needs is checked by the
 * database itself (migrations, evidence rules); here its refusals become values.
 */
import { sql } from 'kysely';
import { claimAttempt, type AttemptClaim, type ClaimAnswer } from './callback-claim.ts';
import { stateOf } from './fault.ts';
import type { Database } from './pool.ts';

export type CaseState = 'pending' | 'attempting' | 'completed' | 'reviewed' | 'cancelled';

export interface CallbackCase {
  readonly caseId: string;
  readonly clientId: string;
  readonly branchId: string;
  readonly kind: string;
  readonly state: CaseState;
  readonly openedAt: number;
  readonly dueAt: number;
  readonly completedBy: string | null;
  readonly attempts: readonly {
    readonly attemptId: string; readonly attemptNo: number; readonly callId: string; readonly state: 'claimed' | 'dialling' | 'answered' | 'ended';
    readonly outcome: string | null; readonly agentId: string | null;
    readonly recordings: readonly { readonly recordingId: string; readonly state: 'expected' | 'sealed' | 'missing'; readonly sha256: string | null }[];
  }[];
}

export type CompleteAnswer =
  | { readonly kind: 'completed' }
  | { readonly kind: 'refused'; readonly code: 'RECORDING_NOT_SEALED' | 'SERIES_NOT_ALLOWED' | 'TALK_NOT_FINISHED' | 'CASE_NOT_OPEN' };

export interface CallbackStore {
  /** One open case per client and kind: `existing` is the one that is open already (its id, not the one given). */
  open(ask: { caseId: string; clientId: string; kind: string; at: number; dueAt: number }): Promise<{ readonly kind: 'opened' | 'existing'; readonly caseId: string } | { readonly kind: 'refused'; readonly code: 'CLIENT_UNKNOWN' }>;
  find(caseId: string): Promise<CallbackCase | null>;
  /** Pending cases that may be dialled at `at`, most urgent first: what the sweeper asks jobs for. */
  due(at: number, limit: number): Promise<readonly string[]>;
  claim(claim: AttemptClaim): Promise<ClaimAnswer>;
  /** `agentId` null: the agent of the attempt. Said again it changes nothing. E-02, I-01 */
  complete(ask: { caseId: string; attemptId: string; agentId: string | null; at: number }): Promise<CompleteAnswer>;
  /** By another agent than the one who did it. I-03 */
  review(ask: { caseId: string; agentId: string; at: number }): Promise<boolean>;
  cancel(ask: { caseId: string; reason: string; at: number }): Promise<boolean>;
}

const refusals: Readonly<Record<string, 'RECORDING_NOT_SEALED' | 'SERIES_NOT_ALLOWED' | 'TALK_NOT_FINISHED'>> = {
  HL001: 'RECORDING_NOT_SEALED', HL002: 'SERIES_NOT_ALLOWED', HL003: 'TALK_NOT_FINISHED',
};
const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);

export function createCallbackStore({ flushed }: Pick<Database, 'flushed'>): CallbackStore {
  return {
    async open({ caseId, clientId, kind, at, dueAt }) {
      const { rows } = await sql<{ id: string }>`
        insert into callback_case (id, client_id, branch_id, kind, opened_at, due_at, next_attempt_at)
        select ${caseId}::uuid, c.id, c.branch_id, ${kind}, ${time(at)}, ${time(dueAt)}, ${time(at)} from client c where c.id = ${clientId}::uuid
        on conflict (client_id, kind) where state in ('pending', 'attempting') do update set kind = excluded.kind
        returning id`.execute(flushed);
      const id = rows[0]?.id;
      if (id === undefined) return { kind: 'refused', code: 'CLIENT_UNKNOWN' };
      return { kind: id === caseId ? 'opened' : 'existing', caseId: id };
    },
    async find(caseId) {
      const { rows } = await sql<CallbackCase>`
        select k.id as "caseId", k.client_id as "clientId", k.branch_id as "branchId", k.kind, k.state, ${ms('k.opened_at')} as "openedAt", ${ms('k.due_at')} as "dueAt",
          k.completed_by as "completedBy",
          (select coalesce(json_agg(json_build_object('attemptId', a.id, 'attemptNo', a.attempt_no, 'callId', a.call_id, 'state', a.state, 'outcome', a.outcome, 'agentId', a.agent_id,
             'recordings', (select coalesce(json_agg(json_build_object('recordingId', r.id, 'state', r.state, 'sha256', r.sha256) order by r.started_at), '[]') from recording r where r.attempt_id = a.id)
           ) order by a.attempt_no), '[]') from attempt a where a.case_id = k.id) as attempts
        from callback_case k where k.id = ${caseId}::uuid`.execute(flushed);
      return rows[0] ?? null;
    },
    async due(at, limit) {
      const rows = await flushed.selectFrom('callback_case').select('id').where('state', '=', 'pending').where('next_attempt_at', '<=', new Date(at)).orderBy('due_at').limit(limit).execute();
      return rows.map((row) => row.id);
    },
    claim: (claim) => claimAttempt(flushed, claim),
    async complete({ caseId, attemptId, agentId, at }) {
      try {
        const { rows } = await sql`
          with done as (
            update callback_case set state = 'completed', completed_at = ${time(at)}, completed_attempt = ${attemptId}::uuid,
              completed_by = coalesce(${agentId}::uuid, (select a.agent_id from attempt a where a.id = ${attemptId}::uuid))
            where id = ${caseId}::uuid and state in ('pending', 'attempting') returning id, completed_by
          ), told as (
            insert into fact (at, subject, seq, kind, body) select ${time(at)}, id::text, 1, 'callback-completed', jsonb_build_object('attemptId', ${attemptId}::text, 'agentId', completed_by) from done
          )
          select 1 from done
          union all
          select 1 from callback_case where id = ${caseId}::uuid and state in ('completed', 'reviewed') and completed_attempt = ${attemptId}::uuid`.execute(flushed);
        return rows.length > 0 ? { kind: 'completed' } : { kind: 'refused', code: 'CASE_NOT_OPEN' };
      } catch (error) {
        const code = refusals[stateOf(error) ?? ''];
        if (code === undefined) throw error;
        return { kind: 'refused', code };
      }
    },
    async review({ caseId, agentId, at }) {
      const { rows } = await sql`
        update callback_case set state = 'reviewed', reviewed_at = ${time(at)}, reviewed_by = ${agentId}::uuid
        where id = ${caseId}::uuid and state = 'completed' and completed_by <> ${agentId}::uuid returning 1`.execute(flushed);
      return rows.length === 1;
    },
    async cancel({ caseId, reason, at }) {
      const { rows } = await sql`
        update callback_case set state = 'cancelled', cancelled_at = ${time(at)}, cancelled_reason = ${reason}
        where id = ${caseId}::uuid and state = 'pending' returning 1`.execute(flushed);
      return rows.length === 1;
    },
  };
}
