import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callRoutingSchema } from '../../src/contract/desk/calls.ts';
import { signInToDesk } from '../../src/lab/sip/desk-client.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import type { Caller } from './support/caller.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { hurryQueues } from './support/queue-pace.ts';
import { setRules } from './support/queue-rules.ts';
import { isKind, openStage, type Stage } from './support/stage.ts';
import { found, until } from './support/until.ts';

let hotline: Hotline;
let stage: Stage;
const restore: (() => Promise<void>)[] = [];
beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restore.push(await hurryQueues(hotline, { ringMs: 5_000, acwMs: 1_000 }));
});
afterEach(async () => {
  await stage.clear();
  await hotline.nothingLeft();
});
afterAll(async () => {
  await hotline?.records.sql(`update callback_case set state = 'cancelled', cancelled_at = now(), cancelled_reason = 'test over' where state in ('pending', 'attempting')`);
  for (const back of restore) await back();
  await hotline?.close();
});

const entryOf = async (caller: Caller): Promise<{ queue: string; entered_at: Date; phase: string } | undefined> => {
  const live = await hotline.records.liveCallOf(caller.number);
  return (await hotline.records.sql<{ queue: string; entered_at: Date; phase: string }>('select queue, entered_at, phase from queue_entry where call_id = $1', [live?.callId ?? null]))[0];
};
const waits = (caller: Caller) => found('the caller waits', async () => {
  const entry = await entryOf(caller);
  return entry?.phase === 'waiting' ? entry : undefined;
});
const factKinds = async (number: string): Promise<string[]> => (await hotline.records.factsOf(number)).map(({ kind }) => kind);

describe('a waiting caller', () => {
  it('hears her place, the estimated wait and her keys; a key leads to a message (field note 40)', async () => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const first = await stage.wantsPerson();
    await agent.until(isKind('answered'), 30_000);
    const second = await stage.wantsPerson();
    await second.hears('queue.place.before', 30_000);
    await second.hears('o.1');
    await second.hearsOneOf(['queue.wait.about', 'queue.wait.short']);
    await second.hears('queue.key.message');
    await second.press('2');
    await second.hears('message.leave');
    expect(await factKinds(second.number)).toEqual(expect.arrayContaining(['wait-told', 'waiting-key']));
    expect(await entryOf(second)).toBeUndefined();
    await first.hangUp();
  });

  it('is sent on to another queue by time, keeps her place in time, and is answered there; the routing trace says how', async () => {
    restore.push(await setRules(hotline, 'general', { overflow: { time: { afterS: 4, to: 'queue:complaint' } }, keys: {} }));
    const caller = await stage.wantsPerson();
    const before = await waits(caller);
    await until('she is in the other queue', async () => (await entryOf(caller))?.queue === 'complaint', 20_000);
    expect((await entryOf(caller))?.entered_at).toEqual(before.entered_at);
    const { callId } = (await hotline.records.liveCallOf(caller.number)) ?? { callId: '' };
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    await agent.until(isKind('answered'), 20_000);
    expect((await hotline.records.factsOf(caller.number)).find(({ kind }) => kind === 'overflowed')).toMatchObject({ queue: 'general', why: 'time', to: 'complaint' });
    const desk = await signInToDesk({ url: `http://127.0.0.1:${hotline.config.ports.http}`, login: '1001', password: hotline.config.secrets.demoPassword });
    const trace = callRoutingSchema.parse(await desk.read(`/api/calls/${callId}/routing`));
    expect(trace.decisions).toMatchObject([{ queue: 'complaint', seatId: 's-1001', isReproduced: true }]);
    expect(trace.decisions[0]?.seats.find(({ seatId }) => seatId === 's-1001')?.result).toBe('chosen');
    desk.close();
    await restore.pop()?.();
  });
});

describe('keep my place and call me back', () => {
  it('she hangs up, keeps her place before those who came later, and is called once an agent is there; asked twice it is one call (field note 37) (field note 38)', async () => {
    const number = '13800138051';
    const caller = await stage.wantsPerson(number);
    const { entered_at: enteredAt } = await waits(caller);
    await caller.hears('queue.key.keep-place', 30_000);
    await caller.press('1');
    await caller.hearsOut('queue.kept');
    await caller.isHungUp();
    const kept = await found('her place waits in her stead', async () => (await hotline.records.sql<{ entered_at: Date; queue: string }>(`select * from queue_entry where entered_at = $1`, [enteredAt]))[0], 15_000);
    expect(kept.queue).toBe('general');
    const again = await stage.wantsPerson(number);
    await again.hears('queue.key.keep-place', 30_000);
    await again.press('1');
    await again.hears('queue.not-kept');
    await again.hangUp();
    const later = await stage.wantsPerson();
    await waits(later);
    const client = await hotline.phones.client(number, { kind: 'answer', afterMs: 200 }, { voice: voiceOf(number) });
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const pop = await agent.until(isKind('pop'), 20_000);
    expect(pop.detail).toMatchObject({ direction: 'outbound', queue: 'general' });
    await agent.until(isKind('answered'), 20_000);
    await found('her phone rings', async () => client.calls()[0], 15_000);
    await found('both are connected', async () => (await hotline.records.factsOf(number)).find(({ kind }) => kind === 'connected'), 10_000);
    expect((await entryOf(later))?.phase).toBe('waiting');
    expect(client.calls()).toHaveLength(1);
    const [work] = await hotline.records.sql<{ kind: string; kept_queue: string; state: string }>(`select * from callback_case where kept_since = $1`, [enteredAt]);
    expect(work).toMatchObject({ kind: 'kept-place', kept_queue: 'general' });
    await agent.leg()?.hangUp();
    await client.switchOff();
    await later.hears('agent.before', 20_000);
  });
});
