/**
 * The end of a callback (回访): completed with its evidence, reviewed by another agent. What a completion needs is checked by the
 * database itself (migrations, evidence rules); here its refusals become values. Opening and claiming: case-store.ts.
 */
import { sql } from 'kysely';
import { stateOf } from './fault.ts';
import type { Database } from './pool.ts';

export type CompleteAnswer =
  | { readonly kind: 'completed' }
  | { readonly kind: 'refused'; readonly code: 'RECORDING_NOT_SEALED' | 'SERIES_NOT_ALLOWED' | 'TALK_NOT_FINISHED' | 'CASE_NOT_OPEN' };

export interface CallbackStore {
  /** `agentId` null: the agent of the attempt. Said again it changes nothing. E-02, I-01 */
  complete(ask: { caseId: string; attemptId: string; agentId: string | null; at: number }): Promise<CompleteAnswer>;
  /** By another agent than the one who did it; false: not completed, or by herself. I-03 */
  review(ask: { caseId: string; agentId: string; at: number }): Promise<boolean>;
}

const refusals: Readonly<Record<string, 'RECORDING_NOT_SEALED' | 'SERIES_NOT_ALLOWED' | 'TALK_NOT_FINISHED'>> = {
  HL001: 'RECORDING_NOT_SEALED', HL002: 'SERIES_NOT_ALLOWED', HL003: 'TALK_NOT_FINISHED',
};
const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;

export function createCallbackStore({ flushed }: Pick<Database, 'flushed'>): CallbackStore {
  return {
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
        with done as (
          update callback_case set state = 'reviewed', reviewed_at = ${time(at)}, reviewed_by = ${agentId}::uuid
          where id = ${caseId}::uuid and state = 'completed' and completed_by <> ${agentId}::uuid returning id
        ), told as (
          insert into fact (at, subject, seq, kind, body) select ${time(at)}, id::text, 2, 'callback-reviewed', jsonb_build_object('agentId', ${agentId}::text) from done
        )
        select 1 from done`.execute(flushed);
      return rows.length === 1;
    },
  };
}
