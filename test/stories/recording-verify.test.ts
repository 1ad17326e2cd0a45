import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSealProof } from '../../src/adapters/files/prove-stored.ts';
import { createEvidenceReads } from '../../src/adapters/postgres/evidence-reads.ts';
import { verifyEvidence } from '../../src/app/recordings/verify.ts';
import { createRecordingWorld, type RecordingWorld } from '../support/recording-world.ts';
import { tones } from '../support/sound.ts';

let world: RecordingWorld;
beforeAll(async () => {
  world = await createRecordingWorld();
});
afterAll(() => world.close());

const verify = () => verifyEvidence({
  reads: createEvidenceReads(world.database), verifyChain: world.ledger.verifyChain, now: Date.now,
  proof: createSealProof({ sealedDir: world.sealedDir, sealKeys: ['33'.repeat(32)] }),
});
async function sealed(): Promise<{ id: string; file: string }> {
  const id = await world.talk({ pcm: tones(3), talkSeconds: 3 });
  await world.seal()(id);
  return { id, file: path.join(world.sealedDir, (await world.store.find(id))?.path ?? '') };
}

test('whole evidence is whole, and each way of harming it is found and named', async () => {
  const recordings = [await sealed(), await sealed(), await sealed(), await sealed()];
  const gone = await world.talk({ pcm: null, talkSeconds: 3 });
  await world.seal()(gone);
  expect(await verify()).toMatchObject({ isWhole: true, sealedFiles: 4, faults: [], knownMissing: [gone] });

  const [flipped, removed, doubted] = recordings;
  if (flipped === undefined || removed === undefined || doubted === undefined) throw new Error('too few');
  const bytes = readFileSync(flipped.file);
  bytes[700] = (bytes[700] ?? 0) ^ 1;
  writeFileSync(flipped.file, bytes);
  rmSync(removed.file);
  await world.test.query(`update recording set sha256 = repeat('0', 64) where id = $1`, [doubted.id]);
  const late = await world.talk({ pcm: tones(1), talkSeconds: 1, endedAgoMs: 3_600_000 });
  const report = await verify();
  expect(report.isWhole).toBe(false);
  expect(report.days.every((day) => day.kind === 'intact')).toBe(true);
  expect(new Set(report.faults.map(({ recordingId, fault }) => `${recordingId} ${fault}`))).toEqual(new Set([
    `${flipped.id} stored-bytes-differ`, `${removed.id} absent`, `${doubted.id} row-contradicts-link`, `${late} not-sealed-in-time`,
  ]));
});

test('a changed link breaks its day', async () => {
  const { id } = await sealed();
  await world.test.query('alter table recording_link disable trigger recording_link_append_only');
  await world.test.query(`update recording_link set body = body || '{"frames": 1}' where recording_id = $1 and kind = 'sealed'`, [id]);
  await world.test.query('alter table recording_link enable trigger recording_link_append_only');
  const report = await verify();
  expect(report.days.some((day) => day.kind === 'broken' && day.flaw === 'body-changed')).toBe(true);
  expect(report.isWhole).toBe(false);
});
