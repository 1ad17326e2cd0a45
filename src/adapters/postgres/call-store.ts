/**
 * Saving of call steps: one statement for a whole batch (environment.md has the figures). A row is only written at the
 * version and epoch the step was made from, so an owner who was taken over changes nothing.
 */
import { sql, type RawBuilder } from 'kysely';
import type { CallStore, SavedStep, SaveResult, StoredCall } from '../../app/ports.ts';
import { finishCall, finishWithStep } from './call-finish.ts';
import { stateOf, storeFault } from './fault.ts';
import { callFormat, parseCall } from './parse.ts';
import { stateText } from './row-text.ts';
import { saveOne } from './save-one.ts';
import { createRecentFacts, type RecentFacts } from './recent-facts.ts';
import type { Database, Db } from './pool.ts';

export interface CallStoreOptions {
  /** A live row this program cannot read (a newer form): it is left alone. */
  readonly onUnreadable?: (callId: string) => void;
  /** The store was behind a call's owner: it had lost steps in a crash. What the owner knows is written. */
  readonly onBehind?: (callId: string) => void;
}

export interface DurableCallStore extends CallStore {
  /** After PostgreSQL may have crashed: writes the facts of the last minute that it lost. Throws while it is away. */
  restoreRecent(): Promise<void>;
}

function recordOf({ callId, version, epoch, state, pending, facts }: SavedStep): string {
  const rest = { call_id: callId, node: state.node, version, epoch, pending, next_seq: (facts.at(-1)?.seq ?? -1) + 1 };
  return `{"state":${stateText(state)},${JSON.stringify(rest).slice(1)}`;
}

/** The save's two parameters, as JSON: one statement for any number of steps, and each state is written as text once. */
function recordsOf(steps: readonly SavedStep[]): { steps: string; facts: string } {
  return {
    steps: `[${steps.map(recordOf).join(',')}]`,
    facts: JSON.stringify(steps.flatMap((step) => step.facts.map(({ seq, at, fact: { kind, ...body } }) => ({ call_id: step.callId, seq, at, kind, body })))),
  };
}

function columnsOf(steps: readonly SavedStep[]) {
  return {
    callIds: steps.map((step) => step.callId),
    versions: steps.map((step) => step.version),
    epochs: steps.map((step) => step.epoch),
    states: steps.map((step) => stateText(step.state)),
    pendings: steps.map((step) => JSON.stringify(step.pending)),
  };
}

interface Writable {
  /** Of a row `c` that is there, for a step `s`. */
  readonly there: RawBuilder<unknown>;
  readonly unborn: RawBuilder<unknown>;
}
/** Ordinarily the row is at the version the step was made from. */
const inTurn: Writable = { there: sql`c.version = s.version`, unborn: sql`s.version = 0` };
/**
 * A crash of PostgreSQL may lose steps that were not flushed (design.md 2 b). Under an epoch nobody but its owner writes: a row
 * behind the owner's step, or none and no line in the history, can mean nothing else.
 */
const afterLoss: Writable = {
  there: sql`c.version < s.version`,
  unborn: sql`s.version > 0 and not exists (select from call_log done where done.call_id = s.call_id)`,
};

/** The statement itself, also for the test that looks at its plan. */
export function saveStatement(steps: readonly SavedStep[], writable: Writable = inTurn) {
  const given = recordsOf(steps);
  return sql<{ call_id: string }>`
    with step as (
      select * from jsonb_to_recordset(${given.steps}::jsonb)
        as s (call_id uuid, node text, version int, epoch int, state jsonb, pending jsonb, next_seq int)
    ), owned as (
      -- Held against a take-over until this commits: a call born now is in the new owner's list, or it is refused.
      select l.node, l.epoch from app_lease l where l.node in (select s.node from step s where ${writable.unborn}) for key share
    ), moved as (
      update call c set version = s.version + 1, state = s.state, pending = s.pending, next_fact_seq = greatest(c.next_fact_seq, s.next_seq), format = ${callFormat}
      from step s where s.version > 0 and c.call_id = s.call_id and ${writable.there} and c.epoch = s.epoch
      returning c.call_id
    ), born as (
      insert into call (call_id, node, epoch, version, next_fact_seq, format, state, pending)
      select s.call_id, s.node, s.epoch, s.version + 1, s.next_seq, ${callFormat}, s.state, s.pending
      from step s join owned o on o.node = s.node and o.epoch = s.epoch where ${writable.unborn}
      on conflict (call_id) do nothing
      returning call_id
    ), saved as (
      select call_id from moved union all select call_id from born
    ), noted as (
      insert into fact (at, call_id, subject, seq, kind, body)
      select to_timestamp(f.at / 1000.0), f.call_id, 'call', f.seq, f.kind, f.body
      from jsonb_to_recordset(${given.facts}::jsonb)
        as f (call_id uuid, seq int, at float8, kind text, body jsonb) join saved on saved.call_id = f.call_id
    )
    select call_id from saved`;
}

/** Steps of one batch that are stored already: an earlier try counted, only its answer was lost. */
async function storedBefore(db: Db, steps: readonly SavedStep[]): Promise<ReadonlySet<string>> {
  const c = columnsOf(steps);
  const { rows } = await sql<{ call_id: string }>`
    select c.call_id from unnest(${c.callIds}::uuid[], ${c.versions}::int[], ${c.epochs}::int[], ${c.states}::jsonb[], ${c.pendings}::jsonb[])
      as s (call_id, version, epoch, state, pending)
    join call c on c.call_id = s.call_id and c.version = s.version + 1 and c.epoch = s.epoch and c.state = s.state and c.pending = s.pending
  `.execute(db);
  return new Set(rows.map((row) => row.call_id));
}

interface Saving {
  readonly recent: RecentFacts;
  readonly onBehind: NonNullable<CallStoreOptions['onBehind']>;
}

async function savedInTurn(db: Db, steps: readonly SavedStep[]): Promise<Set<string>> {
  const [only] = steps;
  if (steps.length === 1 && only !== undefined && only.version > 0) return new Set((await saveOne(db, only)) ? [only.callId] : []);
  const { rows } = await saveStatement(steps).execute(db);
  return new Set(rows.map((row) => row.call_id));
}

async function saveBatch(db: Db, steps: readonly SavedStep[], { recent, onBehind }: Saving): Promise<SaveResult[]> {
  const saved = await savedInTurn(db, steps);
  const without = (): SavedStep[] => steps.filter((step) => !saved.has(step.callId));
  if (saved.size < steps.length) for (const callId of await storedBefore(db, without())) saved.add(callId);
  const later = without().filter((step) => step.version > 0);
  if (later.length > 0) {
    // Before the row is brought up: should this fail, the next try finds the row behind again.
    await recent.restore(db, new Set(later.map((step) => step.callId)));
    const { rows: behind } = await saveStatement(later, afterLoss).execute(db);
    for (const { call_id: callId } of behind) {
      saved.add(callId);
      onBehind(callId);
    }
  }
  recent.remember(steps.filter((step) => saved.has(step.callId)));
  return steps.map((step) => (saved.has(step.callId) ? 'saved' : 'lost'));
}

const retryAtOnce = new Set(['40P01', '40001']);

/** One bad row fails alone: a batch that PostgreSQL refuses is halved until the culprit is on its own. */
async function saveSplitting(db: Db, steps: readonly SavedStep[], saving: Saving, triesLeft = 3): Promise<SaveResult[]> {
  try {
    return await saveBatch(db, steps, saving);
  } catch (error) {
    const fault = storeFault(error);
    if (retryAtOnce.has(stateOf(fault) ?? '') && triesLeft > 1) return saveSplitting(db, steps, saving, triesLeft - 1);
    if (fault.retryable) throw fault;
    if (steps.length === 1) return ['bad'];
    const half = Math.ceil(steps.length / 2);
    return [...(await saveSplitting(db, steps.slice(0, half), saving)), ...(await saveSplitting(db, steps.slice(half), saving))];
  }
}

/** A call's last step, with the call's end. Where the row is not as it should be (a crash lost steps), step and end go one after the other. */
async function saveLast(db: Db, step: SavedStep, endedAt: number, saving: Saving): Promise<SaveResult> {
  try {
    if (await finishWithStep(db, step, endedAt)) {
      saving.recent.remember([step]);
      return 'saved';
    }
  } catch (error) {
    const fault = storeFault(error);
    if (fault.retryable) throw fault;
  }
  const [result = 'bad'] = await saveSplitting(db, [step], saving);
  if (result === 'saved') await finishCall(db, { ...step, endedAt });
  return result;
}

/** A batch has one step of each call. Should there be more of one, each goes in a statement of its own, in order. */
function roundsOf(steps: readonly SavedStep[]): readonly (readonly SavedStep[])[] {
  const rounds: SavedStep[][] = [];
  const seen = new Map<string, number>();
  for (const step of steps) {
    const round = seen.get(step.callId) ?? 0;
    seen.set(step.callId, round + 1);
    (rounds[round] ??= []).push(step);
  }
  return rounds;
}

export function createCallStore(database: Pick<Database, 'steps' | 'live' | 'flushed'>, { onUnreadable, onBehind = () => undefined }: CallStoreOptions = {}): DurableCallStore {
  const recent = createRecentFacts();
  return {
    /** Safe to repeat after STORE_UNAVAILABLE: a step that had counted comes back as `saved`. */
    async save(steps) {
      const db = steps.some((step) => step.flushed) ? database.flushed : database.steps;
      const results = new Map<SavedStep, SaveResult>();
      const saving = { recent, onBehind };
      for (const round of roundsOf(steps.filter(({ endedAt }) => endedAt === undefined))) {
        const answers = await saveSplitting(db, round, saving);
        round.forEach((step, index) => results.set(step, answers[index] ?? 'bad'));
      }
      await Promise.all(steps.map(async (step) => {
        if (step.endedAt !== undefined) results.set(step, await saveLast(step.flushed ? database.flushed : database.live, step, step.endedAt, saving));
      }));
      return steps.map((step) => results.get(step) ?? 'bad');
    },
    restoreRecent: () => recent.restore(database.live),
    finish: (call) => finishCall(database.live, call),
    async loadOwned(node) {
      const rows = await database.live.selectFrom('call').selectAll().where('node', '=', node).execute();
      return rows.flatMap((row): StoredCall[] => {
        const parsed = parseCall(row);
        if (parsed === null) onUnreadable?.(row.call_id);
        return parsed === null ? [] : [{ callId: row.call_id, version: row.version, nextFactSeq: row.next_fact_seq, ...parsed }];
      });
    },
  };
}
