import { existsSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRecordingFiles } from '../../src/adapters/files/recording-files.ts';
import { followCase } from '../../src/app/callbacks/follow.ts';
import { createCallbackWorld, talk, type CallbackWorld } from '../support/callback-world.ts';
import { tones } from '../support/sound.ts';
import { until } from '../support/until.ts';

let world: CallbackWorld;
beforeEach(async () => {
  world = await createCallbackWorld();
});
afterEach(() => world.close());

describe('a callback', () => {
  test('goes from the wish to the sealed recording by itself, each step told [B-01]', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    const call = await world.server.take();
    expect(call.event).toMatchObject({ caseId, queue: 'callback', excludeSeries: ['marketing'], callerDnis: '95500' });
    await talk(call);
    const told: string[] = [];
    const end = await followCase({ trail: world.trail, now: () => performance.now(), businessNow: world.clock.businessNow, pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
      { caseId, maxMs: 8_000, onStep: (step) => told.push(step.kind), onQuiet: () => undefined });
    expect(end).toBe('completed');
    expect(told).toEqual(['opened', 'attempt-claimed', 'seat-offered', 'seat-answered', 'client-dialled', 'client-answered', 'connected', 'talk-ended', 'attempt-ended', 'recording-sealed', 'completed']);
    const [row] = await world.test.query('select completed_by, completed_series, completed_attempt from callback_case where id = $1', [caseId]);
    expect(row).toEqual({ completed_by: world.seat.agentId, completed_series: 'service', completed_attempt: call.attemptId });
  });

  test('can be heard, sealed and encrypted; the raw sound is gone', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    const call = await world.server.take();
    await talk(call);
    await world.whenIs(caseId, 'completed');
    await until('the raw file is gone', () => !existsSync(path.join(world.recordingsDir, `${call.recordingId}.raw`)));
    const files = createRecordingFiles({ sealedDir: world.sealedDir, sealKeys: [world.sealKey], locate: async (id) => {
      const row = await world.recordings.find(id);
      return row?.path == null || row.storedSha256 === null ? null : { path: row.path, storedSha256: row.storedSha256 };
    } });
    const opened = await files.open(call.recordingId);
    if (opened === null) throw new Error('not there');
    expect((await buffer(opened.wav)).subarray(44).equals(tones(2))).toBe(true);
  });

  test('of a kind that is open already is refused, and says which', async () => {
    const client = await world.client();
    const { caseId } = await world.opened(client);
    expect(await world.request(client)).toEqual({ kind: 'refused', code: 'CALLBACK_PENDING', caseId });
  });

  test('asked for ten times at once is one case', async () => {
    const client = await world.client();
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.request(client)));
    expect(answers.filter((answer) => answer.kind === 'opened')).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.caseId)).size).toBe(1);
  });

  test('of nobody, or of a client without a number, is refused', async () => {
    expect(await world.request('13700000000')).toMatchObject({ code: 'CLIENT_NOT_FOUND' });
    expect(await world.request(await world.client(0))).toMatchObject({ code: 'CLIENT_HAS_NO_NUMBER' });
  });
});

describe('work done twice', () => {
  test('two workers and twenty jobs make one attempt', async () => {
    world.work();
    world.work();
    const { caseId } = await world.opened(await world.client());
    for (let n = 0; n < 20; n += 1) await world.jobs.add({ name: 'callback-attempt', id: caseId });
    const call = await world.server.take();
    for (let n = 0; n < 20; n += 1) await world.jobs.add({ name: 'callback-attempt', id: caseId });
    await talk(call);
    await world.whenIs(caseId, 'completed');
    expect(await world.attemptsOf(caseId)).toHaveLength(1);
    expect(await world.server.waitingClaims()).toBe(0);
  });

  test('a number has one attempt at a time, also for two cases of it', async () => {
    const client = await world.client();
    const [shared] = await world.test.query<{ token: string }>('select token from client_number where client_id = $1', [client]);
    const other = await world.client(0);
    await world.test.query('insert into client_number (client_id, token, rank) values ($1, $2, 1)', [other, shared?.token]);
    world.rules.claimPatienceMs = 600_000;
    world.work();
    const first = await world.opened(client);
    const call = await world.server.take();
    const second = await world.opened(other);
    await until('the second was tried', () => world.log.lines.some((line) => 'caseId' in line.fields && line.fields.caseId === second.caseId && 'result' in line.fields));
    expect(await world.attemptsOf(second.caseId)).toHaveLength(0);
    expect(await world.state(second.caseId)).toBe('pending');
    await talk(call);
    await world.whenIs(first.caseId, 'completed');
    await world.jobs.add({ name: 'callback-attempt', id: second.caseId });
    await talk(await world.server.take());
    await world.whenIs(second.caseId, 'completed');
  });
});

describe('what was lost is found again', () => {
  test('a flushed Redis loses nothing: the sweeper finds the case, and the recording', async () => {
    const { caseId } = await world.opened(await world.client());
    world.redis.cli('flushall');
    world.work();
    const call = await world.server.take();
    await world.stopWork();
    await talk(call);
    world.redis.cli('flushall');
    const next = world.work();
    await until('it is completed', async () => {
      await next.sweep();
      return (await world.state(caseId)) === 'completed';
    });
  });

  test('Redis away when it is asked for: the case is there and dialled once Redis is back', async () => {
    const role = world.work();
    await world.redis.kill();
    const { caseId, isQueued } = await world.opened(await world.client());
    expect(isQueued).toBe(false);
    await world.redis.start();
    await until('redis is ready', async () => (await world.jobs.check()).ready);
    await role.sweep();
    const call = await world.server.take();
    expect(call.caseId).toBe(caseId);
    await talk(call);
    await world.whenIs(caseId, 'completed');
  });

  test('without a server nothing is claimed; with one it is', async () => {
    await world.server.go();
    world.work();
    const { caseId } = await world.opened(await world.client());
    await until('it was tried', () => world.log.lines.some((line) => 'result' in line.fields && line.fields.result === 'no-server'));
    expect(await world.attemptsOf(caseId)).toHaveLength(0);
    await world.server.come();
    await world.jobs.add({ name: 'callback-attempt', id: caseId });
    await talk(await world.server.take());
    await world.whenIs(caseId, 'completed');
  });

  test('a claim no server takes is withdrawn, and a server that comes too late cannot dial', async () => {
    world.rules.claimPatienceMs = 1;
    world.work();
    const { caseId } = await world.opened(await world.client());
    await until('it is claimed', async () => (await world.attemptsOf(caseId)).length === 1);
    await world.jobs.add({ name: 'callback-attempt', id: caseId });
    await until('it is withdrawn', async () => (await world.attemptsOf(caseId))[0]?.outcome === 'failed');
    world.rules.claimPatienceMs = 60_000;
    await world.whenIs(caseId, 'pending');
    expect(await world.server.waitingClaims()).toBe(0);
    const [withdrawn] = await world.attemptsOf(caseId);
    expect(await world.attempts.note(withdrawn?.id ?? '', { kind: 'dialling' }, world.clock.now())).toBe(false);
  });

  test('an attempt whose call ended without a word is asked after: the facts say talked, the recording completes it', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    const call = await world.server.take();
    await call.dial();
    await call.connect();
    call.sound(tones(1));
    // The server died after the talk's last fact: nobody closed the ledger.
    await call.finish();
    await world.jobs.add({ name: 'seal-recording', id: call.recordingId });
    await world.whenIs(caseId, 'completed');
    expect(await world.attemptsOf(caseId)).toMatchObject([{ state: 'ended', outcome: 'talked' }]);
  });

  test('an end nobody can tell is unknown, and the client is not called again that day', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    const call = await world.server.take();
    await call.dial();
    await call.finish();
    await world.jobs.add({ name: 'callback-attempt', id: caseId });
    await world.whenIs(caseId, 'pending');
    expect(await world.attemptsOf(caseId)).toMatchObject([{ state: 'ended', outcome: 'unknown' }]);
    const next = (await world.cases.find(caseId))?.state;
    expect(next?.phase === 'pending' && new Date(next.nextAttemptAt).toISOString()).toBe('2026-11-24T01:00:00.000Z');
    expect(await world.server.waitingClaims()).toBe(0);
  });
});
