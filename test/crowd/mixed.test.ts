import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf } from '../../src/lab/files.ts';
import type { Status } from '../../src/lab/status.ts';
import { runHotline } from '../calls/support/command.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { type Books, booksSince, mannedSeats, runMixed } from '../calls/support/mixed-run.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { until } from '../calls/support/until.ts';

const COUNT = 200;
const AT_ONCE = 25;
const SEED = 20261123;

let hotline: Hotline;
let restoreQueues: () => Promise<void>;
beforeAll(async () => {
  hotline = await openHotline();
  restoreQueues = await hurryQueues(hotline, { ringMs: 8_000, acwMs: 500 });
});
afterAll(async () => {
  await restoreQueues?.();
  await hotline?.close();
});

describe(`${COUNT} mixed calls, at most ${AT_ONCE} at once`, () => {
  it('each gets what it wants; afterwards nothing is left over, the books add up, every talk has its sealed recording [M-01] [E-02]', { timeout: 300_000 }, async () => {
    const since = new Date();
    const seats = await mannedSeats(hotline);
    const run = await runMixed(hotline, { count: COUNT, atOnce: AT_ONCE, seed: SEED });
    process.stdout.write(`${COUNT} calls in ${Math.round(run.durationMs / 1_000)} s: ${JSON.stringify(run.calls)}, ${run.rekeyed} codes keyed again\n`);
    expect(run.failures).toEqual([]);
    await hotline.nothingLeft(30_000);
    const status = (await runHotline(hotline.config, ['status', '--json'])).json<Status>();
    expect(status.live).toEqual({ calls: 0, channels: 0, bridges: 0, reservations: 0, deadlines: 0 });

    await until('every recording is sealed', async () => {
      const { recordings, sealed } = await booksSince(hotline, since);
      return recordings === sealed || `${sealed} of ${recordings}`;
    }, 60_000);
    const books: Books = await booksSince(hotline, since);
    expect(books).toMatchObject({ ended: books.arrived, history: books.arrived, queued: books.answered + books.abandoned - books.lost, recordings: books.answered, faults: 0 });
    await until('every seat is ready again', async () => {
      const rows = await hotline.records.sql<{ id: string; phase: string }>(`select id, phase from seat where id = any ($1) and phase <> 'ready'`, [seats.map(({ extension }) => `s-${extension}`)]);
      return rows.length === 0 || rows.map(({ id, phase }) => `${id} ${phase}`).join(', ');
    });
    await Promise.all(seats.map((seat) => seat.close()));
  });

  it("the day's figures add up: every call, every seat's time, every recording (field note 58)", { timeout: 120_000 }, async () => {
    await until('the figures add up', async () => {
      const check = await runHotline(hotline.config, ['figures', 'check']);
      return check.exitCode === 0 || check.stdout + check.stderr;
    }, 60_000);
    const rebuilt = await runHotline(hotline.config, ['figures', 'rebuild']);
    const again = await runHotline(hotline.config, ['figures', 'check']);
    expect([rebuilt.exitCode, again.exitCode, again.stdout]).toEqual([0, 0, expect.stringContaining('The figures add up.')]);
    const log = await runHotline(hotline.config, ['figures', 'queue-log']);
    const count = (event: string): number => log.stdout.split('\n').filter((line) => line.split('|')[4] === event).length;
    expect(count('ENTERQUEUE')).toBe(count('CONNECT') + count('ABANDON') + count('EXITWITHTIMEOUT'));
    expect(count('CONNECT')).toBe(count('COMPLETECALLER') + count('COMPLETEAGENT'));
  });

  it('leaves no number of a caller, and none of her keys, in the logs of server and worker [F-04] [M-07] (misfortune 17)', () => {
    const logs = (['server', 'worker'] as const).map((part) => readFileSync(filesOf(hotline.config.home).log(part), 'utf8')).join('');
    expect(logs.length).toBeGreaterThan(1_000);
    expect(logs.match(/\b(139\d{8}|13800138\d{3})\b/g)).toBeNull();
    expect(logs.match(/"(digit|digits|keys|code)":"\d/g)).toBeNull();
    expect(logs).not.toContain('600519');
  });
});
