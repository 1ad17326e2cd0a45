/** `./hotline callback` as a person runs it: another process, its own connections, its exit code. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setBusinessClock } from '../../src/adapters/postgres/business-clock.ts';
import { createCallbackWorld, talk, tokenKey, unreached, type CallbackWorld } from '../support/callback-world.ts';

const hotline = fileURLToPath(new URL('../../src/cli/hotline.ts', import.meta.url));
let world: CallbackWorld;
let home: string;
beforeEach(async () => {
  world = await createCallbackWorld({ tcp: true });
  home = mkdtempSync(path.join(os.tmpdir(), 'hotline-test-home-'));
  await setBusinessClock(world.test.url, '2026-11-23T10:00+08:00');
});
afterEach(async () => {
  await world.close();
  rmSync(home, { recursive: true, force: true });
});

const environment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '', HOTLINE_HOME: home, HOTLINE_DATABASE_URL: world.test.url, HOTLINE_REDIS_URL: world.redis.url, HOTLINE_TOKEN_KEY: tokenKey,
  HOTLINE_POSTGRES_PASSWORD: 'x'.repeat(16), HOTLINE_REDIS_PASSWORD: 'x'.repeat(16), HOTLINE_ARI_PASSWORD: 'x'.repeat(16), HOTLINE_CARRIER_ARI_PASSWORD: 'x'.repeat(16),
  HOTLINE_DEMO_PASSWORD: 'x'.repeat(16), HOTLINE_BROKERAGE_TOKEN: 'x'.repeat(16), HOTLINE_SESSION_KEY: 'ab'.repeat(32), HOTLINE_SEAL_KEY: 'ab'.repeat(32),
  HOTLINE_SEAT_PASSWORDS: '{"1001":"xxxxxxxx"}',
});

function run(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [hotline, 'callback', ...words], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

describe('./hotline callback', () => {
  test('a completed callback: exit 0, one JSON object, found by the phone number', async () => {
    world.work();
    await world.client();
    const running = run('13900000001', '--kind', 'new-account', '--json');
    const call = await world.server.take();
    await talk(call);
    const { code, out, err } = await running;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = JSON.parse(out) as { steps: { kind: string }[] };
    expect(report).toMatchObject({ caseId: call.caseId, outcome: 'completed', kind: 'new-account', callId: call.callId, recordingId: call.recordingId, recordedMs: 2_000, nextAttemptAt: null });
    expect(report.steps.map((step) => step.kind)).toEqual(expect.arrayContaining(['attempt-claimed', 'client-dialled', 'recording-sealed', 'completed']));
    expect(out).not.toContain('13900000001');
  });

  test('told in lines for people, without whole numbers', async () => {
    world.work();
    const running = run(await world.client());
    await talk(await world.server.take());
    const { code, out } = await running;
    expect(code).toBe(0);
    for (const words of ['new-account, due 2026-11-30 10:00', 'attempt 1 is in the ledger', 'seat 1001 answered', 'the client answered', 'recording sealed, 2.0 s of both sides', 'completed']) expect(out).toContain(words);
    expect(out).not.toContain('1390000');
  });

  test('nobody reached: exit 1, and when it is tried next', async () => {
    world.work();
    const running = run(await world.client(), '--json');
    await unreached(await world.server.take(), 'no-answer');
    const { code, out } = await running;
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'not-reached', nextAttemptAt: expect.stringMatching(/^2026-11-23 12:0/) as string });
  });

  test('a number that does not exist: the next one is dialled at once, and followed', async () => {
    world.work();
    const running = run(await world.client(2), '--json');
    await unreached(await world.server.take(), 'invalid-number');
    const second = await world.server.take();
    await talk(second);
    const { code, out } = await running;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'completed', callId: second.callId });
  });

  test('in rest time: exit 1, scheduled, and when [I-08]', async () => {
    await setBusinessClock(world.test.url, '2026-11-23T21:00+08:00');
    const { code, out } = await run(await world.client(), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'scheduled', nextAttemptAt: '2026-11-24 09:00' });
  });

  test.each<[string, (client: string) => string[], number, RegExp]>([
    ['one that is open already says which', (client) => [client], 1, /open already: case [0-9a-f-]{36}/],
    ['nobody', () => ['13700000000'], 1, /No such client/],
    ['an unknown kind', (client) => [client, '--kind', 'birthday'], 1, /one of new-account/],
  ])('refused: %s', async (_what, words, exitCode, message) => {
    const client = await world.client();
    await world.opened(client);
    const { code, err } = await run(...words(client));
    expect(code).toBe(exitCode);
    expect(err).toMatch(message);
  });
});
