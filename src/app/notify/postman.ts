/** Looks for notices that are due and sends them; what no gateway takes is tried again, later each time, and given up at last. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createRounds } from '../rounds.ts';
import type { NoticeGateway, DueNotice, Outbox } from './ports.ts';

export interface PostmanDeps {
  readonly outbox: Outbox;
  readonly gateway: NoticeGateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs?: number;
}

export interface Postman {
  start(): void;
  /** One round now; never rejects. Returns how many were sent. */
  round(): Promise<number>;
  stop(): void;
}

const EVERY_MS = 2_000;
const LEASE_MS = 60_000;
/** Sent one after the other: a gateway that takes its whole time for each must be through with them before the lease is over. */
const LIMIT = 3;
/** Notices of one round; whoever waits longer waits for the next. */
const MOST_A_ROUND = 60;
const MAX_TRIES = 8;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 30 * 60_000;

/** 10 s, 20 s, 40 s, ... half an hour; null: it was tried often enough. */
export function nextTryAt(tries: number, at: number): number | null {
  return tries >= MAX_TRIES ? null : at + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
}

export function createPostman({ outbox, gateway, clock, log, everyMs = EVERY_MS }: PostmanDeps): Postman {
  const sendOne = async (notice: DueNotice): Promise<boolean> => {
    const { noticeId, channel } = notice;
    const outcome = await gateway.send(notice).catch((error: unknown) => {
      log.warn({ err: error, noticeId, channel }, 'notice gateway failed');
      return { kind: 'unavailable', reason: 'fault' } as const;
    });
    const at = clock.now();
    if (outcome.kind === 'sent') {
      await outbox.sent(noticeId, at);
      return true;
    }
    const next = outcome.kind === 'refused' ? null : nextTryAt(notice.tries, at);
    if (next === null) log.error({ noticeId, channel, reason: outcome.reason }, 'notice given up');
    await outbox.failed(noticeId, { reason: outcome.reason, nextTryAt: next, at });
    return false;
  };
  const look = async (): Promise<number> => {
    let sent = 0;
    for (let seen = 0; seen < MOST_A_ROUND; seen += LIMIT) {
      const due = await outbox.claim({ at: clock.now(), leaseMs: LEASE_MS, limit: LIMIT });
      for (const notice of due) if (await sendOne(notice)) sent += 1;
      if (due.length < LIMIT) break;
    }
    return sent;
  };
  return createRounds({ look, failed: 0, fault: 'notices could not be looked at, the next round tries again', everyMs, log });
}
