/**
 * The life of the runner in a process: take ownership, read the calls back, connect, reconcile, listen; stop commanding when
 * another process took over.
 */
import type { CallCommand } from '../../core/call/commands.ts';
import type { World } from '../../core/call/world.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallStore, OwnershipStore, Telephony, TelephonyEvent } from '../ports.ts';
import type { InboxReader } from './inbox-reader.ts';
import { createLease } from './lease.ts';
import { createGate, reconcile } from './reconcile.ts';
import { commandsToResend } from './restart.ts';
import { createRivalJudge } from './rival.ts';
import type { PhoneAsk, Runner } from './runner.ts';

const RECONCILE_RETRY_MS = 500;
/** A start waits so long for its calls to be served before it goes on with what is not theirs. */
const FIRST_ROUND_MS = 2_000;

export interface EngineDeps {
  readonly node: string;
  readonly owner: string;
  readonly world: World;
  readonly runner: Runner;
  readonly store: CallStore;
  readonly ownership: OwnershipStore;
  readonly telephony: Telephony;
  readonly inbox: InboxReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly pause: (ms: number) => Promise<void>;
  /** The epoch of this process, once it owns the node's calls. */
  readonly setEpoch: (epoch: number) => void;
  /** A seat's phone dials, or sends a REFER. */
  readonly onPhoneAsk: (ask: PhoneAsk) => void;
  /** A seat's phone registered or went away. */
  readonly onSeatDevice: (endpoint: string, isOnline: boolean, isNews: boolean) => void;
  /** Another process has our calls or our application: nothing may be commanded any more. */
  readonly onDeposed: (why: 'lease' | 'replaced') => void;
}

export interface Engine {
  start(): Promise<void>;
  /** Connected and reconciled: callers are served. */
  isServing(): boolean;
  /** Asks the store whether these calls are still ours. Rejects while it is away. */
  confirmOwnership(): Promise<boolean>;
  stop(): Promise<void>;
}

export function createEngine(deps: EngineDeps): Engine {
  let [isStopped, isServing] = [false, false];
  let [round, caughtUp]: [number, Promise<void> | null] = [0, null];
  const unconfirmed = new Map<string, readonly CallCommand[]>();
  const takeUnconfirmed = (callId: string): readonly CallCommand[] | null => {
    const commands = unconfirmed.get(callId) ?? null;
    unconfirmed.delete(callId);
    return commands;
  };
  const lease = createLease({ ...deps, onLost: () => deps.onDeposed('lease') });
  const judgeRival = createRivalJudge({ ...deps, lease });
  const gate = createGate((event) => (event.kind === 'seat-call' || event.kind === 'refer' ? deps.onPhoneAsk(event) : deps.runner.take(event)));

  const catchUp = async (): Promise<void> => {
    round += 1;
    const mine = round;
    gate.close();
    while (!isStopped && mine === round) {
      try {
        await reconcile({ ...deps, takeUnconfirmed });
        if (mine !== round) return;
        gate.open();
        isServing = true;
        return;
      } catch (error) {
        deps.log.error({ err: error }, 'reconcile failed, trying again');
        await deps.pause(RECONCILE_RETRY_MS);
      }
    }
  };

  const hear = (event: TelephonyEvent): void => {
    switch (event.kind) {
      case 'connected':
        return void (caughtUp = catchUp());
      case 'disconnected':
      case 'replaced':
        round += 1;
        isServing = false;
        gate.close();
        for (const mailbox of deps.runner.calls.all()) mailbox.sleep();
        return void (event.kind === 'replaced' && judgeRival());
      case 'seat-device':
        deps.onSeatDevice(event.endpoint, event.isOnline, event.isNews);
        return gate.take(event);
      default:
        gate.take(event);
    }
  };

  return {
    start: async () => {
      deps.setEpoch(await lease.take());
      for (const call of await deps.store.loadOwned(deps.node)) {
        deps.runner.restore(call);
        unconfirmed.set(call.callId, commandsToResend(call));
      }
      // Reading them took its time: who was followed meanwhile must not take the application from the one who has the calls now.
      if (!(await lease.confirm().catch(() => true))) return;
      await deps.telephony.start(hear);
      deps.inbox.start();
      await Promise.race([caughtUp, deps.pause(FIRST_ROUND_MS)]);
    },
    isServing: () => isServing,
    confirmOwnership: lease.confirm,
    stop: async () => {
      isStopped = true;
      lease.stop();
      deps.inbox.stop();
      await deps.telephony.stop();
      deps.runner.stop();
    },
  };
}
