/** What is kept of calls for the figures, and the 15-minute intervals made of it. */
import { sql } from 'kysely';
import type { CallRows, ConsultRow, FigureTables, TalkRow, VisitRow } from '../../app/figures/ports.ts';
import type { Database, Db } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
const ms = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::bigint`);
const interval = (column: string) => sql.raw(`date_bin('15 minutes', ${column}, 'epoch')`);

async function writeCalls(db: Db, calls: readonly CallRows[]): Promise<void> {
  const ids = calls.map(({ callId }) => callId);
  await sql`delete from figure_visit where call_id = any (${ids}::uuid[])`.execute(db);
  await sql`delete from figure_talk where call_id = any (${ids}::uuid[])`.execute(db);
  await sql`delete from figure_consult where call_id = any (${ids}::uuid[])`.execute(db);
  await sql`
    insert into figure_call (call_id, started_at, ended_at, direction, served)
    select "callId", to_timestamp("startedAt" / 1000.0), to_timestamp("endedAt" / 1000.0), direction, served
    from jsonb_to_recordset(${JSON.stringify(calls.map(({ visits: _v, talks: _t, consults: _c, ...call }) => call))}::jsonb)
      as c ("callId" uuid, "startedAt" float8, "endedAt" float8, direction text, served text)
    on conflict (call_id) do update set started_at = excluded.started_at, ended_at = excluded.ended_at, direction = excluded.direction, served = excluded.served`.execute(db);
  await sql`
    insert into figure_visit (call_id, n, queue, entered_at, class, waited_ms, presented, seat_id)
    select "callId", n, queue, to_timestamp("enteredAt" / 1000.0), class, "waitedMs", presented, "seatId"
    from jsonb_to_recordset(${JSON.stringify(calls.flatMap(({ visits }) => visits))}::jsonb)
      as v ("callId" uuid, n int, queue text, "enteredAt" float8, class text, "waitedMs" int, presented int, "seatId" text)`.execute(db);
  await sql`
    insert into figure_talk (call_id, n, seat_id, queue, direction, started_at, talk_ms, hold_ms, acw_ms)
    select "callId", n, "seatId", queue, direction, to_timestamp("startedAt" / 1000.0), "talkMs", "holdMs", "acwMs"
    from jsonb_to_recordset(${JSON.stringify(calls.flatMap(({ talks }) => talks))}::jsonb)
      as t ("callId" uuid, n int, "seatId" text, queue text, direction text, "startedAt" float8, "talkMs" int, "holdMs" int, "acwMs" int)`.execute(db);
  await sql`
    insert into figure_consult (call_id, n, seat_id, queue, started_at, talk_ms)
    select "callId", n, "seatId", queue, to_timestamp("startedAt" / 1000.0), "talkMs"
    from jsonb_to_recordset(${JSON.stringify(calls.flatMap(({ consults }) => consults))}::jsonb)
      as c ("callId" uuid, n int, "seatId" text, queue text, "startedAt" float8, "talkMs" int)`.execute(db);
}

async function readCalls(db: Db, ids: readonly string[]): Promise<readonly CallRows[]> {
  const given = [...ids];
  const [calls, visits, talks, consults] = await Promise.all([
    sql<Omit<CallRows, 'visits' | 'talks' | 'consults'>>`
      select call_id as "callId", ${ms('started_at')} as "startedAt", ${ms('ended_at')} as "endedAt", direction, served from figure_call where call_id = any (${given}::uuid[])`.execute(db),
    sql<VisitRow>`
      select call_id as "callId", n, queue, ${ms('entered_at')} as "enteredAt", class, waited_ms as "waitedMs", presented, seat_id as "seatId"
      from figure_visit where call_id = any (${given}::uuid[])`.execute(db),
    sql<TalkRow>`
      select call_id as "callId", n, seat_id as "seatId", queue, direction, ${ms('started_at')} as "startedAt", talk_ms as "talkMs", hold_ms as "holdMs", acw_ms as "acwMs"
      from figure_talk where call_id = any (${given}::uuid[])`.execute(db),
    sql<ConsultRow>`
      select call_id as "callId", n, seat_id as "seatId", queue, ${ms('started_at')} as "startedAt", talk_ms as "talkMs" from figure_consult where call_id = any (${given}::uuid[])`.execute(db),
  ]);
  const [visitsOf, talksOf, consultsOf] = [Map.groupBy(visits.rows, (row) => row.callId), Map.groupBy(talks.rows, (row) => row.callId), Map.groupBy(consults.rows, (row) => row.callId)];
  return calls.rows.map((call) => ({ ...call, visits: visitsOf.get(call.callId) ?? [], talks: talksOf.get(call.callId) ?? [], consults: consultsOf.get(call.callId) ?? [] }));
}

/** Facts of days before these are in no hurry: `./hotline figures check DAY` looks at any. */
const CHECKED_BACK_DAYS = 92;

export function createFigureTables({ flushed, reads }: Pick<Database, 'flushed' | 'reads'>): FigureTables {
  return {
    async write(calls) {
      if (calls.length > 0) await flushed.transaction().execute((transaction) => writeCalls(transaction, calls));
    },
    read: (ids) => readCalls(reads, ids),
    refresh: ({ from, to }, slices) => flushed.transaction().execute(async (transaction) => {
      const within = (column: string) => sql`${sql.raw(column)} >= ${time(from)} and ${sql.raw(column)} < ${time(to)}`;
      await sql`delete from queue_interval where ${within('at')}`.execute(transaction);
      await sql`
        insert into queue_interval (queue, at, class, calls, presented, waited_ms, longest_ms)
        select queue, ${interval('entered_at')}, class, count(*), sum(presented), sum(waited_ms), max(waited_ms) from figure_visit where ${within('entered_at')} group by 1, 2, 3`.execute(transaction);
      await sql`delete from agent_interval where ${within('at')}`.execute(transaction);
      await sql`
        with talk as (
          select s.agent_id, ${interval('t.started_at')} as at, t.talk_ms, t.hold_ms, t.acw_ms from figure_talk t join seat s on s.id = t.seat_id where ${within('t.started_at')}
        ), consult as (
          select s.agent_id, ${interval('c.started_at')} as at, c.talk_ms from figure_consult c join seat s on s.id = c.seat_id where ${within('c.started_at')}
        ), slice as (
          select s.agent_id, to_timestamp(c.at / 1000.0) as at, 'seat:' || c.what as what, c.ms
          from jsonb_to_recordset(${JSON.stringify(slices)}::jsonb) as c ("seatId" text, at float8, what text, ms bigint) join seat s on s.id = c."seatId"
        )
        insert into agent_interval (agent_id, at, what, times, ms)
        select agent_id, at, 'talk', count(*), sum(talk_ms) from talk group by 1, 2
        union all select agent_id, at, 'hold', count(*) filter (where hold_ms > 0), sum(hold_ms) from talk group by 1, 2
        union all select agent_id, at, 'acw', count(*), coalesce(sum(acw_ms), 0) from talk group by 1, 2
        union all select agent_id, at, 'consult', count(*), sum(talk_ms) from consult group by 1, 2
        union all select agent_id, at, what, count(*), sum(ms) from slice group by 1, 2, 3`.execute(transaction);
    }),
    async noteCheck({ day, at, calls, breaks }) {
      await sql`insert into figure_check (day, checked_at, calls, breaks) values (${day}::date, ${time(at)}, ${calls}, ${JSON.stringify(breaks)}::jsonb)`.execute(flushed);
    },
    async uncheckedDays({ until, limit }) {
      const { rows } = await sql<{ day: string }>`
        select to_char(d, 'YYYY-MM-DD') as day
        from generate_series(
          greatest(coalesce((select (min(started_at) at time zone 'Asia/Shanghai')::date from call_log), ${until}::date), ${until}::date - ${CHECKED_BACK_DAYS}::int), ${until}::date, interval '1 day') d
        where not exists (select from figure_check c where c.day = d::date) order by d limit ${limit}`.execute(reads);
      return rows.map(({ day }) => day);
    },
  };
}
