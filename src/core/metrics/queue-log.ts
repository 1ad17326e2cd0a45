/**
 * A call's facts in the words of Asterisk's queue_log, for reports made elsewhere. Places in the queue are no facts: those columns
 * stay empty. Waits and talks are in seconds, as there.
 */
import type { CallFact } from '../call/facts.ts';
import type { SeatMove } from './seat-time.ts';
import type { TimedFact } from './tally.ts';

export interface QueueLogLine {
  readonly at: number;
  readonly callId: string;
  readonly queue: string;
  readonly seatId: string | null;
  readonly event: string;
  readonly data: readonly string[];
}

interface Log {
  readonly callId: string;
  readonly lines: QueueLogLine[];
  queue: string;
  enteredAt: number;
  isWaiting: boolean;
  /** Since when a seat was asked. */
  offeredAt: number;
  /** How long she had waited when she was connected. */
  waitedMs: number;
  talkingSince: number | null;
  /** How the talk that ends next was handed on. */
  transferAs: 'BLINDTRANSFER' | 'ATTENDEDTRANSFER' | null;
}

type Cell<F> = (log: Log, fact: F, at: number) => void;
type LogTable = { readonly [K in CallFact['kind']]: Cell<Extract<CallFact, { kind: K }>> | 'ignore' };

const seconds = (durationMs: number): string => String(Math.round(durationMs / 1_000));

function write(log: Log, event: string, at: number, { seatId = null, data = [] }: { seatId?: string | null; data?: readonly string[] } = {}): void {
  log.lines.push({ at, callId: log.callId, queue: log.queue, seatId, event, data });
}

function leave(log: Log, event: string, at: number): void {
  if (!log.isWaiting) return;
  write(log, event, at, { data: ['', '', seconds(at - log.enteredAt)] });
  log.isWaiting = false;
}

function noAnswer(log: Log, { seatId }: { readonly seatId: string }, at: number): void {
  write(log, 'RINGNOANSWER', at, { seatId, data: [String(at - log.offeredAt)] });
}

const logTable: LogTable = {
  'call-arrived': 'ignore',
  'flow-entered': 'ignore',
  'node-entered': 'ignore',
  'no-input': 'ignore',
  'no-match': 'ignore',
  'looked-up': 'ignore',
  'nothing-found': 'ignore',
  authenticated: 'ignore',
  'language-chosen': 'ignore',
  'ivr-limit-reached': 'ignore',
  'message-left': 'ignore',
  'message-empty': 'ignore',
  transferred: (log) => {
    log.transferAs = 'BLINDTRANSFER';
  },
  'client-identified': 'ignore',
  'caller-queued': (log, fact, at) => {
    leave(log, 'EXITWITHTIMEOUT', at);
    log.queue = fact.queue;
    log.enteredAt = at;
    log.isWaiting = true;
    write(log, 'ENTERQUEUE', at, { data: ['', '', ''] });
  },
  'wait-told': 'ignore',
  overflowed: (log, { why }, at) => leave(log, why === 'empty' ? 'EXITEMPTY' : 'EXITWITHTIMEOUT', at),
  'waiting-key': (log, { act }, at) => {
    if (act !== 'keep-place') leave(log, 'EXITWITHKEY', at);
  },
  'place-kept': (log, _fact, at) => leave(log, 'EXITWITHKEY', at),
  'place-not-kept': 'ignore',
  'seat-offered': (log, _fact, at) => {
    log.offeredAt = at;
  },
  'ring-started': 'ignore',
  'ring-missed': noAnswer,
  'ring-failed': noAnswer,
  'seat-answered': 'ignore',
  'client-dialled': 'ignore',
  'client-answered': 'ignore',
  connected: (log, { seatId }, at) => {
    log.waitedMs = at - log.enteredAt;
    log.isWaiting = false;
    log.talkingSince = at;
    write(log, 'CONNECT', at, { seatId, data: [seconds(log.waitedMs), '', seconds(at - log.offeredAt)] });
  },
  'recording-gap': 'ignore',
  abandoned: (log, _fact, at) => leave(log, 'ABANDON', at),
  held: 'ignore',
  retrieved: 'ignore',
  muted: 'ignore',
  unmuted: 'ignore',
  'keys-sent': 'ignore',
  'check-started': 'ignore',
  'check-ended': 'ignore',
  'seat-away': 'ignore',
  'seat-back': 'ignore',
  'seat-leg-lost': 'ignore',
  'talk-ended': (log, { seatId, by }, at) => {
    if (log.talkingSince === null) {
      if (by === 'client') leave(log, 'ABANDON', at);
      return;
    }
    const how = log.transferAs ?? (by === 'client' ? 'COMPLETECALLER' : 'COMPLETEAGENT');
    write(log, how, at, { seatId, data: [seconds(log.waitedMs), seconds(at - log.talkingSince), ''] });
    // Who was consulted, or took over, talks on with her.
    log.talkingSince = how === 'ATTENDEDTRANSFER' ? at : null;
    log.transferAs = null;
  },
  'consult-asked': 'ignore',
  'consult-answered': 'ignore',
  'consult-ended': 'ignore',
  'conference-started': 'ignore',
  swapped: 'ignore',
  'transferred-to-seat': (log, fact) => {
    log.transferAs = fact.how === 'blind' ? 'BLINDTRANSFER' : 'ATTENDEDTRANSFER';
  },
  'monitor-started': 'ignore',
  'monitor-changed': 'ignore',
  'monitor-ended': 'ignore',
  'outside-answered': 'ignore',
  'outside-ended': 'ignore',
  'attempt-ended': 'ignore',
  fault: 'ignore',
  resumed: 'ignore',
  'call-ended': (log, _fact, at) => leave(log, 'EXITWITHTIMEOUT', at),
};

export function queueLogOfCall(callId: string, facts: readonly TimedFact[]): readonly QueueLogLine[] {
  const log: Log = { callId, lines: [], queue: 'NONE', enteredAt: 0, isWaiting: false, offeredAt: 0, waitedMs: 0, talkingSince: null, transferAs: null };
  for (const { at, fact } of facts) {
    const cell = Object.hasOwn(logTable, fact.kind) ? (logTable[fact.kind] as Cell<CallFact> | 'ignore') : 'ignore';
    if (cell !== 'ignore') cell(log, fact, at);
  }
  return log.lines;
}

/** `moves` in order, the one before the period first. */
export function queueLogOfSeat(moves: readonly SeatMove[], from: number): readonly QueueLogLine[] {
  return moves.flatMap((move, index): QueueLogLine[] => {
    const before = moves[index - 1]?.phase ?? 'signed-out';
    if (move.at < from) return [];
    const line = (event: string, data: readonly string[] = []): QueueLogLine => ({ at: move.at, callId: 'NONE', queue: 'NONE', seatId: move.seatId, event, data });
    const entered = before === 'signed-out' && move.phase !== 'signed-out' ? [line('AGENTLOGIN')] : [];
    if (move.phase === 'signed-out') return before === 'signed-out' ? [] : [line('AGENTLOGOFF')];
    if (move.phase === 'not-ready') return [...entered, line('PAUSE', [move.reason ?? ''])];
    return before === 'not-ready' ? [...entered, line('UNPAUSE')] : entered;
  });
}
