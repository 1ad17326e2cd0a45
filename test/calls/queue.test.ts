import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import { signInToDesk } from '../../src/lab/sip/desk-client.ts';
import type { Caller } from './support/caller.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { hurryQueues } from './support/queue-pace.ts';
import { rulesAreRead } from './support/queue-rules.ts';
import { settledRecordings } from './support/recordings.ts';
import { isKind, isPhase, openStage, type Stage } from './support/stage.ts';
import { found, until } from './support/until.ts';

const RING_MS = 3_000;

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: RING_MS, acwMs: 1_000 });
});
afterEach(async () => {
  await stage.clear();
  await hotline.nothingLeft();
});
afterAll(async () => {
  await restoreQueues?.();
  await hotline?.close();
});

interface Entry {
  entry_id: string;
  entered_at: Date;
  phase: string;
  missed_by: string[];
}

/** The queue entry of a caller's call, as the row stands. */
async function entryOf(caller: Caller): Promise<Entry | undefined> {
  const live = await hotline.records.liveCallOf(caller.number);
  return (await hotline.records.sql<Entry>('select * from queue_entry where call_id = $1', [live?.callId ?? null]))[0];
}

const waitsInQueue = (caller: Caller): Promise<Entry> => found('the caller waits', async () => {
  const entry = await entryOf(caller);
  return entry?.phase === 'waiting' ? entry : undefined;
}, 20_000);

const factKinds = async (caller: Caller): Promise<string[]> => (await hotline.records.factsOf(caller.number)).map(({ kind }) => kind);
const seatRow = async (seatId: string): Promise<{ phase: string; reason?: string }> =>
  (await hotline.records.sql<{ state: { phase: string; reason?: string } }>('select state from seat where id = $1', [seatId]))[0]?.state ?? { phase: 'none' };

describe('a seat that does not take the call', () => {
  it('RONA: the seat is not ready any more, the caller keeps entry, time and place and is offered to the next seat', async () => {
    const sleepy = await stage.agent('1001', { kind: 'no-answer' });
    const caller = await stage.wantsPerson();
    await sleepy.until(isKind('ring'), 30_000);
    const offered = await entryOf(caller);
    await sleepy.until(({ kind, detail }) => kind === 'ended' && detail['by'] === 'cancelled', RING_MS + 5_000);
    await sleepy.until(({ kind, detail }) => kind === 'state' && detail['reason'] === 'rona', 5_000);
    const again = await waitsInQueue(caller);
    expect([again.entry_id, again.entered_at]).toEqual([offered?.entry_id, offered?.entered_at]);
    expect(again.missed_by).toEqual(['s-1001']);
    await caller.hears('queue.comfort');
    const awake = await stage.agent('1002', { kind: 'answer', afterMs: 100 });
    await awake.until(isKind('answered'), 10_000);
    await caller.hears('agent.before');
    expect(await factKinds(caller)).toContain('ring-missed');
  });

  it('busy: the next seat is asked at once', async () => {
    const busy = await stage.agent('1001', { kind: 'busy' });
    const next = await stage.agent('1003', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    await next.until(isKind('answered'), 40_000);
    expect(busy.events().map(({ kind }) => kind)).toContain('ring');
    expect(await seatRow('s-1001')).toMatchObject({ phase: 'not-ready', reason: 'rona' });
    expect(await factKinds(caller)).toContain('ring-failed');
  });

  it('with no phone registered: the caller does not wait for a ring that nobody hears', async () => {
    const desk = await signInToDesk({ url: `http://127.0.0.1:${hotline.config.ports.http}`, login: '1002', password: hotline.config.secrets.demoPassword });
    await desk.change({ action: 'sign-in', extension: '1002' }).catch(() => undefined);
    await desk.change({ action: 'ready' });
    const there = await stage.agent('1003', { kind: 'answer', afterMs: 100 });
    await stage.wantsPerson();
    await there.until(isKind('answered'), 40_000);
    expect((await seatRow('s-1002')).phase).toBe('not-ready');
    await desk.change({ action: 'sign-out' });
    desk.close();
  });
});

describe('a client who has talked with an agent lately', () => {
  const LAST_AGENT_MS = 4_000;
  const lastAgent = async (ms: number): Promise<void> => {
    await hotline.records.sql(`update queue set last_agent_ms = $1 where name = 'general'`, [ms]);
    await rulesAreRead(hotline);
  };
  const hasTalked = (number: string, extension: string) => until(`the book has the talk with ${extension}`, async () => (await hotline.records.sql(
    `select from call_log l join seat s on s.agent_id = l.agent_id join phone_number n on n.token = l.number_token where n.number = $1 and s.extension = $2`, [number, extension])).length > 0, 20_000);
  const isFree = (extension: string) => until(`${extension} is ready`, async () => (await seatRow(`s-${extension}`)).phase === 'ready', 20_000);
  const levels = () => hotline.records.sql<{ level: number }>(`select k.level from agent_skill k join seat s on s.agent_id = k.agent_id where s.extension in ('1001', '1002') and k.queue = 'general'`);

  it('is given to her again, though a colleague has waited longer; while she is at another talk, only for so long: then the colleague has her', async () => {
    await lastAgent(LAST_AGENT_MS);
    try {
      expect(new Set((await levels()).map(({ level }) => level)).size, 'both are as able').toBe(1);
      const last = await stage.agent('1002', { kind: 'answer', afterMs: 100 });
      const client = await stage.wantsPerson();
      await client.hearsVoice(40_000);
      // Ready while she talks, so longer ready than she will be.
      const other = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
      await client.hangUp();
      await hasTalked(client.number, '1002');
      await isFree('1002');
      const again = await stage.wantsPerson(client.number);
      await again.hearsVoice(40_000);
      expect(other.events().some(isKind('ring'))).toBe(false);
      expect(last.leg()).toBeDefined();
      await again.hangUp();
      await isFree('1002');
      // Another client has her: 1001 steps aside for the moment.
      await other.desk?.change({ action: 'not-ready', reason: 'break' });
      const stranger = await stage.wantsPerson();
      await stranger.hearsVoice(40_000);
      await other.desk?.change({ action: 'ready' });
      const third = await stage.wantsPerson(client.number);
      await third.hearsVoice(60_000);
      expect(other.leg()).toBeDefined();
      const { callId } = (await hotline.records.liveCallOf(client.number)) ?? { callId: '' };
      const facts = (await hotline.records.factsOf(client.number)).filter((fact) => fact.callId === callId);
      const at = (kind: string): number => facts.find((fact) => fact.kind === kind)?.at ?? NaN;
      expect(facts.filter(({ kind }) => kind === 'seat-offered')).toMatchObject([{ seatId: 's-1001' }]);
      expect(at('seat-offered') - at('caller-queued')).toBeGreaterThanOrEqual(LAST_AGENT_MS);
    } finally {
      await lastAgent(0);
    }
  });
});

describe('a caller who leaves', () => {
  it('while a seat rings: the phone stops at once, the seat is ready again, the call counts as abandoned (field note 18)', async () => {
    const agent = await stage.agent('1001', { kind: 'no-answer' });
    const caller = await stage.wantsPerson();
    await agent.until(isKind('ring'), 30_000);
    const leftMs = nowMs();
    await caller.hangUp();
    await agent.until(({ kind, detail }) => kind === 'ended' && detail['by'] === 'cancelled', 2_000);
    await agent.until(isPhase('ready', leftMs), 5_000);
    await hotline.nothingLeft();
    expect(await factKinds(caller)).toContain('abandoned');
  });

  it('while the agent\'s number is said: nobody is connected, the seat gets free, what was recorded by then is sealed [E-02]', async () => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    await caller.hears('agent.before', 30_000);
    const { callId } = (await hotline.records.liveCallOf(caller.number)) ?? { callId: '' };
    const leftMs = nowMs();
    await caller.hangUp();
    await agent.until(isPhase('ready', leftMs), 10_000);
    expect(await factKinds(caller)).not.toContain('connected');
    expect((await settledRecordings(hotline, callId)).map(({ state }) => state)).toEqual(['sealed']);
  });

  it('in the very moment an agent picks up, a little before or after: no seat is stuck, nothing is left (misfortune 5)', async () => {
    const agents = await Promise.all(['1001', '1002', '1003', '1004', '1005'].map((extension) => stage.agent(extension, { kind: 'answer', afterMs: 200 })));
    const callers = await Promise.all(agents.map(() => stage.wantsPerson()));
    await Promise.all(agents.map(async (agent, n) => {
      const ring = await agent.until(isKind('ring'), 30_000);
      await new Promise((resolve) => setTimeout(resolve, 160 + n * 20));
      await callers.find(({ number }) => number === ring.detail['from'])?.hangUp();
    }));
    await hotline.nothingLeft();
    await until('every seat is ready', async () => (await Promise.all(agents.map(({ extension }) => seatRow(`s-${extension}`)))).every(({ phase }) => phase === 'ready'));
  });

  it('in the queue: the entry is gone before a seat that gets ready can be offered it', async () => {
    const caller = await stage.wantsPerson();
    await waitsInQueue(caller);
    await caller.hangUp();
    await hotline.nothingLeft();
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    expect(agent.events().map(({ kind }) => kind)).not.toContain('ring');
    expect(await factKinds(caller)).toContain('abandoned');
  });
});

describe('more callers than seats', () => {
  it('wait in the order in which they came, are told their place, and move up', async () => {
    const first = await stage.wantsPerson();
    const firstEntry = await waitsInQueue(first);
    const second = await stage.wantsPerson();
    const secondEntry = await waitsInQueue(second);
    expect(firstEntry.entered_at.getTime()).toBeLessThan(secondEntry.entered_at.getTime());
    await first.hears('queue.place.before');
    await first.hears('o.1');
    await second.hears('queue.place.before');
    await second.hears('o.2');
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    await first.hears('agent.before');
    expect((await entryOf(second))?.phase).toBe('waiting');
    expect(agent.events().filter(isKind('ring')).map(({ detail }) => detail['from'])).toEqual([first.number]);
    await first.hearsVoice();
    await first.hangUp();
    await second.hears('agent.before', 20_000);
    expect(agent.events().filter(isKind('ring')).map(({ detail }) => detail['from'])).toEqual([first.number, second.number]);
    await until('both waits stand in the facts', async () => (await factKinds(second)).includes('seat-answered'));
  });
});
