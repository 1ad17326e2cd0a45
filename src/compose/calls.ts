/** The runner with all its parts: telephony, stores, back office, matcher. */
import path from 'node:path';
import { createAriClientTelephony } from '../adapters/asterisk/ari-client-telephony.ts';
import { createDirectTelephony } from '../adapters/asterisk/direct-telephony.ts';
import { createAskStore } from '../adapters/postgres/ask-store.ts';
import { createAttemptStore } from '../adapters/postgres/attempt-store.ts';
import { createCaseStore } from '../adapters/postgres/case-store.ts';
import { createCallStore } from '../adapters/postgres/call-store.ts';
import { createClientStore } from '../adapters/postgres/client-store.ts';
import { createDestinationReads } from '../adapters/postgres/destination-reads.ts';
import { createInboxStore } from '../adapters/postgres/inbox-store.ts';
import { createMatchStore } from '../adapters/postgres/match-store.ts';
import { createNumberBook } from '../adapters/postgres/number-book.ts';
import { createPagePhoneStore } from '../adapters/postgres/page-phone-store.ts';
import { createOwnershipStore } from '../adapters/postgres/ownership-store.ts';
import { createQueueStore } from '../adapters/postgres/queue-store.ts';
import { createRecordingLedger } from '../adapters/postgres/recording-ledger.ts';
import { createSeatStore } from '../adapters/postgres/seat-store.ts';
import { createEspeakEngine } from '../adapters/speech/espeak-engine.ts';
import type { PlayablePrompts } from '../adapters/speech/playable-prompts.ts';
import { createTextSpeaker } from '../adapters/speech/text-speaker.ts';
import { createAttemptGate } from '../app/callbacks/attempt-gate.ts';
import { createKeepPlace } from '../app/callbacks/keep-place.ts';
import { createElsewhere } from '../app/elsewhere.ts';
import { createPhoneAsks } from '../app/desk/phone-asks.ts';
import { createPhoneKeeper } from '../app/desk/phone-keeper.ts';
import { createTargets } from '../app/desk/targets.ts';
import { createMatcher } from '../app/matcher.ts';
import { createCallOwners } from '../app/house/call-owners.ts';
import type { JobQueue, Wakeups } from '../app/ports.ts';
import { createCrashRepair } from '../app/runner/crash-repair.ts';
import { createEngine } from '../app/runner/engine.ts';
import { createInboxReader } from '../app/runner/inbox-reader.ts';
import { createPerformer } from '../app/runner/perform.ts';
import { createStorePerformer } from '../app/runner/perform-store.ts';
import { createTelephonyPerformer } from '../app/runner/perform-telephony.ts';
import { createWakeGuard } from '../app/runner/wake-guard.ts';
import { createRunner } from '../app/runner/runner.ts';
import { createSaver } from '../app/runner/saver.ts';
import { createSeatPresence } from '../app/seat-presence.ts';
import { DEFAULT_CALLBACK_RULES } from '../core/callback/rules.ts';
import type { CallState } from '../core/call/state.ts';
import type { World } from '../core/call/world.ts';
import type { Foundation } from './foundation.ts';
import { composeLookUps } from './look-ups.ts';

const TRUNK_ENDPOINT = 'carrier';
const telephonyDrivers = { 'direct': createDirectTelephony, 'ari-client': createAriClientTelephony };

export interface CallParts {
  readonly world: World;
  readonly isEmergency: () => boolean;
  readonly catalogue: PlayablePrompts;
  readonly wakeups: Wakeups;
  readonly jobs: JobQueue;
  readonly owner: string;
  readonly deliver: (stream: string) => Promise<void>;
  readonly onDeposed: (why: string) => void;
}

export function composeCalls(foundation: Foundation, parts: CallParts) {
  const { config, database, clock, log, pause } = foundation;
  const { wakeups, world, owner } = parts;
  const { node, exchange } = config;
  let epoch = 0;
  let [isStopped, isDeposed] = [false, false];
  const numbers = createNumberBook(database, { tokenKey: config.secrets.tokenKey });
  const seats = createSeatStore(database, { exchange });
  const seatDeps = { seats, wakeups, clock };
  const stateOf = (callId: string): CallState | null => runner.calls.get(callId)?.state() ?? null;
  const clips = createTextSpeaker({ promptsFolder: config.promptsDir, catalogueFolder: path.join(config.flowsDir, 'prompts'), engine: createEspeakEngine({ rootFolder: config.asteriskRoot }), log });
  const owners = createCallOwners(stateOf);
  const cases = createCaseStore(database);
  const house = composeLookUps(foundation, { numbers, owners, stateOf, jobs: parts.jobs, clips, callbacks: cases });
  const guard = createWakeGuard({ monotonicMs: () => performance.now(), isOurs: () => engine.confirmOwnership(), pause, log });
  const telephony = telephonyDrivers[config.ariDriver]({
    ariUrl: config.ariUrl, username: config.ariUser, password: config.secrets.ariPassword, app: config.stasisApp, node,
    catalogue: { pathOf: (clipId, language) => parts.catalogue.pathOf(clipId, language) ?? null }, trunkEndpoint: TRUNK_ENDPOINT, hotlineNumber: config.dnis,
    logger: log, clock, requestTimeoutMs: config.ariTimeoutMs, doubt: guard.doubt,
  });
  const callStore = createCallStore(database, {
    onUnreadable: (callId: string) => log.error({ callId }, 'stored call cannot be read, it is left alone'),
    onBehind: (callId: string) => log.warn({ callId }, 'the store had lost steps of a call, its state is written again'),
  });
  const saver = createSaver({ store: callStore, log, pause });
  const attempts = createAttemptGate({ attempts: createAttemptStore(database), cases, jobs: parts.jobs, clock, log, rules: DEFAULT_CALLBACK_RULES });
  const store = createStorePerformer({
    queue: createQueueStore(database), keepPlace: createKeepPlace({ callbacks: cases, owners, jobs: parts.jobs, clock, log }), seats, clients: createClientStore(database, { tokenKey: config.secrets.tokenKey }),
    lookUps: house.lookUps, messages: house.messages, heldDigits: (channelId, slot) => telephony.heldDigits(channelId, slot), attempts, ledger: createRecordingLedger(database),
    jobs: parts.jobs, wakeups, deliver: parts.deliver, clock, log, pause,
  });
  const telephonyPerformer = createTelephonyPerformer({ telephony, numbers, outside: config.transfers, recordingsRoot: config.recordingsPbxRoot, ahead: store.ahead });
  const perform = createPerformer({ telephony: telephonyPerformer, store, log, pause, isStopped: () => isStopped, doubt: () => telephony.doubt?.() });
  const runner = createRunner({ node, world, isEmergency: parts.isEmergency, store: callStore, saver, telephony, numbers, clock, log, epoch: () => epoch, perform, pause });
  const repair = createCrashRepair({ restoreFacts: callStore.restoreRecent, finishAgain: runner.finishAgain, pause, log });
  foundation.onStoreBreak(repair.ask);
  const inbox = createInboxReader({ node, inbox: createInboxStore(database, { onUnreadable: (inboxId: string) => log.error({ inboxId }, 'inbox row cannot be read') }), runner, seatDeps, wakeups, log });
  const phoneKeeper = createPhoneKeeper({ pagePhones: createPagePhoneStore(database), phones: telephony.pagePhones, wakeups, now: clock.now, log });
  const elsewhere = createElsewhere({ node, exchange, runner, asks: createAskStore(database), wakeups, pause, log });
  const presence = createSeatPresence({ ...seatDeps, noteDevice: seats.noteDevice, tellCall: elsewhere.tellDevice, pause, log });
  const engine = createEngine({
    node, owner, world, runner, store: callStore, ownership: createOwnershipStore(database, { exchange }), telephony, inbox, clock, log, pause,
    setEpoch: (next) => void (epoch = next),
    onPhoneAsk: createPhoneAsks({ runner, telephony, targets: createTargets({ destinations: createDestinationReads(database), outside: config.transfers }), pause, log }).take,
    onSeatDevice: presence.note,
    onDeposed: (why) => {
      isStopped = isDeposed = true;
      telephony.withhold?.();
      log.fatal({ why }, 'another process has our calls: nothing is commanded any more');
      parts.onDeposed(why);
    },
  });
  const matcher = createMatcher({ owner, store: createMatchStore(database), wakeups, handOver: inbox.hand, clock, log });
  return {
    engine, matcher, runner, elsewhere, saver, phoneKeeper, seatDeps, seats, numbers, telephony, isDeposed: () => isDeposed,
    stop: async () => {
      isStopped = true;
      guard.stop();
      repair.stop();
      matcher.stop();
      presence.stop();
      elsewhere.stop();
      phoneKeeper.stop();
      saver.stop();
      await engine.stop();
      await house.close();
    },
  };
}
