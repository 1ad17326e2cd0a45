/** The dialplan's guard on the real Asterisk: no caller in silence while no server is there. */
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { startEnvironment, type LabEnvironment } from '../../src/lab/environment.ts';
import { pbxAri } from '../../src/lab/parts.ts';
import { claimPortBase } from '../../src/lab/port-base.ts';
import { runSeat } from '../../src/lab/sip/seat-run.ts';
import { openPhones, type Phones } from '../calls/support/phones.ts';
import { openTinyHotline } from '../calls/support/tiny-hotline.ts';

let environment: LabEnvironment;
let phones: Phones;
beforeAll(async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'hotline-guard-'));
  const { portBase } = await claimPortBase(loadSettings().portBase + 6_000);
  environment = await startEnvironment({ home, portBase, parts: ['pbx', 'carrier'], prompts: true, removeAfter: true });
  phones = await openPhones(environment.settings);
}, 120_000);
afterAll(async () => {
  await phones.close();
  await environment.stop();
});

test('a caller who meets no server is told to wait, hears music, and is served when a server comes', async () => {
  const call = phones.startCall({ isStaying: true, maxMs: 60_000 });
  await call.heard('guard.hold', 20_000, 0);
  await call.step((step) => step.kind === 'queued' || step.promptIds.includes('music.queue'), 20_000);
  const served = Promise.withResolvers<{ from: string; to: string }>();
  const server = await openTinyHotline({
    access: pbxAri(environment.settings), app: environment.settings.stasisApp,
    story: async (tiny) => {
      await tiny.play(['goodbye']);
      served.resolve({ from: tiny.from, to: tiny.to });
      await tiny.hangUp();
    },
  });
  expect(await served.promise).toEqual({ from: '13800138000', to: '95500' });
  const report = await call.report;
  expect(report.steps.flatMap((step) => step.promptIds)).toEqual(expect.arrayContaining(['guard.hold', 'goodbye']));
  server.close();
});

test('when no server comes back, the registered seats ring and one talks to the caller', { timeout: 120_000 }, async () => {
  const { secrets, ports } = environment.settings;
  const seat = await runSeat({
    extension: '1004', sipPassword: secrets.seatPasswords['1004'] ?? '', registrar: { host: '127.0.0.1', port: ports.pbxSip },
    behaviour: { kind: 'answer', afterMs: 500, hangUpAfterMs: 2_000 },
  });
  const call = phones.startCall({ isStaying: true, maxMs: 90_000 });
  await call.heard('guard.hunt', 60_000, 0);
  await seat.until((event) => event.kind === 'ring', 10_000);
  await seat.until((event) => event.kind === 'talking', 10_000);
  const report = await call.report;
  expect(report.steps.at(-1)?.kind).toBe('ended');
  expect(report.steps.flatMap((step) => step.promptIds)).not.toContain('queue.sorry');
  await seat.close();
});
