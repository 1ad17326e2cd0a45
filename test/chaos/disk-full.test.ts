/** The disk of the recordings is full while people talk, then that of the sealed ones while they are stored. Talks are not hurt; nothing is lost silently. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { type LabEnvironment, startEnvironment } from '../../src/lab/environment.ts';
import { claimPortBase } from '../../src/lab/port-base.ts';
import { readLivePage } from '../../src/lab/readiness.ts';
import { aroundEnvironment, type Hotline } from '../calls/support/around-environment.ts';
import { controlOf } from '../calls/support/environment-link.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { linksOf, settledRecordings } from '../calls/support/recordings.ts';
import { isPhase, openStage, type Stage, talkFor } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { tradingMorning } from '../calls/support/whole-environment.ts';
import { silentSeconds } from './support/both-ways.ts';
import { figure, moment, said } from './support/outage.ts';

// Only root may mount a small disk.
const isRoot = process.getuid?.() === 0;
const home = mkdtempSync(path.join(tmpdir(), 'hotline-full-'));
const disks = { recordings: path.join(home, 'recordings'), sealed: path.join(home, 'sealed') };
let environment: LabEnvironment;
let release: () => void = () => undefined;
let hotline: Hotline;
let stage: Stage;

beforeAll(async () => {
  if (!isRoot) return;
  for (const folder of Object.values(disks)) {
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  }
  const claim = await claimPortBase(loadSettings().portBase);
  release = claim.release;
  environment = await startEnvironment({ home, portBase: claim.portBase, parts: ['postgres', 'redis', 'pbx', 'carrier', 'simulator', 'server', 'worker'], now: tradingMorning });
  hotline = await aroundEnvironment({ home, portBase: claim.portBase, parts: controlOf({ environment, events: [] }) });
  stage = openStage(hotline);
  await hurryQueues(hotline, { ringMs: 5_000, acwMs: 500 });
}, 180_000);
afterAll(async () => {
  await stage?.clear();
  await hotline?.close();
  await environment?.stop();
  release();
  if (isRoot) for (const folder of Object.values(disks)) execFileSync('umount', ['--lazy', folder]);
  rmSync(home, { recursive: true, force: true });
});

/** Leaves so little room that nothing more can be written soon. Returns the way to make room again. */
function fill(folder: string, leftBytes: number): () => void {
  const junk = path.join(folder, 'junk');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(junk, Buffer.alloc(bavail * bsize - leftBytes));
  return () => rmSync(junk, { force: true });
}

async function workerSays(isReady: boolean, words: string): Promise<void> {
  await until(`the worker says "${words}"`, async () => {
    const page = await readLivePage(hotline.config.ports.workerHealth);
    return (page.ready === isReady && page.detail.includes(words)) || page.detail;
  }, 20_000);
}
const bytesOf = (callId: string): number => {
  const name = readdirSync(disks.recordings).find((one) => one.startsWith(callId));
  return name === undefined ? 0 : statSync(path.join(disks.recordings, name)).size;
};

describe.skipIf(!isRoot)('a full disk', () => {
  it('while a talk is recorded: both go on hearing each other, readiness says it, the ledger has the gap [E-02]', async () => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    await caller.hearsVoice(40_000);
    const { callId } = (await hotline.records.liveCallOf(caller.number)) ?? { callId: '' };
    await until('the recording has begun', async () => bytesOf(callId) > 0, 20_000);
    const makeRoom = fill(disks.recordings, 70_000);
    await workerSays(false, 'disk is full: recordings');
    await until('the file does not grow any more', async () => {
      const before = bytesOf(callId);
      await talkFor(2_500);
      return bytesOf(callId) === before;
    }, 30_000);
    const toMs = moment().ms;
    expect(silentSeconds({ caller, agent }, { fromMs: toMs - 5_000, toMs })).toEqual([]);
    const kept = bytesOf(callId);
    makeRoom();
    await caller.hangUp();
    const [row, ...more] = await settledRecordings(hotline, callId, 60_000);
    expect([row?.state, more]).toEqual(['sealed', []]);
    expect((await linksOf(hotline, row?.id ?? '')).toSorted()).toEqual(['expected', 'gap', 'sealed']);
    figure(`disk full while recording: ${(kept / 32_000).toFixed(1)} s kept, the rest is a gap in the ledger, the talk went on`);
    await workerSays(true, '');
    await agent.until(isPhase('ready', toMs), 20_000);
    await stage.clear();
  });

  it('while it is to be sealed: the raw file is kept, the sentence stands in the log, sealing goes on when there is room [E-02]', async () => {
    await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    await caller.hearsVoice(40_000);
    const { callId } = (await hotline.records.liveCallOf(caller.number)) ?? { callId: '' };
    await talkFor(4_000);
    const makeRoom = fill(disks.sealed, 4_096);
    const full = moment();
    await workerSays(false, 'disk is full: sealed recordings');
    await caller.hangUp();
    const line = await said(hotline, 'worker', { message: 'recording could not be stored, its raw file is kept and it is tried again', since: full.epochMs, limitMs: 60_000 });
    expect(line['reason']).toBe('ENOSPC');
    expect(bytesOf(callId)).toBeGreaterThan(0);
    const room = moment();
    makeRoom();
    const [row] = await settledRecordings(hotline, callId, 60_000);
    figure(`disk of sealed recordings full: sealed ${Math.round(moment().ms - room.ms)} ms after there was room`);
    expect(row?.state).toBe('sealed');
    expect(await linksOf(hotline, row?.id ?? '')).toEqual(['expected', 'sealed']);
    await workerSays(true, '');
  });
});
