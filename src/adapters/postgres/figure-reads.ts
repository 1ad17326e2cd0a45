/** Sums of a period by firm, queue or agent, from the intervals; and the calls behind a figure. */
import { sql, type RawBuilder } from 'kysely';
import type { CallsOf, FigureReads, Grouping, Period, SeatTime, SumsRow } from '../../app/figures/ports.ts';
import { NO_SUMS, type FigureSums } from '../../core/metrics/sums.ts';
import type { VisitClass } from '../../core/metrics/thresholds.ts';
import type { Served } from '../../core/metrics/visit.ts';
import type { Database } from './pool.ts';

const time = (at: number) => sql`to_timestamp(${at} / 1000.0)`;
const interval = (column: string) => sql.raw(`date_bin('15 minutes', ${column}, 'epoch')`);

/** One number of a group: what it is, how many, how long. */
interface Part { key: string; at: number | null; what: string; n: number; ms: number; presented: number; longest: number }

type Adder = (sums: FigureSums, part: Part, rest: string) => FigureSums;

const adders: Readonly<Record<string, Adder>> = {
  visit: (sums, { n, ms, presented, longest }, rest) => {
    const kind = rest as VisitClass;
    const isAnswered = kind === 'answered-in-time' || kind === 'answered-late';
    return {
      ...sums, visits: { ...sums.visits, [kind]: sums.visits[kind] + n }, presented: sums.presented + presented,
      answeredWaitMs: sums.answeredWaitMs + (isAnswered ? ms : 0), longestWaitMs: Math.max(sums.longestWaitMs, longest),
    };
  },
  talk: (sums, { n, ms }) => ({ ...sums, talks: sums.talks + n, talkMs: sums.talkMs + ms }),
  hold: (sums, { ms }) => ({ ...sums, holdMs: sums.holdMs + ms }),
  acw: (sums, { ms }) => ({ ...sums, acwMs: sums.acwMs + ms }),
  consult: (sums, { n, ms }) => ({ ...sums, consults: sums.consults + n, consultMs: sums.consultMs + ms }),
  seat: (sums, { ms }, rest) => {
    const { signedIn, notReady, talking, acw } = sums.seats;
    const of = (phase: string): number => (rest === phase || rest.startsWith(`${phase}:`) ? ms : 0);
    return { ...sums, seats: { signedIn: signedIn + ms, notReady: notReady + of('not-ready'), talking: talking + of('talking'), acw: acw + of('acw') } };
  },
  call: (sums, { n }, rest) => ({ ...sums, calls: { ...sums.calls, [rest]: sums.calls[rest as Served] + n } }),
  rating: (sums, { n, ms }) => ({ ...sums, ratings: { all: sums.ratings.all + n, satisfied: sums.ratings.satisfied + ms } }),
};

function fold(parts: readonly Part[]): SumsRow[] {
  const groups = Map.groupBy(parts, ({ key, at }) => `${at ?? ''} ${key}`);
  return [...groups.values()].map((group) => {
    const sums = group.reduce((sum, part) => {
      const [head = '', rest = ''] = part.what.split(/:(.*)/s, 2);
      return adders[head]?.(sum, part, rest) ?? sum;
    }, NO_SUMS);
    const [first] = group;
    return { key: first?.key ?? '', at: first?.at ?? null, sums };
  });
}

interface Source { readonly key: RawBuilder<unknown>; readonly within: (column: string) => RawBuilder<unknown>; readonly at: (column: string, isInterval?: boolean) => RawBuilder<unknown> }

const fromQueues = ({ key, within, at }: Source) => sql`
  select ${key} as key, ${at('at', true)} as at, 'visit:' || class as what, sum(calls) as n, sum(waited_ms) as ms, sum(presented) as presented, max(longest_ms) as longest
  from queue_interval where ${within('at')} group by 1, 2, 3`;
const fromTalks = ({ key, within, at }: Source) => sql`
  select ${key} as key, ${at('started_at')} as at, p.what, count(*) as n, sum(p.ms) as ms, 0 as presented, 0 as longest
  from figure_talk cross join lateral (values ('talk', talk_ms), ('hold', hold_ms), ('acw', coalesce(acw_ms, 0))) p (what, ms)
  where ${within('started_at')} group by 1, 2, 3`;
const fromConsults = ({ key, within, at }: Source) => sql`
  select ${key} as key, ${at('started_at')} as at, 'consult' as what, count(*) as n, sum(talk_ms) as ms, 0 as presented, 0 as longest
  from figure_consult where ${within('started_at')} group by 1, 2, 3`;
const fromAgents = ({ key, within, at }: Source, only: RawBuilder<unknown>) => sql`
  select ${key} as key, ${at('at', true)} as at, what, sum(times) as n, sum(ms) as ms, 0 as presented, 0 as longest from agent_interval where ${within('at')} and ${only} group by 1, 2, 3`;
const fromCalls = ({ key, within, at }: Source) => sql`
  select ${key} as key, ${at('started_at')} as at, 'call:' || served as what, count(*) as n, 0 as ms, 0 as presented, 0 as longest
  from figure_call where direction = 'inbound' and ${within('started_at')} group by 1, 2, 3`;
const fromRatings = ({ key, within, at }: Source) => sql`
  select ${key} as key, ${at('rated_at')} as at, 'rating' as what, count(*) as n, count(*) filter (where score >= 4) as ms, 0 as presented, 0 as longest
  from rating where ${within('rated_at')} group by 1, 2`;

function sourceOf(by: Grouping, { from, to, isByInterval }: Period & { isByInterval: boolean }): RawBuilder<unknown> {
  const within = (column: string) => sql`${sql.raw(column)} >= ${time(from)} and ${sql.raw(column)} < ${time(to)}`;
  const at = (column: string, isInterval = false) => (isByInterval ? (isInterval ? sql.raw(column) : interval(column)) : sql`null::timestamptz`);
  const source = (key: string): Source => ({ key: sql.raw(key), within, at });
  switch (by) {
    case 'queue':
      return sql`${fromQueues(source('queue'))} union all ${fromTalks(source(`coalesce(queue, '')`))} union all ${fromConsults(source(`coalesce(queue, '')`))} union all ${fromRatings(source(`coalesce(queue, '')`))}`;
    case 'agent':
      return sql`${fromAgents(source('agent_id::text'), sql`true`)} union all ${fromRatings(source(`coalesce(agent_id::text, '')`))}`;
    case 'firm':
      return sql`${fromCalls(source(`'firm'`))} union all ${fromQueues(source(`'firm'`))} union all ${fromAgents(source(`'firm'`), sql`what like 'seat:%'`)}
        union all ${fromTalks(source(`'firm'`))} union all ${fromConsults(source(`'firm'`))} union all ${fromRatings(source(`'firm'`))}`;
    default:
      return by satisfies never;
  }
}

function callsSource(of: CallsOf, key: string | null): { readonly table: string; readonly at: string; readonly where: RawBuilder<unknown> } {
  const isAgent = key !== null && /^[0-9a-f-]{36}$/.test(key);
  const keyed = (queue: string, agent: string) => (key === null || key === 'firm' ? sql`true` : sql`${sql.raw(isAgent ? agent : queue)} = ${key}`);
  const agentOfSeat = `(select s.agent_id::text from seat s where s.id = seat_id)`;
  switch (of.rows) {
    case 'visit':
      return { table: 'figure_visit', at: 'entered_at', where: sql`class = any (${[...of.classes]}::text[]) and ${keyed('queue', agentOfSeat)}` };
    case 'talk':
    case 'consult':
      return { table: of.rows === 'talk' ? 'figure_talk' : 'figure_consult', at: 'started_at', where: keyed('queue', agentOfSeat) };
    case 'call':
      return { table: 'figure_call', at: 'started_at', where: sql`direction = 'inbound' and served = any (${[...of.served]}::text[])` };
    case 'rating':
      return { table: 'rating', at: 'rated_at', where: sql`score >= ${of.atLeast} and ${keyed('queue', 'agent_id::text')}` };
    default:
      return of satisfies never;
  }
}

/** `seat:PHASE` or `seat:PHASE:REASON`. */
function seatTimes(parts: readonly Part[]): SeatTime[] {
  const times = parts.flatMap(({ what, ms }): SeatTime[] => {
    const [head, phase = '', reason = null] = what.split(':');
    return head === 'seat' ? [{ phase, reason, ms }] : [];
  });
  return times.toSorted((one, other) => other.ms - one.ms);
}

export function createFigureReads({ reads }: Pick<Database, 'reads'>): FigureReads {
  const partsOf = async (by: Grouping, ask: Period & { isByInterval: boolean }, only: RawBuilder<unknown>): Promise<readonly Part[]> => {
    const { rows } = await sql<Part>`
      select key, (extract(epoch from at) * 1000)::bigint as at, what, n::bigint as n, coalesce(ms, 0)::bigint as ms, presented::bigint as presented, longest::bigint as longest
      from (${sourceOf(by, ask)}) part where ${only} order by at, key`.execute(reads);
    return rows;
  };
  return {
    sums: async ({ by, ...ask }) => fold(await partsOf(by, ask, sql`true`)),
    async agent({ agentId, ...period }) {
      const parts = await partsOf('agent', { ...period, isByInterval: false }, sql`key = ${agentId}`);
      return { sums: fold(parts)[0]?.sums ?? NO_SUMS, states: seatTimes(parts) };
    },
    async calls({ from, to, of, key, limit }) {
      const { table, at, where } = callsSource(of, key);
      const { rows } = await sql<{ call_id: string }>`
        select call_id from ${sql.raw(table)} where ${sql.raw(at)} >= ${time(from)} and ${sql.raw(at)} < ${time(to)} and ${where}
        group by call_id order by max(${sql.raw(at)}) desc, call_id limit ${limit}`.execute(reads);
      return rows.map((row) => row.call_id);
    },
  };
}
