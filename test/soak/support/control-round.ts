/** A round of handing clients about, and what must hold after it; the soak's and, smaller, the sample's. */
import { createFigureFacts } from '../../../src/adapters/postgres/figure-facts.ts';
import { createFigureTables } from '../../../src/adapters/postgres/figure-tables.ts';
import { openDatabase } from '../../../src/adapters/postgres/pool.ts';
import { checkDay } from '../../../src/app/figures/check.ts';
import { dayOf, periodOf } from '../../../src/app/figures/days.ts';
import type { Hotline } from '../../calls/support/around-environment.ts';
import { hurryQueues } from '../../calls/support/queue-pace.ts';
import { until } from '../../calls/support/until.ts';
import { type ControlPlan, runControl } from './control-floor.ts';
import { makeSupervisors } from './control-supervisor.ts';

/** Two ringing tones are 4 s apart, and a seat that does not answer is given up after 6 s. */
const SILENCE_MS = 8_000;

interface Evidence { talks: number; consults: number; sealed: number; missing: number; withoutOne: number }

/** Each talk and each consult leg has its recording: the ids stand in the facts. */
async function evidenceSince({ records }: Hotline, since: Date): Promise<Evidence> {
  const [row] = await records.sql<Evidence>(`
    with told as (select f.kind, f.call_id, f.body ->> 'recordingId' as id from fact f
      where f.subject = 'call' and f.at >= $1 and f.kind in ('connected', 'consult-answered'))
    select count(*) filter (where kind = 'connected')::int as talks, count(*) filter (where kind = 'consult-answered')::int as consults,
      (select count(*) from recording where started_at >= $1 and state = 'sealed')::int as sealed,
      (select count(*) from recording where started_at >= $1 and state <> 'sealed')::int as missing,
      count(*) filter (where not exists (select from recording r where r.call_id = told.call_id and (told.kind = 'connected' or r.id = told.id)))::int as "withoutOne"
    from told`, [since]);
  return row ?? { talks: 0, consults: 0, sealed: 0, missing: 0, withoutOne: 0 };
}

async function figureBreaks(hotline: Hotline, since: Date, isAlone: boolean): Promise<string[]> {
  const ours = await hotline.records.sql<{ call_id: string }>(`select call_id from fact where kind = 'call-arrived' and at >= $1`, [since]);
  const isOurs = (callId: string | null): boolean => (callId === null ? isAlone : ours.some(({ call_id }) => call_id === callId));
  const database = openDatabase({ databaseUrl: hotline.config.databaseUrl, part: 'test', maxConnections: 2 });
  try {
    const deps = { facts: createFigureFacts(database), tables: createFigureTables(database), clock: { now: () => Date.now() } };
    const { breaks } = await checkDay(deps, periodOf(dayOf(Date.now())) ?? { from: 0, to: 0 });
    return breaks.filter(({ callId }) => isOurs(callId)).map(({ identity, what }) => `the figures of the day: ${identity}: ${what}`);
  } finally {
    await database.close();
  }
}

async function callersWithoutAgent({ records }: Hotline, numbers: readonly string[]): Promise<number> {
  const rows = await records.sql(`
    select distinct n.number from phone_number n join fact a on a.kind = 'call-arrived' and a.body ->> 'numberToken' = n.token
    join fact c on c.call_id = a.call_id and c.kind = 'connected' where n.number = any ($1)`, [numbers]);
  return numbers.length - rows.length;
}

export async function controlRound(hotline: Hotline, plan: ControlPlan, say: (line: string) => void): Promise<string[]> {
  const restore = [await hurryQueues(hotline, { ringMs: 6_000, acwMs: 500 }), await makeSupervisors(hotline, plan.supervisors)];
  const since = new Date();
  const startedMs = performance.now();
  const { ends, faults, tally } = await runControl(hotline, plan);
  const wrong = [...faults];
  const must = (holds: boolean, what: string): void => void (holds || wrong.push(what));
  await hotline.nothingLeft(60_000).catch((error: unknown) => wrong.push(String(error)));
  await until('recordings are settled', async () => (await hotline.records.sql(`select id from recording where state = 'expected'`)).length === 0, 60_000).catch((error: unknown) => wrong.push(String(error)));
  const [evidence, breaks, lost] = [await evidenceSince(hotline, since), await figureBreaks(hotline, since, plan.isAlone), await callersWithoutAgent(hotline, ends.map(({ number }) => number))];
  for (const back of restore) await back();
  const longestQuietMs = Math.max(0, ...ends.map(({ quietMs }) => quietMs));
  must(lost === 0, `${lost} callers were lost: no agent had them`);
  must(ends.every(({ endedBy }) => endedBy !== 'nobody'), 'a call never ended');
  must(longestQuietMs <= SILENCE_MS, `${ends.filter(({ quietMs }) => quietMs > SILENCE_MS).length} callers heard nothing for more than ${SILENCE_MS} ms`);
  must(evidence.missing === 0 && evidence.withoutOne === 0, `recordings: ${JSON.stringify(evidence)}`);
  must(tally.secondCalls === 0, `${tally.secondCalls} INVITEs came to a seat that had one`);
  const { moves, supervised: { overheard, ...looked }, ...counts } = tally;
  must(overheard.length === 0, `a supervisor was heard who should not be: ${overheard.join('; ')}`);
  say(`seed ${plan.seed}: ${ends.length} callers, ${plan.seats.length} seats, ${plan.supervisors.length} supervisors in ${Math.round((performance.now() - startedMs) / 1_000)} s: ${JSON.stringify({ ...counts, ...looked, lost, longestQuietMs, ...evidence, breaks: breaks.length })}`);
  for (const [name, codes] of Object.entries(moves)) say(`  ${name}: ${Object.entries(codes).map(([code, n]) => `${code} ${n}`).join(', ')}`);
  return [...wrong, ...breaks];
}
