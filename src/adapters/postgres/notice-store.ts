/** Notices: written down with the question they came from, taken by one worker at a time, ended by what the gateway said. */
import { sql } from 'kysely';
import type { Notices } from '../../app/house/ports.ts';
import type { DueNotice, Outbox } from '../../app/notify/ports.ts';
import type { Database } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;

export function createNoticeStore({ flushed }: Pick<Database, 'flushed'>): Notices {
  return {
    async add({ noticeId, requestId, channel, what, callId, clientId, to, subject, body, at }) {
      await sql`
        with made as (
          insert into notice (id, request_id, channel, what, call_id, client_id, number_token, address, subject, body, next_try_at, made_at)
          select ${noticeId}::uuid, ${requestId}, ${channel}, ${what}, ${callId}::uuid, (select id from client where id::text = ${clientId}), ${'numberToken' in to ? to.numberToken : null},
            ${'address' in to ? to.address : null}, ${subject}, ${body}, ${time(at)}, ${time(at)}
          on conflict (request_id) do nothing returning id
        )
        insert into fact (at, call_id, subject, seq, kind, body)
        select ${time(at)}, ${callId}::uuid, 'notice:' || id, 0, 'notice-made', jsonb_build_object('channel', ${channel}::text, 'what', ${what}::text) from made`.execute(flushed);
    },
  };
}

export function createOutbox({ flushed }: Pick<Database, 'flushed'>): Outbox {
  const end = async (noticeId: string, change: { state: string; at: number; reason: string | null; nextTryAt: number | null }): Promise<void> => {
    await sql`
      with ended as (
        update notice set state = ${change.state}, last_reason = ${change.reason}, sent_at = case when ${change.state} = 'sent' then ${time(change.at)} end,
          next_try_at = coalesce(${change.nextTryAt === null ? null : time(change.nextTryAt)}, next_try_at)
        where id = ${noticeId}::uuid and state = 'sending' returning call_id, tries, state
      )
      insert into fact (at, call_id, subject, seq, kind, body)
      select ${time(change.at)}, call_id, 'notice:' || ${noticeId}::text, tries, case state when 'sent' then 'notice-sent' else 'notice-not-sent' end,
        jsonb_build_object('tries', tries, 'isOver', state <> 'waiting') from ended`.execute(flushed);
  };
  return {
    async claim({ at, leaseMs, limit }) {
      const { rows } = await sql<DueNotice>`
        with due as (
          select id from notice where state in ('waiting', 'sending') and next_try_at <= ${time(at)} order by next_try_at limit ${limit} for update skip locked
        )
        update notice n set state = 'sending', tries = tries + 1, next_try_at = ${time(at + leaseMs)} from due where n.id = due.id
        returning n.id as "noticeId", n.channel, coalesce(n.address, reveal_number(n.number_token), '') as "to", n.subject, n.body, n.tries`.execute(flushed);
      return rows;
    },
    sent: (noticeId, at) => end(noticeId, { state: 'sent', at, reason: null, nextTryAt: null }),
    failed: (noticeId, { reason, nextTryAt, at }) => end(noticeId, { state: nextTryAt === null ? 'failed' : 'waiting', at, reason, nextTryAt }),
  };
}
