/** Rows that others wrote for our calls: offers of the matcher, callbacks of the worker. Woken by Redis, looks each second without. */
import type { CallEvent } from '../../core/call/events.ts';
import type { Log } from '../log.ts';
import type { InboxRow, InboxStore, Wakeups } from '../ports.ts';
import type { SeatDeps } from '../seats.ts';
import { tellSeat } from '../seats.ts';
import type { NewEvent } from './new-event.ts';
import type { Runner } from './runner.ts';

const LOOK_EVERY_MS = 1_000;
const READ_LIMIT = 200;

export interface InboxReader {
  start(): void;
  look(): void;
  /** A row that this process has just written: taken at once, unless it is another node's or was read already. */
  hand(row: InboxRow): boolean;
  stop(): void;
}

export interface InboxDeps {
  readonly node: string;
  readonly inbox: InboxStore;
  readonly runner: Runner;
  readonly seatDeps: SeatDeps;
  readonly wakeups: Wakeups;
  readonly log: Log;
}

export function createInboxReader(deps: InboxDeps): InboxReader {
  const taken = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let isAskedAgain = false;
  let isStopped = false;

  const done = (inboxId: string): void => {
    deps.inbox.done([inboxId]).then(
      () => taken.delete(inboxId),
      (error: unknown) => {
        taken.delete(inboxId);
        deps.log.warn({ err: error, inboxId }, 'inbox row could not be removed, it will be read again');
      },
    );
  };

  const take = (row: InboxRow): void => {
    taken.add(row.inboxId);
    const { event, callId } = row;
    if (event.kind === 'callback-claimed') return deps.runner.begin(callId, event, () => done(row.inboxId));
    const mailbox = deps.runner.calls.get(callId);
    // Its time is when the call hears it: an offer that waited for the store may be over.
    if (mailbox !== undefined) return mailbox.post(withoutTime(event), () => done(row.inboxId));
    if (event.kind === 'seat-offered')
      tellSeat(deps.seatDeps, { seatId: event.seatId, reservationId: event.reservationId, event: { kind: 'released' } }).catch(
        (error: unknown) => deps.log.warn({ err: error, callId }, 'seat of an ended call could not be released, its reservation will expire'),
      );
    done(row.inboxId);
  };

  const look = async (): Promise<void> => {
    // Wake-ups still come to one that was stopped; the rows are its follower's.
    if (isStopped) return;
    if (isLooking) {
      isAskedAgain = true;
      return;
    }
    isLooking = true;
    try {
      do {
        isAskedAgain = false;
        const rows = await deps.inbox.read(deps.node, READ_LIMIT);
        if (isStopped) break;
        for (const row of rows) if (!taken.has(row.inboxId)) take(row);
      } while (isAskedAgain);
    } catch (error) {
      deps.log.warn({ err: error }, 'inbox could not be read');
    }
    isLooking = false;
  };

  return {
    start: () => {
      deps.wakeups.on('inbox', () => void look());
      timer = setInterval(() => void look(), LOOK_EVERY_MS);
      void look();
    },
    look: () => void look(),
    hand: (row) => {
      if (isStopped || row.node !== deps.node || taken.has(row.inboxId)) return false;
      take(row);
      return true;
    },
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

function withoutTime({ at: _at, ...event }: CallEvent): NewEvent {
  return event;
}
