/**
 * Calls that another server has. What an agent asks of hers goes to its server as a row and comes back answered; news of a seat's phone
 * reaches the call the same way when the phone is registered at another exchange than the one the call is at.
 */
import { randomUUID } from 'node:crypto';
import type { AskAnswer } from './desk/call-control.ts';
import type { Log } from './log.ts';
import type { Wakeups } from './ports.ts';
import type { NewEvent } from './runner/new-event.ts';
import type { Runner } from './runner/runner.ts';

export interface AskStore {
  /** Whose call it is, and at which exchange; null: no such live call. */
  ownerOf(callId: string): Promise<{ readonly node: string; readonly exchange: string | null } | null>;
  put(ask: { askId: string; node: string; callId: string; event: NewEvent }): Promise<void>;
  /** null: not yet. */
  answerOf(askId: string): Promise<AskAnswer | null>;
  drop(askId: string): Promise<void>;
  /** Asks that this node has not answered, oldest first; those nobody waits for any more are gone. */
  unanswered(node: string): Promise<readonly { readonly askId: string; readonly callId: string; readonly event: NewEvent }[]>;
  answer(askId: string, answer: AskAnswer): Promise<void>;
}

export interface ElsewhereDeps {
  readonly node: string;
  /** The Asterisk that this server commands. */
  readonly exchange: string;
  readonly runner: Pick<Runner, 'ask' | 'calls'>;
  readonly asks: AskStore;
  readonly wakeups: Wakeups;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: Log;
}

type PhoneNews = Extract<NewEvent, { endpoint: string }>;

/** As long as an agent waits for a call of this server (runner.ts), and the way there and back. */
const ANSWER_BOUND_MS = 2_500;
const LOOK_EVERY_MS = 100;
const READ_EVERY_MS = 1_000;
const UNREACHABLE: AskAnswer = { kind: 'unreachable' };

export type Elsewhere = ReturnType<typeof createElsewhere>;

export function createElsewhere({ node, exchange, runner, asks, wakeups, pause, log }: ElsewhereDeps) {
  const taken = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function awaitAnswer(askId: string): Promise<AskAnswer> {
    const until = performance.now() + ANSWER_BOUND_MS;
    while (performance.now() < until) {
      const answer = await asks.answerOf(askId);
      if (answer !== null) return answer;
      await pause(LOOK_EVERY_MS);
    }
    return UNREACHABLE;
  }

  async function send(callId: string, to: string, event: NewEvent): Promise<string> {
    const askId = randomUUID();
    await asks.put({ askId, node: to, callId, event });
    wakeups.send('inbox', callId);
    return askId;
  }

  async function askOther(callId: string, request: NewEvent): Promise<AskAnswer> {
    const owner = await asks.ownerOf(callId);
    // Ours by its row and not by its mailbox: it has just ended, or not begun.
    if (owner === null || owner.node === node) return UNREACHABLE;
    const askId = await send(callId, owner.node, request);
    const answer = await awaitAnswer(askId);
    await asks.drop(askId);
    return answer;
  }

  /** To the call's server, with the phone's name as it is known there. */
  async function tellOther(callId: string, event: PhoneNews, isOnlyFar: boolean): Promise<void> {
    const owner = await asks.ownerOf(callId);
    if (owner === null || owner.node === node) return;
    const isFar = owner.exchange !== null && owner.exchange !== exchange;
    // A server at the same exchange hears of its phones itself.
    if (!isFar && isOnlyFar) return;
    await send(callId, owner.node, { ...event, endpoint: isFar ? `${event.endpoint}@${exchange}` : event.endpoint });
  }

  const tell = (callId: string, event: PhoneNews, isOnlyFar: boolean): void => {
    tellOther(callId, event, isOnlyFar).catch((error: unknown) => log.warn({ err: error, callId }, 'news for a call of another server could not be written'));
  };

  async function serve(): Promise<void> {
    if (isStopped) return;
    // What is answered while the rows are read may still be among them: it is not asked twice.
    const before = new Set(taken);
    for (const { askId, callId, event } of await asks.unanswered(node)) {
      if (before.has(askId) || taken.has(askId)) continue;
      taken.add(askId);
      void runner.ask(callId, event)
        .then((answer) => asks.answer(askId, answer))
        .catch((error: unknown) => log.warn({ err: error, callId }, 'ask of another server could not be answered'))
        .finally(() => taken.delete(askId));
    }
  }
  const look = (): void => void serve().catch((error: unknown) => log.warn({ err: error }, 'asks of other servers could not be read'));

  return {
    /** An agent's request for her call, wherever it is. */
    ask: (callId: string, request: NewEvent): Promise<AskAnswer> => (runner.calls.get(callId) === undefined ? askOther(callId, request) : runner.ask(callId, request)),
    /** Her page is another one now. */
    tellPage: (callId: string, event: Extract<NewEvent, { kind: 'seat-page' }>): void => {
      const mailbox = runner.calls.get(callId);
      if (mailbox === undefined) tell(callId, event, false);
      else mailbox.post(event);
    },
    /** A phone of this exchange came or went: for a call at another exchange. */
    tellDevice: (callId: string, event: Extract<NewEvent, { kind: 'seat-device' }>): void => {
      if (runner.calls.get(callId) === undefined) tell(callId, event, true);
    },
    start: (): void => {
      wakeups.on('inbox', look);
      timer = setInterval(look, READ_EVERY_MS);
    },
    stop: (): void => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
