/** kill -9 of the worker in the middle of sealing, again and again. Each recording is sealed once, and nothing is left beside it. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { checkChain } from '../calls/support/recordings.ts';
import { until } from '../calls/support/until.ts';
import { figure, logSince, moment } from './support/outage.ts';
import { fillHotline, type StandingCalls } from './support/standing-calls.ts';

const PLAN = { talks: 6, ringing: 0, queued: 0, menus: 0, seats: ['1001', '1002', '1003', '1004', '1005', '1006'] };
const KILLS = 3;

let hotline: Hotline;
let restoreQueues: () => Promise<void>;
let calls: StandingCalls | undefined;
beforeAll(async () => {
  hotline = await openHotline();
  restoreQueues = await hurryQueues(hotline, { ringMs: 20_000, acwMs: 500 });
});
afterAll(async () => {
  await calls?.close();
  await restoreQueues?.();
  await hotline?.nothingLeft();
  await hotline?.close();
});

interface Row {
  id: string;
  state: string;
  started_at: Date;
  links: string[];
}
const rowsSince = (since: Date): Promise<Row[]> =>
  hotline.records.sql<Row>(`select r.id, r.state, r.started_at, (select coalesce(array_agg(kind order by day, n), '{}') from recording_link l where l.recording_id = r.id) as links
    from recording r where started_at >= $1`, [since]);

describe('the worker is killed (-9) while it seals', () => {
  it(`${KILLS} times over: every recording is sealed once, the chain holds, no half file stays [E-02]`, async () => {
    const since = new Date();
    calls = await fillHotline(hotline, PLAN);
    const talks = [...calls.talks];
    const ended = moment();
    let killed = 0;
    // Two talks end at once, and the worker dies as soon as it has begun with what they left.
    for (let n = 0; n < KILLS; n += 1) {
      const pair = talks.slice(n * 2, n * 2 + 2);
      const before = logSince(hotline, 'worker', ended.epochMs).filter(({ msg }) => msg === 'recording sealed').length;
      await Promise.all(pair.map(({ call }) => call.hangUp()));
      await until('the first of the two is sealed', async () => logSince(hotline, 'worker', ended.epochMs).filter(({ msg }) => msg === 'recording sealed').length > before, 60_000);
      await hotline.parts.kill('worker', 'SIGKILL');
      killed += 1;
      await hotline.parts.ready('worker');
    }
    await until('every recording is sealed', async () => {
      const rows = await rowsSince(since);
      return (rows.length === PLAN.talks && rows.every(({ state }) => state === 'sealed')) || rows.map(({ state }) => state).join(' ');
    }, 90_000);
    figure(`worker killed ${killed} times while sealing ${PLAN.talks} talks: all sealed ${Math.round(moment().ms - ended.ms)} ms after the first talk ended`);
    const rows = await rowsSince(since);
    for (const { links } of rows) expect(links.filter((kind) => kind !== 'gap')).toEqual(['expected', 'sealed']);
    expect(await checkChain(hotline, rows[0]?.started_at ?? since)).toMatchObject({ kind: 'intact' });
    const ids = new Set(rows.map(({ id }) => id));
    const kept = readdirSync(hotline.config.sealedDir, { recursive: true, encoding: 'utf8' }).filter((name) => [...ids].some((id) => name.includes(id)));
    expect(kept.filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(kept.filter((name) => name.endsWith('.hrec'))).toHaveLength(PLAN.talks);
    expect(readdirSync(hotline.config.recordingsDir).filter((name) => ids.has(name.replace(/\.raw$/, '')))).toEqual([]);
  });
});
