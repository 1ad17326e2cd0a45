/** The simulator as a process: seed, token, socket, end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrokerage } from '../../../src/adapters/brokerage/client.ts';
import type { BrokerageOptions } from '../../../src/adapters/brokerage/client.ts';
import { startSimulator } from './simulator-process.ts';
import type { RunningSimulator } from './simulator-process.ts';

let folder: string;
const running: RunningSimulator[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
});

afterAll(async () => {
  await Promise.all(running.map((simulator) => simulator.stop()));
  await rm(folder, { recursive: true });
});

async function start(...args: string[]): Promise<RunningSimulator> {
  const simulator = await startSimulator(['--now', '2026-11-21T10:00+08:00', ...args]);
  running.push(simulator);
  return simulator;
}

async function priceOf(options: BrokerageOptions): Promise<unknown> {
  const brokerage = createBrokerage(options);
  const answer = await brokerage.quote({ code: '300750' });
  await brokerage.close();
  if (answer.kind !== 'found') return answer;
  const { asOfMs: _moment, ...quote } = answer.value;
  return quote;
}

describe('the simulator process', () => {
  it('gives the same prices at the same step with the same seed, and tells its seed', async () => {
    const [one, same] = await Promise.all([start('--seed', '7'), start('--seed', '7')]);
    for (const { control } of [one, same]) await control.step(25);
    expect(await one.control.seed()).toEqual({ seed: 7, steps: 25 });
    expect(await priceOf({ baseUrl: one.baseUrl, timeoutMs: 5_000 })).toEqual(await priceOf({ baseUrl: same.baseUrl, timeoutMs: 5_000 }));
    expect(JSON.parse(one.lines[0] ?? '')).toMatchObject({ seed: 7 });
  });

  it('has a seed of its own each run', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect((await one.control.seed()).seed).not.toBe((await other.control.seed()).seed);
  });

  it('writes JSON lines only and ends with 0 at SIGTERM, a late reply under way or not', async () => {
    const simulator = await startSimulator();
    await simulator.control.putFault({ operation: 'quote', fault: 'late', delayMs: 600_000 });
    const brokerage = createBrokerage({ baseUrl: simulator.baseUrl, timeoutMs: 60_000 });
    const cut = brokerage.quote({ code: '600519' });
    await expect.poll(async () => (await simulator.control.log()).lastSeq).toBe(1);
    expect(await simulator.stop()).toBe(0);
    expect(await cut).toEqual({ kind: 'unavailable', reason: 'down' });
    await brokerage.close();
    for (const line of simulator.lines) expect(JSON.parse(line)).toHaveProperty('msg');
  });

  it('asks for its bearer token, a wrong one is no answer', async () => {
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'right-token-of-the-firm\n', { mode: 0o600 });
    const { baseUrl } = await start('--token-file', tokenFile);
    const timeoutMs = 5_000;
    expect(await priceOf({ baseUrl, timeoutMs, token: 'right-token-of-the-firm' })).toMatchObject({ code: '300750' });
    expect(await priceOf({ baseUrl, timeoutMs, token: 'wrong-token-of-the-firm' })).toEqual({ kind: 'unavailable', reason: 'bad-answer' });
    expect(await priceOf({ baseUrl, timeoutMs })).toEqual({ kind: 'unavailable', reason: 'bad-answer' });
  });

  it('can be reached over a Unix socket', async () => {
    const socketPath = join(folder, 'back-office.sock');
    await start('--socket', socketPath);
    expect(await priceOf({ socketPath, timeoutMs: 5_000 })).toMatchObject({ code: '300750', name: '宁德时代' });
  });
});
