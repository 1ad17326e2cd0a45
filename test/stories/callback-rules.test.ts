import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followCase } from '../../src/app/callbacks/follow.ts';
import { createCallbackWorld, monday10, talk, unreached, type CallbackWorld } from '../support/callback-world.ts';
import { tones } from '../support/sound.ts';
import { until } from '../support/until.ts';

let world: CallbackWorld;
beforeEach(async () => {
  world = await createCallbackWorld();
});
afterEach(() => world.close());
const hour = 3_600_000;

describe('when nobody is reached', () => {
  test('three times without an answer, then the case is closed as not reached', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    await unreached(await world.server.take(), 'no-answer');
    await world.whenIs(caseId, 'pending');
    for (const day of [1, 2]) {
      world.setBusinessTime(monday10 + day * 24 * hour);
      // The attempt ended a moment ago on the true clock; here a day has passed since.
      await world.test.query(`update attempt set ended_at = ended_at - interval '1 day' where case_id = $1`, [caseId]);
      await world.jobs.add({ name: 'callback-attempt', id: caseId });
      await unreached(await world.server.take(), 'no-answer');
      await until('it has left the attempt', async () => (await world.state(caseId)) !== 'attempting');
    }
    await world.whenIs(caseId, 'cancelled');
    expect(await world.cases.find(caseId)).toMatchObject({ state: { reason: 'not-reached' } });
    expect(await world.attemptsOf(caseId)).toHaveLength(3);
  });

  test('the case says at once when it will be tried again', async () => {
    world.work();
    const { caseId } = await world.opened(await world.client());
    await unreached(await world.server.take(), 'busy');
    const end = await followCase({ trail: world.trail, now: () => performance.now(), businessNow: world.clock.businessNow, pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
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
    expect(await world.attemptsOf(opened.caseId)).toHaveLength(0);
    world.setBusinessTime(Date.parse('2026-11-24T09:00:01+08:00'));
    await role.sweep();
    await talk(await world.server.take());
    await world.whenIs(opened.caseId, 'completed');
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
    await world.whenIs(caseId, 'pending');
    const next = (await world.cases.find(caseId))?.state;
    expect(next?.phase === 'pending' && next.nextAttemptAt).toBe(Date.parse('2026-11-24T09:00+08:00'));
  });
});

describe('evidence', () => {
  test('a talk without a recording completes nothing: not by the worker, not by SQL [E-02] (field note 46)', async () => {
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
    await world.whenIs(caseId, 'pending');
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
