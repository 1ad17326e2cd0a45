/** A crash of PostgreSQL loses the last moments of steps that were not flushed. The server knows them still; nobody may fall into silence. */
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf } from '../../src/lab/files.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { until } from '../calls/support/until.ts';
import { logSince, moment } from './support/outage.ts';

let hotline: Hotline;
const settings = (): string => path.join(filesOf(hotline.config.home).postgres, 'postgresql.auto.conf');
beforeAll(async () => {
  hotline = await openHotline();
  // Makes the loss likely: what is not flushed stays in memory for long.
  appendFileSync(settings(), "wal_writer_delay = '10s'\n");
  await hotline.parts.kill('postgres', 'SIGHUP');
});
afterAll(async () => {
  appendFileSync(settings(), "wal_writer_delay = '200ms'\n");
  await hotline.parts.kill('postgres', 'SIGHUP');
  await hotline?.nothingLeft();
  await hotline?.close();
});

describe('PostgreSQL crashes (kill -9)', () => {
  it('callers whose last steps it lost go on where they are', async () => {
    const pid = await hotline.parts.pid('server');
    const asked = await hotline.caller();
    await asked.hears('main.menu');
    const asks = asked.press('1');
    const arrived = await hotline.caller();
    await Promise.all([asks, asked.hears('quote.ask-code'), arrived.hears('welcome')]);
    const crashed = moment();
    await hotline.parts.kill('postgres', 'SIGKILL');
    await hotline.parts.ready('postgres');
    await until('the server reaches it', async () => (await hotline.status()).parts.find(({ name }) => name === 'server')?.ready === true);
    await Promise.all([asked.press('600519#'), arrived.press('1')]);
    await Promise.all([asked.hears('name.600519'), arrived.hears('quote.ask-code')]);
    const lost = logSince(hotline, 'server', crashed.epochMs).filter(({ msg }) => msg.includes('another process'));
    expect(lost).toEqual([]);
    await Promise.all([asked.hangUp(), arrived.hangUp()]);
    expect(await hotline.parts.pid('server')).toBe(pid);
  });
});
