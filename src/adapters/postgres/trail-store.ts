/** The terminal trail (G-19): append-only, on the disk before it counts. */
import { sql } from 'kysely';
import type { Trail, TrailEntry, TrailReads } from '../../app/trail/ports.ts';
import type { Database } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;

export function createTrail({ flushed }: Pick<Database, 'flushed'>): Trail {
  return {
    async asked({ requestId, callId, numberToken, dnis, clientId, kind, method, at }, limit) {
      const { rows } = await sql<{ request_id: string }>`
        with made as (
          insert into terminal_trail (at, request_id, step, call_id, number_token, dnis, client_id, kind, method)
          select ${time(at)}, ${requestId}, 'asked', ${callId}::uuid, ${numberToken}, ${dnis}, ${clientId}, ${kind}, ${method}
          where (select count(*) from terminal_trail where call_id = ${callId}::uuid and kind = ${kind} and step = 'asked') < ${limit}
          on conflict (request_id, step) do nothing returning request_id
        )
        select request_id from made union all select request_id from terminal_trail where request_id = ${requestId} and step = 'asked' limit 1`.execute(flushed);
      return rows.length === 0 ? 'too-many' : 'written';
    },
    async answered({ requestId, result, code, clientId, at }) {
      await sql`
        insert into terminal_trail (at, request_id, step, call_id, number_token, dnis, client_id, kind, method, result, code)
        select ${time(at)}, request_id, 'answered', call_id, number_token, dnis, coalesce(${clientId}, client_id), kind, method, ${result}, ${code}
        from terminal_trail where request_id = ${requestId} and step = 'asked'
        on conflict (request_id, step) do nothing`.execute(flushed);
    },
  };
}

type Row = Omit<TrailEntry, 'askedAt' | 'answeredAt'> & { readonly askedAt: Date; readonly answeredAt: Date | null };

export function createTrailReads({ reads }: Pick<Database, 'reads'>): TrailReads {
  return {
    async page({ from, to, clientId, callId, before, limit }) {
      const { rows } = await sql<Row>`
        select asked.id::int8 as id, asked.at as "askedAt", answered.at as "answeredAt", asked.call_id as "callId", asked.number_token as "numberToken", asked.dnis,
          coalesce(answered.client_id, asked.client_id) as "clientId", asked.kind, asked.method, answered.result, answered.code
        from terminal_trail asked left join terminal_trail answered on answered.request_id = asked.request_id and answered.step = 'answered'
        where asked.step = 'asked' and asked.at >= ${time(from)} and asked.at < ${time(to)}
          and (${callId}::uuid is null or asked.call_id = ${callId}::uuid)
          and (${clientId}::text is null or coalesce(answered.client_id, asked.client_id) = ${clientId})
          and (${before}::int8 is null or asked.id < ${before}::int8)
        order by asked.id desc limit ${limit}`.execute(reads);
      return rows.map((row) => ({ ...row, askedAt: row.askedAt.getTime(), answeredAt: row.answeredAt?.getTime() ?? null }));
    },
  };
}
