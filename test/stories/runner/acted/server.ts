/** One server process over what outlives it. Killed, it is heard of no more: not by Asterisk, not by the store. */
import { createClock } from '../../../../src/app/clock.ts';
import type { CallStore } from '../../../../src/app/ports.ts';
import { createEngine } from '../../../../src/app/runner/engine.ts';
import type { World } from '../../../../src/core/call/world.ts';
import { createInboxReader } from '../../../../src/app/runner/inbox-reader.ts';
import { createPerformer } from '../../../../src/app/runner/perform.ts';
import { createStorePerformer } from '../../../../src/app/runner/perform-store.ts';
import { createTelephonyPerformer } from '../../../../src/app/runner/perform-telephony.ts';
import { createRunner } from '../../../../src/app/runner/runner.ts';
import { createSaver } from '../../../../src/app/runner/saver.ts';
import { createTestWorld, MONDAY_TEN } from '../../../core/call/script.ts';
import { pause, silentLog as log } from '../fakes.ts';
import type { Floor } from './floor.ts';
import type { ActedTelephone } from './telephone.ts';

export const clock = () => createClock(() => MONDAY_TEN - Math.round(performance.timeOrigin));
const never = (): Promise<never> => new Promise(() => {});

export type Server = ReturnType<typeof createServer>;

export function createServer(floor: Floor, telephone: Pick<ActedTelephone, 'connect'>, world: World = createTestWorld()) {
  let isDead = false;
  let epoch = 0;
  const time = clock();
  const { telephony, die } = telephone.connect();
  /** Nothing a dead process asks for is done, nothing is answered. */
  const alive = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => (...args: A): Promise<R> => (isDead ? never() : work(...args).then((result) => (isDead ? never() : result)));
  const port = <P extends object>(real: P): P =>
    Object.fromEntries(Object.entries(real).map(([name, work]) => [name, alive(work as (...args: unknown[]) => Promise<unknown>)])) as unknown as P;

  const store: CallStore = port(floor.calls.store);
  const saver = createSaver({ store, log });
  const seats = port(floor.seats);
  const wakeups = { send: (topic: string) => (topic === 'inbox' && !isDead ? inbox.look() : undefined), on: () => undefined };
  const storePerformer = createStorePerformer({
    queue: port(floor.queue), keepPlace: async () => null, seats, clients: { byNumber: alive(async () => ['cl-1']) }, lookUps: alive(async (..._: unknown[]) => floor.lookUps()),
    heldDigits: telephony.heldDigits, messages: { file: async () => undefined }, attempts: port(floor.attemptStore),
    ledger: port(floor.ledger), jobs: { add: async () => {} }, wakeups, deliver: async () => {}, clock: time, log, pause,
  });
  const numbers = { keep: async () => 'tok', know: async () => ({ numberToken: 'tok', clientIds: ['cl-1'] }), reveal: async () => '13800138000' };
  const perform = createPerformer({
    telephony: createTelephonyPerformer({ telephony, numbers, outside: { 'branch-1': '02161234567' }, recordingsRoot: '/rec', ahead: storePerformer.ahead }),
    store: storePerformer, log, pause, isStopped: () => isDead,
  });
  const runner = createRunner({ node: 's1', world, store, saver, telephony, numbers, clock: time, log, epoch: () => epoch, perform, pause });
  const inbox = createInboxReader({ node: 's1', runner, seatDeps: { seats, wakeups, clock: time }, wakeups, log, inbox: port(floor.inbox) });
  const engine = createEngine({
    node: 's1', owner: 'test', world, runner, store, telephony, inbox, clock: time, log, pause,
    ownership: { acquire: floor.calls.acquire, renew: async () => true },
    setEpoch: (next) => {
      epoch = next;
    },
    onPhoneAsk: () => {},
    onSeatDevice: () => {},
    onDeposed: () => {},
  });
  const kill = (): void => {
    isDead = true;
    die();
    void engine.stop();
    saver.stop();
  };
  return { engine, runner, kill, look: () => inbox.look() };
}
