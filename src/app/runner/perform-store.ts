/** Commands to our own stores, the back office and the ledger. All are idempotent by their ids, so they may be sent again. */
import type { CallCommand } from '../../core/call/commands.ts';
import type { Clock } from '../clock.ts';
import type { Answerer } from '../house/answerer.ts';
import type { KeepPlace } from '../callbacks/keep-place.ts';
import type { Messages } from '../house/ports.ts';
import type { Log } from '../log.ts';
import type { AttemptStore, ClientStore, JobQueue, QueueStore, RecordingLedger, SeatStore, Telephony, Wakeups } from '../ports.ts';
import { tellSeat } from '../seats.ts';
import { laneOf } from './lanes.ts';
import { createLookUpPerformer } from './perform-look-up.ts';
import { performForQueue } from './perform-queue.ts';
import { reserveSeat } from './reserve-seat.ts';
import type { Mailbox } from './mailbox.ts';

/** The longest that the pop may hold the INVITE, and the expectation the recording; then they go on by themselves. */
const POP_BOUND_MS = 250;
const EXPECT_BOUND_MS = 250;
const EXPECT_TRIES = 600;
const EXPECT_PAUSE_MS = 1_000;

export interface StorePerformer {
  takes(command: CallCommand): boolean;
  perform(mailbox: Mailbox, command: CallCommand): Promise<void>;
  /** For the telephony lane: starts the work, waits for it at most a moment. */
  ahead(mailbox: Mailbox, command: CallCommand): Promise<void>;
}

export interface StorePerformerDeps {
  readonly queue: QueueStore;
  readonly keepPlace: KeepPlace;
  readonly seats: SeatStore;
  readonly clients: ClientStore;
  readonly lookUps: Answerer;
  readonly heldDigits: Telephony['heldDigits'];
  readonly messages: Messages;
  readonly attempts: AttemptStore;
  readonly ledger: RecordingLedger;
  readonly jobs: JobQueue;
  readonly wakeups: Wakeups;
  /** Kept when the pages of this process that hear the stream have what is in it. */
  readonly deliver: (stream: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly pause: (ms: number) => Promise<void>;
}

export function createStorePerformer(deps: StorePerformerDeps): StorePerformer {
  const lookUp = createLookUpPerformer(deps);
  const sealLater = (recordingId: string): void => {
    deps.jobs.add({ name: 'seal-recording', id: recordingId }).catch((error: unknown) => {
      deps.log.warn({ err: error, recordingId }, 'sealing could not be queued, the sweeper will find it');
    });
  };

  const perform = async (mailbox: Mailbox, command: CallCommand): Promise<void> => {
    if (await performForQueue(deps, mailbox, command)) return;
    switch (command.kind) {
      case 'tell-seat':
        return tellSeat(deps, command);
      case 'reserve-seat':
        return reserveSeat(deps, mailbox, command);
      case 'send-pop':
        await deps.seats.message(command.seatId, { kind: 'screen-pop', body: command.pop }, deps.clock.now());
        // Pages of this server first: the INVITE waits for them, and a wake-up would have them look once more.
        await deps.deliver(`seat:${command.seatId}`);
        return deps.wakeups.send('stream', `seat:${command.seatId}`);
      case 'show-call':
        await deps.seats.message(command.seatId, { kind: 'call-state', body: command.view }, deps.clock.now());
        return deps.wakeups.send('stream', `seat:${command.seatId}`);
      case 'identify-client':
        return mailbox.post({ kind: 'client-identified', matches: await deps.clients.byNumber(command.numberToken) });
      case 'look-up':
        return lookUp(mailbox, command);
      case 'expect-recording':
        return deps.ledger.expect({ ...command, callId: mailbox.callId, at: deps.clock.now() });
      case 'seal-recording':
        return sealLater(command.recordingId);
      case 'note-recording-gap':
        return deps.ledger.gap(command.recordingId, command.reason, deps.clock.now());
      case 'file-message':
        return deps.messages.file({ callId: mailbox.callId, recordingId: command.recordingId, box: command.box, durationMs: command.durationMs });
      case 'note-attempt': {
        const ok = await deps.attempts.note(command.attemptId, command.event, deps.clock.now());
        return mailbox.post({ kind: 'attempt-noted', attemptId: command.attemptId, ok });
      }
      default:
        throw new Error(`not a store command: ${command.kind}`);
    }
  };

  /** The pop is worth nothing later; the expectation is owed until it is written. */
  const owed = async (mailbox: Mailbox, command: CallCommand): Promise<void> => {
    for (let tries = 1; tries <= (command.kind === 'expect-recording' ? EXPECT_TRIES : 1); tries += 1) {
      try {
        return await perform(mailbox, command);
      } catch (error) {
        deps.log.error({ err: error, callId: mailbox.callId, command: command.kind }, 'could not be written ahead');
        await deps.pause(EXPECT_PAUSE_MS);
      }
    }
  };
  const ahead = (mailbox: Mailbox, command: CallCommand): Promise<void> =>
    Promise.race([owed(mailbox, command), deps.pause(command.kind === 'send-pop' ? POP_BOUND_MS : EXPECT_BOUND_MS)]);

  return { takes: (command) => laneOf(command) === 'store', perform, ahead };
}
