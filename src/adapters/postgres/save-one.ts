/**
 * The step that is saved most often, by far: one, of a call that is there. The same as the statement for any number of steps
 * (call-store.ts), with a plan a third as large: a key press waits for it.
 */
import { CompiledQuery } from 'kysely';
import type { SavedStep } from '../../app/ports.ts';
import { callFormat } from './parse.ts';
import { stateText } from './row-text.ts';
import type { Db } from './pool.ts';

const text = `
  with moved as (
    update call set version = $2::int + 1, state = $4::jsonb, pending = $5::jsonb, next_fact_seq = greatest(next_fact_seq, $6::int), format = ${callFormat}
    where call_id = $1::uuid and version = $2::int and epoch = $3::int
    returning call_id
  ), noted as (
    insert into fact (at, call_id, subject, seq, kind, body)
    select to_timestamp(f.at / 1000.0), moved.call_id, 'call', f.seq, f.kind, f.body
    from moved cross join jsonb_to_recordset($7::jsonb) as f (seq int, at float8, kind text, body jsonb)
  )
  select call_id from moved`;

/** The statement itself, also for the test that looks at its plan. */
export function saveOneStatement({ callId, version, epoch, state, pending, facts }: SavedStep): CompiledQuery<{ call_id: string }> {
  const noted = facts.map(({ seq, at, fact: { kind, ...body } }) => ({ seq, at, kind, body }));
  const nextSeq = (facts.at(-1)?.seq ?? -1) + 1;
  return CompiledQuery.raw(text, [callId, version, epoch, stateText(state), JSON.stringify(pending), nextSeq, JSON.stringify(noted)]);
}

/** false: there is no such call at this version and epoch; nothing was written. */
export async function saveOne(db: Db, step: SavedStep): Promise<boolean> {
  const { rows } = await db.executeQuery(saveOneStatement(step));
  return rows.length > 0;
}
