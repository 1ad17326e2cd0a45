/** In-memory world around the runner: a store that can go away, a telephone that remembers what it was told. */
import { createClock } from '../../../src/app/clock.ts';
import type { Log } from '../../../src/app/log.ts';
import type { CallStore, CommandOutcome, InboxStore, SavedStep, SaveResult, StoredCall, SeatStore, Telephony, TelephonyEvent, TelephonySnapshot, Wakeups } from '../../../src/app/ports.ts';
import { createPerformer } from '../../../src/app/runner/perform.ts';
import { createStorePerformer } from '../../../src/app/runner/perform-store.ts';
import { createTelephonyPerformer } from '../../../src/app/runner/perform-telephony.ts';
import { createEngine } from '../../../src/app/runner/engine.ts';
import { createInboxReader } from '../../../src/app/runner/inbox-reader.ts';
import { createRunner } from '../../../src/app/runner/runner.ts';
import { createSaver } from '../../../src/app/runner/saver.ts';
import type { World } from '../../../src/core/call/world.ts';
import { createTestWorld } from '../../core/call/script.ts';

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for a fact, not for time; a fact that never comes fails the test. */
export async function until<T>(look: () => T | undefined | null | false, what: string, withinMs = 5_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`never came: ${what}`);
    await pause(5);
  }
}

export function createFakeStore() {
  const rows = new Map<string, StoredCall>();
  const saved: SavedStep[] = [];
  const finished: string[] = [];
  let isAway = false;
  let owned = 0;
  const saveOne = (step: SavedStep): SaveResult => {
    const row = rows.get(step.callId);
    if ((row?.version ?? 0) !== step.version || step.epoch !== owned) return 'lost';
    const nextFactSeq = (step.facts.at(-1)?.seq ?? (row?.nextFactSeq ?? 1) - 1) + 1;
    rows.set(step.callId, { callId: step.callId, version: step.version + 1, nextFactSeq, state: structuredClone(step.state), pending: structuredClone([...step.pending]) });
    saved.push(step);
    if (step.endedAt !== undefined) {
      rows.delete(step.callId);
      finished.push(step.callId);
    }
    return 'saved';
  };
  const store: CallStore = {
    save: async (steps) => {
      await pause(0);
      if (isAway) throw Object.assign(new Error('store is away'), { code: 'STORE_UNAVAILABLE', retryable: true });
      return steps.map(saveOne);
    },
    finish: async ({ callId }) => {
      if (isAway) throw new Error('store is away');
      rows.delete(callId);
      finished.push(callId);
    },
    loadOwned: async () => [...rows.values()],
  };
  const acquire = async (): Promise<{ epoch: number }> => ({ epoch: (owned += 1) });
  return { store, acquire, rows, saved, finished, setAway: (away: boolean) => { isAway = away; }, isAway: () => isAway };
}

type Call = { readonly name: string; readonly args: readonly unknown[] };

export function createFakeTelephony() {
  const calls: Call[] = [];
  const outcomes = new Map<string, CommandOutcome>();
  const stuck = new Set<string>();
  let emit: (event: TelephonyEvent) => void = () => {};
  const typed: string[] = [];
  let snapshot: TelephonySnapshot = { channels: [], bridges: [], playbacks: [] };
  const told = (name: string) => (...args: unknown[]): Promise<CommandOutcome> => {
    calls.push({ name, args });
    if (stuck.has(name)) return new Promise(() => {});
    return Promise.resolve(outcomes.get(name) ?? { kind: 'done' });
  };
  /** As the vault does: a key that was typed before is told by the very call. */
  const openSlot: Telephony['openSlot'] = (channelId, spec) => {
    const digit = typed.shift();
    const answer = told('openSlot')(channelId, spec);
    if (digit !== undefined) emit({ kind: 'key', at: 1, channelId, slot: spec.slot, digit });
    return answer;
  };
  const telephony: Telephony = {
    start: async (onEvent) => {
      emit = onEvent;
      onEvent({ kind: 'connected', at: 0 });
    },
    isConnected: () => true,
    answer: told('answer'), hangUp: told('hangUp'), watch: told('watch'), createLeg: told('createLeg'), dial: told('dial'),
    play: told('play'), stopPlay: told('stopPlay'), openSlot: told('openSlot'), endSlot: told('endSlot'), closeSlot: told('closeSlot'), clearKeys: told('clearKeys'), heldDigits: () => null,
    createSnoop: told('createSnoop'), createBridge: told('createBridge'), addToBridge: told('addToBridge'), removeFromBridge: told('removeFromBridge'), destroyBridge: told('destroyBridge'), mute: told('mute'), sendKeys: told('sendKeys'),
    startRecording: told('startRecording'), stopRecording: told('stopRecording'), pauseRecording: told('pauseRecording'), transfer: told('transfer'), passOn: told('passOn'), answerRefer: told('answerRefer'), handBack: told('handBack'),
    snapshot: async () => snapshot,
    stop: async () => {},
  };
  const named = (name: string): Call[] => calls.filter((call) => call.name === name);
  return { telephony: { ...telephony, openSlot }, calls, named, outcomes, stuck, emit: (event: TelephonyEvent) => emit(event), setSnapshot: (next: TelephonySnapshot) => { snapshot = next; }, typeAhead: (digits: string) => { typed.push(...digits); } };
}

function createFakeWakeups(): Wakeups {
  const listeners: [string, (id: string) => void][] = [];
  return {
    send: (topic, id) => listeners.filter(([name]) => name === topic).forEach(([, listener]) => listener(id)),
    on: (topic, listener) => {
      listeners.push([topic, listener]);
    },
  };
}

export function createHouse(options: { store?: ReturnType<typeof createFakeStore>; telephone?: ReturnType<typeof createFakeTelephony>; world?: World } = {}) {
  const storeFake = options.store ?? createFakeStore();
  const telephone = options.telephone ?? createFakeTelephony();
  const clock = createClock(() => Date.parse('2026-11-23T10:00:00+08:00') - Date.now());
  const wakeups = createFakeWakeups();
  const done: string[] = [];
  const deposed: string[] = [];
  const inboxRows: Awaited<ReturnType<InboxStore['read']>>[number][] = [];
  const needStore = async (what: string): Promise<void> => {
    if (storeFake.isAway()) throw new Error('store is away');
    done.push(what);
  };
  let epoch = 0;
  const saver = createSaver({ store: storeFake.store, log: silentLog });
  const seats: SeatStore = { reserve: async () => ({ kind: 'refused', code: 'SEAT_UNKNOWN' }), find: async () => null, byExtension: async () => null, save: async () => true, message: (_seatId: string, { kind }: { kind: string }) => needStore(kind) };
  const store = createStorePerformer({
    queue: {
      enter: async (entry) => (await needStore(`enter ${entry.queue}`), true), leave: (_id, reason) => needStore(`leave ${reason}`), giveBack: () => needStore('giveBack'),
      place: async () => ({ place: 1, staffed: 1, pace: null }), settings: async () => null,
    },
    keepPlace: async () => null,
    seats, clients: { byNumber: async () => ['cl-1'] },
    lookUps: async () => ({ kind: 'not-found' }), heldDigits: () => null, messages: { file: async () => undefined },
    attempts: { note: async () => true },
    ledger: { expect: () => needStore('expect'), gap: () => needStore('gap') },
    jobs: { add: () => needStore('job') }, wakeups, deliver: async () => {}, clock, log: silentLog, pause,
  });
  const numbers = { keep: async () => 'tok', know: async () => ({ numberToken: 'tok', clientIds: ['cl-1'] }), reveal: async () => '13800138000' };
  const telephonyPerformer = createTelephonyPerformer({ telephony: telephone.telephony, numbers, outside: { 'branch-1': '02161234567' }, recordingsRoot: '/rec', ahead: store.ahead });
  const perform = createPerformer({ telephony: telephonyPerformer, store, log: silentLog, pause, isStopped: () => false });
  const world = options.world ?? createTestWorld();
  const runner = createRunner({ node: 's1', world, store: storeFake.store, saver, telephony: telephone.telephony, numbers, clock, log: silentLog, epoch: () => epoch, perform, pause });
  const inbox = createInboxReader({
    node: 's1', runner, seatDeps: { seats, wakeups, clock }, wakeups, log: silentLog,
    inbox: {
      read: async () => [...inboxRows],
      done: async (ids) => {
        for (const id of ids) inboxRows.splice(inboxRows.findIndex((row) => row.inboxId === id), 1);
      },
    },
  });
  const engine = createEngine({
    node: 's1', owner: 'test', world, runner, store: storeFake.store, telephony: telephone.telephony, inbox, clock, log: silentLog, pause,
    ownership: { acquire: storeFake.acquire, renew: async () => true },
    setEpoch: (next) => {
      epoch = next;
    },
    onPhoneAsk: () => {},
    onSeatDevice: () => {},
    onDeposed: (why) => deposed.push(why),
  });
  return { ...storeFake, telephone, runner, engine, saver, wakeups, done, deposed, inbox, inboxRows };
}

export const CHANNEL = 'trunk-1';

export function ring(house: ReturnType<typeof createHouse>): void {
  house.telephone.emit({ kind: 'call-arrived', at: 1, channelId: CHANNEL, from: '13800138000', to: '95500', isUp: false });
}

/** Plays that Asterisk was asked for, newest last. */
export function plays(house: ReturnType<typeof createHouse>): { channelId: string; playbackId: string; clips: readonly string[] }[] {
  return house.telephone.named('play').map((call) => call.args[0] as { channelId: string; playbackId: string; clips: readonly string[] });
}

export async function heard(house: ReturnType<typeof createHouse>, clip: string): Promise<string> {
  const play = await until(() => plays(house).find((one) => one.clips.includes(clip)), `play of ${clip}`);
  return play.playbackId;
}

export function over(house: ReturnType<typeof createHouse>, playbackId: string): void {
  house.telephone.emit({ kind: 'playback-ended', at: 1, playbackId, outcome: 'done' });
}
