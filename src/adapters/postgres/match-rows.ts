/** Who waits and who sits there, in the shape of core/match: for the matcher, the routing trace and `explain`. */
import { sql } from 'kysely';

const epochMs = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);

/** A subquery: a JSON array of WaitingEntry. `isThere`: the last agent is at a talk, after it, or ready. */
export const waitingEntries = sql`
  (select coalesce(json_agg(jsonb_build_object(
     'entryId', e.entry_id, 'callId', e.call_id, 'queue', e.queue, 'priority', e.priority, 'enteredAt', ${epochMs('e.entered_at')},
     'excludeSeries', e.exclude_series, 'missedBy', e.missed_by, 'needsLicence', q.needs_licence)
     || case when e.prefer_agent is null then '{}'::jsonb else jsonb_build_object('prefer', jsonb_build_object(
          'agentId', e.prefer_agent, 'untilAt', ${epochMs('e.prefer_until')},
          'isThere', exists (select from seat t where t.agent_id = e.prefer_agent and t.phase not in ('signed-out', 'not-ready')))) end), '[]')
   from queue_entry e join queue q on q.name = e.queue where e.phase = 'waiting')`;

/** A ReadySeat, of rows `s` (seat) and `a` (agent); of a seat that is not ready as it would be. */
export const seatObject = sql`
  json_build_object(
    'seatId', s.id, 'agentId', a.id, 'extension', s.extension, 'series', a.series, 'readySince', coalesce((s.state ->> 'since')::bigint, ${epochMs('s.phase_since')}),
    'version', s.version, 'licensedUntil', ${epochMs('a.licence_valid_until')},
    'skills', (select coalesce(json_agg(json_build_object('queue', k.queue, 'level', k.level)), '[]') from agent_skill k where k.agent_id = a.id))`;
