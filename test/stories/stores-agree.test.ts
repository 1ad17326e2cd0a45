/**
 * The stores in memory that stories are played on do as the real ones do, in what stories rest on: who is next, who wins an
 * offer, what a ledger refuses.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAttemptStore } from '../../src/adapters/postgres/attempt-store.ts';
import { createCallStore } from '../../src/adapters/postgres/call-store.ts';
import { createCaseStore } from '../../src/adapters/postgres/case-store.ts';
import { loadDemo } from '../../src/adapters/postgres/demo/load.ts';
import { demoClients } from '../../src/adapters/postgres/demo/clients.ts';
import { createInboxStore } from '../../src/adapters/postgres/inbox-store.ts';
import { createMatchStore } from '../../src/adapters/postgres/match-store.ts';
import { numberToken } from '../../src/adapters/postgres/number-book.ts';
import { createOwnershipStore } from '../../src/adapters/postgres/ownership-store.ts';
import { openDatabase } from '../../src/adapters/postgres/pool.ts';
import { createQueueStore } from '../../src/adapters/postgres/queue-store.ts';
import { createRecordingLedger } from '../../src/adapters/postgres/recording-ledger.ts';
import { createSealStore } from '../../src/adapters/postgres/seal-store.ts';
import { createSeatStore } from '../../src/adapters/postgres/seat-store.ts';
import { changeSeat } from '../../src/app/seats.ts';
import type { CallState } from '../../src/core/call/state.ts';
import { at0, callState, stepOf } from '../support/call-state.ts';
import { createTestDatabase } from '../support/database.ts';
import { createMemoryCalls, createMemoryInbox, createMemoryOwnership } from './virtual/memory-calls.ts';
import { createMemoryCases } from './virtual/memory-cases.ts';
import { createMemoryAttempts, createMemoryLedger, createMemorySeals } from './virtual/memory-evidence.ts';
import { createMemoryMatch, createMemoryQueue, createMemorySeats } from './virtual/memory-queue.ts';
import { createMemoryTables } from './virtual/memory-tables.ts';

const tokenKey = '33'.repeat(32);

async function openMemory() {
  const tables = createMemoryTables(() => at0);
  const { epoch } = await createMemoryOwnership(tables).acquire('s1', 'test');
  return {
    epoch, calls: createMemoryCalls(tables), inbox: createMemoryInbox(tables), queue: createMemoryQueue(tables), match: createMemoryMatch(tables), seats: createMemorySeats(tables),
    cases: createMemoryCases(tables), attempts: createMemoryAttempts(tables), ledger: createMemoryLedger(tables), seals: createMemorySeals(tables),
    token: (number: string) => `token-${number}`,
    wait: async () => tables.entries.clear(),
    close: async () => undefined,
  };
}

async function openPostgres(): ReturnType<typeof openMemory> {
  const base = await createTestDatabase();
  await loadDemo(base.url, { tokenKey, demoPassword: 'for tests only' });
  const database = openDatabase({ databaseUrl: base.url, part: 'test', maxConnections: 4 });
  const ownership = createOwnershipStore(database);
  const { epoch } = await ownership.acquire('s1', 'test');
  await ownership.renew('s1', epoch, 600_000);
  return {
    epoch, calls: createCallStore(database), inbox: createInboxStore(database), queue: createQueueStore(database), match: createMatchStore(database), seats: createSeatStore(database),
    cases: createCaseStore(database), attempts: createAttemptStore(database), ledger: createRecordingLedger(database), seals: createSealStore(database),
    token: (number) => numberToken(tokenKey, number),
    wait: async () => void (await base.query('delete from queue_entry')),
    close: async () => {
      await database.close();
      await base.drop();
    },
  };
}

type Stores = Awaited<ReturnType<typeof openMemory>>;

describe.each([['in memory', openMemory], ['PostgreSQL', openPostgres]])('stores %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  beforeEach(() => stores.wait());
  afterAll(() => stores.close());

  const liveCall = async (change: Partial<CallState> = {}, callId = randomUUID()): Promise<string> => {
    const step = stepOf(callId, { epoch: stores.epoch, state: callState(callId, change) });
    expect(await stores.calls.save([step])).toEqual(['saved']);
    return callId;
  };
  const waiting = async (enteredAt: number): Promise<{ callId: string; entryId: string }> => {
    const callId = await liveCall();
    const entryId = `s1.${callId}.q.1`;
    await stores.queue.enter({ entryId, callId, queue: 'general', enteredAt, priority: 0, excludeSeries: ['marketing'] });
    return { callId, entryId };
  };
  const seatDeps = () => ({ seats: stores.seats, wakeups: { send: () => undefined, on: () => undefined }, clock: { now: () => at0, businessNow: () => at0 } });
  const readySeat = async (seatId: string): Promise<number> => {
    for (const kind of ['signed-in', 'ready-asked'] as const) await changeSeat(seatDeps(), seatId, { kind });
    return (await stores.seats.find(seatId))?.version ?? -1;
  };
  const offer = async (entry: { callId: string; entryId: string }, seatId: string, seatVersion: number) => {
    const reservationId = randomUUID();
    return { reservationId, isOurs: (await stores.match.offer({ ...entry, seatId, seatVersion, reservationId, expiresAt: at0 + 10_000, at: at0 })) !== null };
  };

  test('places count those who came before; who is asked for has none, and her old one when she is given back', async () => {
    const second = await waiting(at0 + 1);
    const first = await waiting(at0);
    expect([(await stores.queue.place(first.entryId))?.place, (await stores.queue.place(second.entryId))?.place]).toEqual([1, 2]);
    const { reservationId, isOurs } = await offer(first, 's-1001', await readySeat('s-1001'));
    expect(isOurs).toBe(true);
    expect([(await stores.queue.place(first.entryId))?.place, (await stores.queue.place(second.entryId))?.place]).toEqual([undefined, 1]);
    await stores.queue.giveBack(first.entryId, reservationId);
    expect([(await stores.queue.place(first.entryId))?.place, (await stores.queue.place(second.entryId))?.place]).toEqual([1, 2]);
    await stores.queue.leave(first.entryId, 'abandoned');
    expect((await stores.queue.place(second.entryId))?.place).toBe(1);
  });

  test('a seat reserved for a consult is reserved once, told to the call, and refused to every other (field note 20)', async () => {
    await readySeat('s-1005');
    const callId = await liveCall();
    const wish = { seatId: 's-1005', callId, entryId: 'g-1', reservationId: 'r-g1', queue: 'general', expiresAt: at0 + 10_000, at: at0 };
    const other = { ...wish, callId: await liveCall(), entryId: 'g-2', reservationId: 'r-g2' };
    const both = await Promise.all([stores.seats.reserve(wish), stores.seats.reserve(other)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['refused', 'reserved']);
    const won = both[0]?.kind === 'reserved' ? wish : other;
    expect(await stores.seats.reserve(won)).toEqual({ kind: 'reserved' });
    const told = (await stores.inbox.read('s1', 50)).filter((row) => [callId, other.callId].includes(row.callId));
    expect(told.map(({ event }) => event)).toMatchObject([{ kind: 'seat-offered', seatId: 's-1005', entryId: won.entryId, reservationId: won.reservationId, endpoint: '1005', isPage: false }]);
    expect(await stores.seats.reserve({ ...wish, seatId: 's-9999', reservationId: 'r-x' })).toEqual({ kind: 'refused', code: 'SEAT_UNKNOWN' });
    expect(await stores.seats.reserve({ ...wish, seatId: 's-1006', reservationId: 'r-y' })).toEqual({ kind: 'refused', code: 'SEAT_NOT_READY' });
    await changeSeat(seatDeps(), 's-1005', { kind: 'released', reservationId: won.reservationId });
    await stores.inbox.done(told.map(({ inboxId }) => inboxId));
  });

  test('an offer is won once, by the version that was read; the call hears of it', async () => {
    const entry = await waiting(at0);
    const version = await readySeat('s-1002');
    expect((await offer(entry, 's-1002', version - 1)).isOurs).toBe(false);
    const { isOurs, reservationId } = await offer(entry, 's-1002', version);
    expect(isOurs).toBe(true);
    expect((await offer(entry, 's-1002', version)).isOurs).toBe(false);
    const heard = (await stores.inbox.read('s1', 100)).filter((row) => row.callId === entry.callId);
    expect(heard.map(({ event }) => event)).toMatchObject([{ kind: 'seat-offered', seatId: 's-1002', reservationId, ringMs: 15_000, acwMs: 5_000 }]);
    await stores.inbox.done(heard.map((row) => row.inboxId));
    expect((await stores.inbox.read('s1', 100)).filter((row) => row.callId === entry.callId)).toEqual([]);
  });

  test('who missed is remembered, and a second miss begins a new round', async () => {
    const entry = await waiting(at0);
    const missedBy = async () => (await stores.match.read()).entries.find((one) => one.entryId === entry.entryId)?.missedBy;
    const miss = async (seatId: string): Promise<void> => {
      const { reservationId } = await offer(entry, seatId, await readySeat(seatId));
      await changeSeat(seatDeps(), seatId, { kind: 'ring-missed', reservationId });
      await stores.queue.giveBack(entry.entryId, reservationId);
    };
    await miss('s-1003');
    await miss('s-1004');
    expect(await missedBy()).toEqual(['s-1003', 's-1004']);
    await miss('s-1003');
    expect(await missedBy()).toEqual(['s-1003']);
  });

  test('a reservation past its time frees the seat, then the caller', async () => {
    const entry = await waiting(at0);
    await offer(entry, 's-1005', await readySeat('s-1005'));
    expect((await stores.match.sweep(at0 + 9_999)).nextDueAt).toBeGreaterThan(at0 + 9_999);
    expect((await stores.queue.place(entry.entryId))?.place).toBeUndefined();
    expect((await stores.match.sweep(at0 + 10_001)).changed).toBeGreaterThan(0);
    expect((await stores.seats.find('s-1005'))?.state.phase).toBe('ready');
    expect((await stores.queue.place(entry.entryId))?.place).toBe(1);
  });

  test('a reservation that its call has taken up is not freed by any clock: the call\'s server may be down while the agent talks', async () => {
    const entry = await waiting(at0);
    const { reservationId } = await offer(entry, 's-1006', await readySeat('s-1006'));
    await changeSeat(seatDeps(), 's-1006', { kind: 'ring-started', reservationId, ringEndsAt: at0 + 15_000 });
    const activity = (held: string | null) => ({ phase: 'waiting', entryId: entry.entryId, queue: 'general', enteredAt: at0, offer: held === null ? null : { reservationId: held } }) as unknown as CallState['activity'];
    const takes = (version: number, held: string | null) => stores.calls.save([stepOf(entry.callId, { epoch: stores.epoch, version, state: callState(entry.callId, { activity: activity(held) }) })]);
    const seatAt = async (at: number) => {
      const { nextDueAt } = await stores.match.sweep(at);
      expect(nextDueAt === null || nextDueAt > at).toBe(true);
      return (await stores.seats.find('s-1006'))?.state.phase;
    };
    expect(await takes(1, reservationId)).toEqual(['saved']);
    expect(await seatAt(at0 + 86_400_000)).toBe('ringing');
    expect((await stores.queue.place(entry.entryId))?.place).toBeUndefined();
    // Let go by the call, and the seat not told: then the clock's.
    expect(await takes(2, null)).toEqual(['saved']);
    expect(await seatAt(at0 + 29_999)).toBe('ringing');
    expect(await seatAt(at0 + 30_000)).toBe('ready');
    expect((await stores.queue.place(entry.entryId))?.place).toBe(1);
  });

  test('a step is saved at its version only, and nobody else\'s', async () => {
    const callId = await liveCall();
    const again = stepOf(callId, { epoch: stores.epoch, version: 0, state: callState(callId, { dnis: 'another' }) });
    const older = stepOf(callId, { epoch: stores.epoch - 1, version: 1 });
    expect(await stores.calls.save([again])).toEqual(['lost']);
    expect(await stores.calls.save([older])).toEqual(['lost']);
    expect((await stores.calls.loadOwned('s1')).find((call) => call.callId === callId)?.version).toBe(1);
  });

  test('a callback: one case, one claim, news in order, no completion without its seal [E-02]', async () => {
    const client = demoClients[30];
    const number = stores.token(client?.numbers[0] ?? '');
    const wanted = { clientId: client?.clientId ?? '', kind: 'new-account', at: at0, dueAt: at0 + 1, nextAttemptAt: at0 } as const;
    const caseId = randomUUID();
    expect(await stores.cases.open({ caseId, ...wanted })).toEqual({ kind: 'opened' });
    expect(await stores.cases.open({ caseId: randomUUID(), ...wanted })).toEqual({ kind: 'exists', caseId });
    const [attemptId, callId] = [randomUUID(), randomUUID()];
    const claim = { caseId, attemptId, callId, attemptNo: 1, numberToken: number, queue: 'callback', excludeSeries: ['marketing'], callerDnis: '95500', at: at0 };
    expect([await stores.cases.claim(claim), (await stores.cases.find(caseId))?.state]).toEqual(['claimed', { phase: 'attempting', attemptId }]);
    const offered = { seatId: 's-1001', extension: '1001', reservationId: 'r', channelId: 'c', acwMs: 0 };
    const recordingId = `${callId}-r1`;
    const activity = { phase: 'conversation', entryId: 'e', queue: 'callback', enteredAt: at0, offer: offered, step: 'noting-attempt', bridgeId: null, playbackId: null, seatPlaybackId: null, recordingId, connectedAt: null } as unknown as CallState['activity'];
    await liveCall({ activity }, callId);
    expect(await stores.attempts.note(attemptId, { kind: 'answered' }, at0)).toBe(false);
    for (const news of [{ kind: 'dialling' }, { kind: 'dialling' }, { kind: 'answered' }] as const) expect(await stores.attempts.note(attemptId, news, at0)).toBe(true);
    await stores.ledger.expect({ recordingId, callId, seatId: 's-1001', caseId, attemptId, at: at0 });
    expect(await stores.attempts.note(attemptId, { kind: 'ended', outcome: 'talked' }, at0 + 1)).toBe(true);
    const agentId = (await stores.seats.find('s-1001'))?.agentId ?? '';
    const complete = () => stores.cases.complete({ caseId, attemptId, agentId, at: at0 + 2 });
    expect(await complete()).toEqual({ kind: 'refused', code: 'RECORDING_NOT_SEALED' });
    const seal = { recordingId, path: 'p', sha256: 'ab'.repeat(32), storedSha256: 'cd'.repeat(32), storedBytes: 1, frames: 8_000, suite: 'test', keyId: 'test', at: at0 + 3, gap: null };
    expect([await stores.seals.seal(seal), await stores.seals.seal(seal)]).toEqual([true, false]);
    expect(await complete()).toEqual({ kind: 'completed' });
  });

  test('an agent of the marketing series may not have the client dialled [I-01]', async () => {
    const client = demoClients[33];
    const [caseId, attemptId, callId] = [randomUUID(), randomUUID(), randomUUID()];
    await stores.cases.open({ caseId, clientId: client?.clientId ?? '', kind: 'new-account', at: at0, dueAt: at0 + 1, nextAttemptAt: at0 });
    await stores.cases.claim({ caseId, attemptId, callId, attemptNo: 1, numberToken: stores.token(client?.numbers[0] ?? ''), queue: 'callback', excludeSeries: ['marketing'], callerDnis: '95500', at: at0 });
    const offered = { seatId: 's-1010', extension: '1010', reservationId: 'r', channelId: 'c', acwMs: 0 };
    const activity = { phase: 'conversation', entryId: 'e', queue: 'callback', enteredAt: at0, offer: offered, step: 'noting-attempt', bridgeId: null, playbackId: null, seatPlaybackId: null, recordingId: `${callId}-r1`, connectedAt: null } as unknown as CallState['activity'];
    await liveCall({ activity }, callId);
    expect(await stores.attempts.note(attemptId, { kind: 'dialling' }, at0)).toBe(false);
  });
});
