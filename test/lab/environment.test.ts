/** A private environment of stores: there when promised, back after a kill, gone when stopped. */
import { existsSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { startEnvironment, type LabEnvironment } from '../../src/lab/environment.ts';
import { claimPortBase, type PortClaim } from '../../src/lab/port-base.ts';
import { startTicksOf, strayProcesses } from '../../src/lab/process-identity.ts';
import { postgresReady, redisReady } from '../../src/lab/readiness.ts';
import { until } from './support.ts';

let environment: LabEnvironment;
let claim: PortClaim;
const home = mkdtempSync(path.join(os.tmpdir(), 'hotline-stores-'));
beforeAll(async () => {
  claim = await claimPortBase(loadSettings().portBase + 7_000);
  environment = await startEnvironment({ home, portBase: claim.portBase, parts: ['postgres', 'redis'], database: 'migrated', removeAfter: true });
}, 60_000);
afterAll(async () => {
  await environment.stop();
  claim.release();
});

test('both stores answer, each to its own password only', async () => {
  const { ports, secrets } = environment.settings;
  expect(await postgresReady(ports.postgres)).toEqual({ ready: true, detail: '' });
  expect(await redisReady(ports.redis, secrets.redisPassword)).toEqual({ ready: true, detail: '' });
  expect(await redisReady(ports.redis, 'another')).toMatchObject({ ready: false, detail: expect.stringContaining('WRONGPASS') });
});

test.each(['postgres', 'redis'] as const)('%s killed with -9 is back by itself, under another pid', async (name) => {
  const first = environment.kill(name, 'SIGKILL');
  await until('another process', () => ![undefined, first].includes(environment.part(name).pid));
  await environment.ready(name);
  expect(startTicksOf(first)).toBeUndefined();
});

test('a range that is claimed is not given twice', async () => {
  const other = await claimPortBase(claim.portBase);
  expect(other.portBase).toBeGreaterThan(claim.portBase);
  other.release();
});

test('after stop nothing of it is left, neither process nor folder', async () => {
  const pids = (['postgres', 'redis'] as const).map((name) => environment.part(name).pid ?? 0);
  await environment.stop();
  expect(pids.map(startTicksOf)).toEqual([undefined, undefined]);
  expect(strayProcesses(home)).toEqual([]);
  expect(existsSync(home)).toBe(false);
});
