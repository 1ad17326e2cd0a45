/** What outlives a server process, in memory: rows of calls, seats and queue, the inbox, attempts, the ledger. */
import type { Answerer } from '../../../../src/app/house/answerer.ts';
import type { AttemptStore, InboxStore, QueueStore, RecordingLedger, SeatStore } from '../../../../src/app/ports.ts';
import { heldReservations } from '../../../../src/core/conversation/parties.ts';
import type { SeatState } from '../../../../src/core/seat/state.ts';
import { createAcd } from '../../../core/sequences/acd.ts';
import { createFakeStore } from '../fakes.ts';

type InboxRow = Awaited<ReturnType<InboxStore['read']>>[number];

export const SEATS = ['1001', '1002', '1003'];
const QUOTE_ANSWERS = {
  code: '600519', kind: 'stock', state: 'traded', hasIndexToo: 'no', volume: '3200手', turnoverYuan: 866_000_000, changePct: { mantissa: 125, decimals: 2 },
  ...Object.fromEntries(['last', 'change', 'open', 'high', 'low', 'previousClose'].map((name) => [name, { mantissa: 168_888, decimals: 2 }])),
};

export type Floor = ReturnType<typeof createFloor>;

export function createFloor(now: () => number) {
  const calls = createFakeStore();
  const inboxRows: InboxRow[] = [];
  const attempts: string[] = [];
  const owed: string[] = [];
  const lookups = { answer: async (): ReturnType<Answerer> => ({ kind: 'found', answers: QUOTE_ANSWERS }) };
  let inboxIds = 0;
  const write = (callId: string, event: InboxRow['event']): void => {
    inboxIds += 1;
    inboxRows.push({ node: 's1', inboxId: String(inboxIds), callId, event });
  };
  const acd = createAcd(SEATS, ({ callId, event }) => write(callId, { ...event, at: now(), businessAt: 0 }));
  const takenUp = (): Set<string> => new Set([...calls.rows.values()].flatMap(({ state }) => heldReservations(state)));
  const live = (): Set<string> => new Set(calls.rows.keys());

  const versions = new Map<string, { state: SeatState; version: number }>();
  const rowOf = (seatId: string) => {
    const state = acd.seats.get(seatId);
    if (state === undefined) return null;
    const known = versions.get(seatId);
    if (known?.state !== state) versions.set(seatId, { state, version: (known?.version ?? 0) + 1 });
    return { seatId, agentId: `agent-${seatId}`, extension: seatId, pageId: null, state, version: versions.get(seatId)?.version ?? 1 };
  };
  const seats: SeatStore = {
    find: async (seatId) => rowOf(seatId),
    byExtension: async (extension) => rowOf(extension),
    save: async ({ seatId, version, state }) => {
      if (rowOf(seatId)?.version !== version) return false;
      acd.setSeat(seatId, state);
      return true;
    },
    message: async () => {},
    reserve: async ({ callId, ...wish }) => {
      acd.perform(callId, { kind: 'reserve-seat', id: 0, ...wish }, wish.at);
      return { kind: 'reserved' };
    },
  };
  const queue: QueueStore = {
    enter: async (entry) => {
      acd.perform(entry.callId, { kind: 'enter-queue', id: 0, ...entry }, now());
      return true;
    },
    leave: async (entryId) => acd.perform('', { kind: 'leave-queue', id: 0, entryId, reason: 'connected' }, now()),
    giveBack: async (entryId, reservationId) => acd.perform('', { kind: 'return-to-queue', id: 0, entryId, reservationId }, now()),
    place: async (entryId) => {
      const place = acd.place(entryId);
      return place === null ? null : { place, staffed: 2, pace: null };
    },
    settings: async () => null,
  };
  const inbox: InboxStore = {
    read: async () => [...inboxRows],
    done: async (ids) => {
      for (const id of ids) inboxRows.splice(inboxRows.findIndex((row) => row.inboxId === id), 1);
    },
  };
  const attemptStore: AttemptStore = {
    note: async (attemptId, news) => {
      attempts.push(`${attemptId} ${news.kind}`);
      return true;
    },
  };
  const ledger: RecordingLedger = {
    expect: async ({ recordingId }) => void owed.push(recordingId),
    gap: async () => {},
  };
  return {
    calls, acd, inbox, seats, queue, attemptStore, ledger, attempts, owed, lookups, inboxRows,
    lookUps: (() => lookups.answer()) satisfies Answerer,
    claimCallback: (callId: string) =>
      write(callId, {
        kind: 'callback-claimed', at: now(), businessAt: 0, caseId: 'case-1', attemptId: 'att-1', clientId: 'cl-1', numberToken: 'tok', queue: 'callback',
        excludeSeries: ['marketing'], callerDnis: '95500',
      }),
    /** A round of the matcher; an agent who missed a call is ready again by and by. */
    work: () => {
      acd.sweep(now(), live(), takenUp());
      for (const [seatId, state] of acd.seats) if (state.phase === 'not-ready') acd.moveSeat(seatId, { kind: 'ready-asked', at: now() });
      acd.match(now(), live());
    },
  };
}
