import { existsSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRecordingFiles } from '../../src/adapters/files/recording-files.ts';
import { followCase } from '../../src/app/callbacks/follow.ts';
import type { AttemptOutcome } from '../../src/core/call/commands.ts';
import { createCallbackWorld, monday10, type CallbackWorld } from '../support/callback-world.ts';
import { tones } from '../support/sound.ts';
import type { StagedCall } from '../support/staged-server.ts';
import { until } from '../support/until.ts';

let world: CallbackWorld;
beforeEach(async () => {
  world = await createCallbackWorld();
});
afterEach(() => world.close());

const hour = 3_600_000;
const whenIs = (caseId: string, phase: string) => until(`the case is ${phase}`, async () => (await world.state(caseId)) === phase);
const attemptsOf = (caseId: string) => world.test.query<{ id: string; attempt_no: number; state: string; outcome: string | null; call_id: string }>('select * from attempt where case_id = $1 order by attempt_no', [caseId]);
/** The whole talk, as it goes when all goes well. */
async function talk(call: StagedCall): Promise<void> {
  expect(await call.dial()).toBe(true);
  await call.connect();
  call.sound(tones(2));
  await call.endTalk();
  await call.finish();
}
async function unreached(call: StagedCall, outcome: AttemptOutcome): Promise<void> {
  await call.dial();
  await call.end(outcome);
  await call.finish();
}

describe('a callback', () => {
  test('goes from the wish to the sealed recording by itself, each step told [B-01]', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    const call = await world.server.take();
    expect(call.event).toMatchObject({ caseId, queue: 'callback', excludeSeries: ['marketing'], callerDnis: '95500' });
    await talk(call);
    const told: string[] = [];
    const end = await followCase({ trail: world.trail, now: () => performance.now(), pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
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
    await whenIs(caseId, 'completed');
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
    await whenIs(caseId, 'completed');
    expect(await attemptsOf(caseId)).toHaveLength(1);
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
    expect(await attemptsOf(second.caseId)).toHaveLength(0);
    expect(await world.state(second.caseId)).toBe('pending');
    await talk(call);
    await whenIs(first.caseId, 'completed');
    await world.jobs.add({ name: 'callback-attempt', id: second.caseId });
    await talk(await world.server.take());
    await whenIs(second.caseId, 'completed');
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
    await whenIs(caseId, 'completed');
  });

  test('without a server nothing is claimed; with one it is', async () => {
    await world.server.go();
    world.work();
    const { caseId } = await world.opened(await world.client());
    await until('it was tried', () => world.log.lines.some((line) => 'result' in line.fields && line.fields.result === 'no-server'));
    expect(await attemptsOf(caseId)).toHaveLength(0);
    await world.server.come();
    await world.jobs.add({ name: 'callback-attempt', id: caseId });
    await talk(await world.server.take());
    await whenIs(caseId, 'completed');
  });

  test('a claim no server takes is withdrawn, and a server that comes too late cannot dial', async () => {
    world.rules.claimPatienceMs = 1;
    world.work();
    const { caseId } = await world.opened(await world.client());
    await until('it is claimed', async () => (await attemptsOf(caseId)).length === 1);
    await world.jobs.add({ name: 'callback-attempt', id: caseId });
    await until('it is withdrawn', async () => (await attemptsOf(caseId))[0]?.outcome === 'failed');
    world.rules.claimPatienceMs = 60_000;
    await whenIs(caseId, 'pending');
    expect(await world.server.waitingClaims()).toBe(0);
    const [withdrawn] = await attemptsOf(caseId);
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
    await whenIs(caseId, 'completed');
    expect(await attemptsOf(caseId)).toMatchObject([{ state: 'ended', outcome: 'talked' }]);
  });

  test('an end nobody can tell is unknown, and the client is not called again that day', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    const call = await world.server.take();
    await call.dial();
    await call.finish();
    await world.jobs.add({ name: 'callback-attempt', id: caseId });
    await whenIs(caseId, 'pending');
    expect(await attemptsOf(caseId)).toMatchObject([{ state: 'ended', outcome: 'unknown' }]);
    const next = (await world.cases.find(caseId))?.state;
    expect(next?.phase === 'pending' && new Date(next.nextAttemptAt).toISOString()).toBe('2026-11-24T01:00:00.000Z');
    expect(await world.server.waitingClaims()).toBe(0);
  });
});

describe('when nobody is reached', () => {
  test('three times without an answer, then the case is closed as not reached', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    await unreached(await world.server.take(), 'no-answer');
    await whenIs(caseId, 'pending');
    for (const day of [1, 2]) {
      world.setBusinessTime(monday10 + day * 24 * hour);
      // The attempt ended a moment ago on the true clock; here a day has passed since.
      await world.test.query(`update attempt set ended_at = ended_at - interval '1 day' where case_id = $1`, [caseId]);
      await world.jobs.add({ name: 'callback-attempt', id: caseId });
      await unreached(await world.server.take(), 'no-answer');
      await until('it has left the attempt', async () => (await world.state(caseId)) !== 'attempting');
    }
    await whenIs(caseId, 'cancelled');
    expect(await world.cases.find(caseId)).toMatchObject({ state: { reason: 'not-reached' } });
    expect(await attemptsOf(caseId)).toHaveLength(3);
  });

  test('the case says at once when it will be tried again', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    await unreached(await world.server.take(), 'busy');
    const end = await followCase({ trail: world.trail, now: () => performance.now(), pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
      { caseId, maxMs: 8_000, onStep: () => undefined, onQuiet: () => undefined });
    expect(end).toBe('not-reached');
    const steps = await world.trail.read(caseId);
    expect(steps.at(-1)).toMatchObject({ kind: 'put-off', why: 'busy' });
  });
});

describe('rest time [I-08]', () => {
  test('nobody is dialled outside the window, whoever asks; inside it is', async () => {
    world.setBusinessTime(Date.parse('2026-11-23T21:30+08:00'));
    const role = world.work();
    const opened = await world.opened(await world.client());
    expect(opened).toMatchObject({ isInWindow: false, nextAttemptAt: Date.parse('2026-11-24T09:00+08:00') });
    await role.sweep();
    await world.jobs.add({ name: 'callback-attempt', id: opened.caseId });
    await until('it was looked at', () => world.redis.cli('zcard', 'hotline:callback-attempt:delayed') === '1');
    expect(await attemptsOf(opened.caseId)).toHaveLength(0);
    world.setBusinessTime(Date.parse('2026-11-24T09:00:01+08:00'));
    await role.sweep();
    await talk(await world.server.take());
    await whenIs(opened.caseId, 'completed');
  });

  test('a claim that waited for a seat past closing time is not dialled', async () => {
    world.setBusinessTime(Date.parse('2026-11-23T19:59+08:00'));
    world.work();
    const { caseId } = await world.opened(await world.client());
    const call = await world.server.take();
    world.setBusinessTime(Date.parse('2026-11-23T20:00:30+08:00'));
    expect(await call.dial()).toBe(false);
    await call.end('failed');
    await call.finish();
    await whenIs(caseId, 'pending');
    const next = (await world.cases.find(caseId))?.state;
    expect(next?.phase === 'pending' && next.nextAttemptAt).toBe(Date.parse('2026-11-24T09:00+08:00'));
  });
});

describe('evidence', () => {
  test('a talk without a recording completes nothing: not by the worker, not by SQL [E-02]', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    const call = await world.server.take();
    await call.dial();
    await call.connect();
    await call.endTalk();
    await call.finish();
    const complete = `update callback_case set state = 'completed', completed_attempt = '${call.attemptId}', completed_by = '${world.seat.agentId}' where id = '${caseId}'`;
    await expect(world.test.query(complete)).rejects.toMatchObject({ code: 'HL001' });
    // Nobody waits the grace of a missing file here.
    expect(await world.recordings.markMissing(call.recordingId, 0, world.clock.now())).toBe(true);
    await world.jobs.add({ name: 'callback-attempt', id: caseId });
    await whenIs(caseId, 'pending');
    await expect(world.test.query(complete)).rejects.toMatchObject({ code: 'HL001' });
    expect((await world.trail.read(caseId)).map((step) => step.kind)).toContain('recording-missing');
  });

  test('the marketing series completes nothing [I-01]', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    const call = await world.server.take();
    await call.dial();
    await call.connect();
    call.sound(tones(1));
    await world.test.query(`update agent set series = 'marketing' where id = $1`, [world.seat.agentId]);
    try {
      await call.endTalk();
      await call.finish();
      await until('the database refused', () => world.log.has('the database refused to complete a callback'));
      expect(await world.state(caseId)).not.toBe('completed');
    } finally {
      await world.test.query(`update agent set series = 'service' where id = $1`, [world.seat.agentId]);
    }
  });
});
