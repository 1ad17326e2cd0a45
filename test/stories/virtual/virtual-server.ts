/** One life of the server on the virtual stage: the real runner, matcher and seats, tied as compose/calls.ts ties them. */
import type { Log } from '../../../src/app/log.ts';
import type { Answerer } from '../../../src/app/house/answerer.ts';
import type { JobQueue, Wakeups } from '../../../src/app/ports.ts';
import { createAttemptGate } from '../../../src/app/callbacks/attempt-gate.ts';
import { createKeepPlace } from '../../../src/app/callbacks/keep-place.ts';
import { createCallOwners } from '../../../src/app/house/call-owners.ts';
import type { Clock } from '../../../src/app/clock.ts';
import { createCallControl } from '../../../src/app/desk/call-control.ts';
import { createPagePhone } from '../../../src/app/desk/page-phone.ts';
import { createPhoneKeeper } from '../../../src/app/desk/phone-keeper.ts';
import { type PagePhones } from '../../../src/app/desk/page-phone-ports.ts';
import { createMatcher } from '../../../src/app/matcher.ts';
import { createEngine } from '../../../src/app/runner/engine.ts';
import { createInboxReader } from '../../../src/app/runner/inbox-reader.ts';
import { createPerformer } from '../../../src/app/runner/perform.ts';
import { createStorePerformer } from '../../../src/app/runner/perform-store.ts';
import { createTelephonyPerformer } from '../../../src/app/runner/perform-telephony.ts';
import { createRunner } from '../../../src/app/runner/runner.ts';
import { createSaver } from '../../../src/app/runner/saver.ts';
import { createSeatPresence } from '../../../src/app/seat-presence.ts';
import { DEFAULT_CALLBACK_RULES } from '../../../src/core/callback/rules.ts';
import type { World } from '../../../src/core/call/world.ts';
import { createMemoryCalls, createMemoryClients, createMemoryInbox, createMemoryNumbers, createMemoryOwnership } from './memory-calls.ts';
import { createMemoryCases } from './memory-cases.ts';
import { createMemoryPagePhones, createMemorySeatReads } from './memory-desk.ts';
import { createMemoryAttempts, createMemoryLedger } from './memory-evidence.ts';
import { createMemoryMatch, createMemoryQueue, createMemorySeats } from './memory-queue.ts';
import type { MemoryTables } from './memory-tables.ts';
import type { VirtualExchange } from './virtual-exchange.ts';
import { createVirtualTelephony } from './virtual-telephony.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface House {
  readonly time: VirtualTime;
  readonly clock: Clock;
  readonly tables: MemoryTables;
  readonly exchange: VirtualExchange;
  readonly office: { readonly ask: Answerer };
  readonly world: World;
  readonly jobs: JobQueue;
  readonly wakeups: Wakeups;
  readonly log: Log;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type VirtualServer = Awaited<ReturnType<typeof startVirtualServer>>;

export async function startVirtualServer(house: House) {
  const { time, clock, tables, exchange, world, wakeups, jobs, log } = house;
  let epoch = 0;
  let isStopped = false;
  const node = 's1';
  const numbers = createMemoryNumbers(tables);
  const seats = createMemorySeats(tables);
  const seatDeps = { seats, wakeups, clock };
  const telephony = createVirtualTelephony(exchange, time);
  const calls = createMemoryCalls(tables);
  const saver = createSaver({ store: calls, log, pause });
  const attempts = createAttemptGate({ attempts: createMemoryAttempts(tables), cases: createMemoryCases(tables), jobs, clock, log, rules: DEFAULT_CALLBACK_RULES });
  const store = createStorePerformer({
    queue: createMemoryQueue(tables),
    keepPlace: createKeepPlace({ callbacks: createMemoryCases(tables), owners: createCallOwners((callId) => runner.calls.get(callId)?.state() ?? null), jobs, clock, log }),
    seats, clients: createMemoryClients(tables), lookUps: house.office.ask,
    heldDigits: telephony.heldDigits, messages: { file: async () => undefined }, attempts, ledger: createMemoryLedger(tables),
    jobs, wakeups, deliver: async () => undefined, clock, log, pause,
  });
  const performer = createTelephonyPerformer({ telephony, numbers, outside: { 'branch-1': '02161234567' }, recordingsRoot: '/recordings', ahead: store.ahead });
  const perform = createPerformer({ telephony: performer, store, log, pause, isStopped: () => isStopped });
  const runner = createRunner({ node, world, store: calls, saver, telephony, numbers, clock, log, epoch: () => epoch, perform, pause });
  const inbox = createInboxReader({ node, inbox: createMemoryInbox(tables), runner, seatDeps, wakeups, log });
  const presence = createSeatPresence({ ...seatDeps, noteDevice: seats.noteDevice, pause, log });
  const engine = createEngine({
    node, owner: `server-${time.now()}`, world, runner, store: calls, ownership: createMemoryOwnership(tables), telephony, inbox, clock, log, pause,
    setEpoch: (next) => {
      epoch = next;
    },
    onPhoneAsk: () => undefined,
    onSeatDevice: presence.note,
    onDeposed: () => undefined,
  });
  const reads = createMemorySeatReads(tables);
  const pagePhones = createMemoryPagePhones(tables);
  const phones: PagePhones = {
    push: async () => ({ kind: 'done' }),
    drop: async (endpoint) => {
      exchange.forget(endpoint);
      return { kind: 'done' };
    },
    list: async () => [],
  };
  const tellCall = (callId: string, event: { kind: 'seat-page'; endpoint: string }): void => runner.calls.get(callId)?.post(event);
  const phoneKeeper = createPhoneKeeper({ pagePhones, phones, wakeups, now: clock.now, log });
  const matcher = createMatcher({ owner: 'matcher', store: createMemoryMatch(tables), wakeups, handOver: inbox.hand, clock, log });
  await engine.start();
  matcher.start();
  phoneKeeper.start();
  return {
    runner,
    seatDeps,
    control: createCallControl({ seats: reads, askCall: runner.ask, sendKeys: telephony.sendKeys }),
    pagePhone: createPagePhone({ seats: reads, pagePhones, phones, tellCall, wakeups, now: clock.now }),
    /** As by kill -9: nothing more is read, saved or commanded. */
    die: async () => {
      isStopped = true;
      telephony.die();
      matcher.stop();
      presence.stop();
      phoneKeeper.stop();
      saver.stop();
      await engine.stop();
    },
  };
}
