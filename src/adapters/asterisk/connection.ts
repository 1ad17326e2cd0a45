/**
 * The connection to Asterisk: asks first whether this Asterisk will do, opens the line that brings events, asks every second
 * whether the other side still answers, and never gives up. What arrives before `setUp` has run is held back, so that
 * nothing is heard before the connection counts as made.
 *
 *   waiting (100 ms .. 2 s) --> asking --fit--> opening --open--> setting up --> up --cut, 3 pings unanswered, or app gone--> waiting
 *
 * A line that answers pings may still be deaf: Asterisk can take the app for gone while its socket stands. So a word is said to the app
 * each 3 s and must come back as an event. Not known there: noticed with the next word. Taken, and 2 words never came: within 9 s.
 */
import type { Line, OpenLine } from './line.ts';

export interface ConnectionTimings {
  readonly pingMs: number;
  readonly missedPongs: number;
  readonly firstRetryMs: number;
  readonly lastRetryMs: number;
  readonly wordMs: number;
  readonly missedWords: number;
}
export const defaultConnectionTimings: ConnectionTimings = { pingMs: 1_000, missedPongs: 3, firstRetryMs: 100, lastRetryMs: 2_000, wordMs: 3_000, missedWords: 2 };

/** Reasons that mean: it takes the connection, or has it, and says nothing. */
const noPong = 'no answer to pings';
const silences: readonly string[] = [noPong, 'time-out', 'not open in time'];

export interface ConnectionDeps {
  readonly openLine: OpenLine;
  readonly timings: ConnectionTimings;
  /** Before each attempt: why it is of no use now; null: go on. No call enters an app whose line was never opened. */
  whyNot(): Promise<string | null>;
  /** Runs on each new line before anything is heard on it. When it throws, the line is dropped and made again. */
  setUp(): Promise<void>;
  /** Says a word to our app that comes back as an event (`heardWord`). null: no answer, which the pings judge. */
  sayWord(): Promise<'said' | 'app unknown' | null>;
  onUp(): void;
  onMessage(message: unknown): void;
  onDown(reason: string): void;
  /** An attempt to connect failed, the `attempt`th in a row. */
  onRefused(reason: string, attempt: number): void;
}

export interface Connection {
  /** Resolves when the first attempt is over, well or not. */
  start(): Promise<void>;
  isUp(): boolean;
  heardWord(): void;
  /** Why it is not up: nobody there, or somebody who says nothing. */
  trouble(): 'away' | 'frozen' | null;
  stop(): void;
}

/** One attempt, and what it becomes. Calls `onClosed` exactly once; afterwards nothing of it is heard. */
function attempt(deps: ConnectionDeps, on: { up: () => void; closed: (reason: string) => void }) {
  let line: Line | null = null;
  let held: unknown[] | null = [];
  let missed = 0;
  let isClosed = false;
  let pinging: NodeJS.Timeout | undefined;
  let talking: NodeJS.Timeout | undefined;
  let unheard = 0;
  let isSaying = false;
  const close = (reason: string): void => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(pinging);
    clearInterval(talking);
    line?.close();
    on.closed(reason);
  };
  const ping = (): void => {
    if (missed >= deps.timings.missedPongs) close(noPong);
    else {
      missed += 1;
      line?.ping();
    }
  };
  const talk = async (): Promise<void> => {
    if (unheard >= deps.timings.missedWords) return close('app is deaf');
    if (isSaying) return;
    isSaying = true;
    unheard += 1;
    const answer = await deps.sayWord();
    isSaying = false;
    if (answer === 'app unknown') close(answer);
    // Perhaps it never got there.
    if (answer === null) unheard = Math.max(0, unheard - 1);
  };
  const opened = async (): Promise<void> => {
    if (isClosed) return;
    pinging = setInterval(ping, deps.timings.pingMs);
    try {
      await deps.setUp();
    } catch {
      close('set-up failed');
    }
    if (isClosed) return;
    on.up();
    talking = setInterval(() => void talk(), deps.timings.wordMs);
    for (const message of held ?? []) deps.onMessage(message);
    held = null;
  };
  const event = (message: unknown): void => {
    if (isClosed) return;
    missed = 0;
    if (held === null) deps.onMessage(message);
    else held.push(message);
  };
  const begin = async (): Promise<void> => {
    const why = await deps.whyNot();
    if (why !== null) close(why);
    if (!isClosed) line = deps.openLine({ opened: () => { void opened(); }, event, pong: () => { missed = 0; }, closed: close });
  };
  void begin();
  return { close, heardWord: () => { unheard = 0; } };
}

export function createConnection(deps: ConnectionDeps): Connection {
  let current: ReturnType<typeof attempt> | null = null;
  let state: 'stopped' | 'down' | 'up' = 'stopped';
  let retryMs = deps.timings.firstRetryMs;
  let retry: NodeJS.Timeout | undefined;
  let refused = 0;
  let trouble: 'away' | 'frozen' | null = null;
  let firstAttemptIsOver: () => void = () => undefined;

  const closed = (reason: string): void => {
    current = null;
    const wasUp = state === 'up';
    if (state === 'stopped') return;
    state = 'down';
    trouble = silences.includes(reason) ? 'frozen' : 'away';
    retry = setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, deps.timings.lastRetryMs);
    if (wasUp) deps.onDown(reason);
    else deps.onRefused(reason, (refused += 1));
    firstAttemptIsOver();
  };
  const up = (): void => {
    state = 'up';
    trouble = null;
    refused = 0;
    retryMs = deps.timings.firstRetryMs;
    deps.onUp();
    firstAttemptIsOver();
  };
  function connect(): void {
    current = attempt(deps, { up, closed });
  }

  return {
    start() {
      state = 'down';
      return new Promise((resolve) => {
        firstAttemptIsOver = resolve;
        connect();
      });
    },
    isUp: () => state === 'up',
    heardWord: () => current?.heardWord(),
    trouble: () => trouble,
    stop() {
      state = 'stopped';
      clearTimeout(retry);
      current?.close('stopped');
      firstAttemptIsOver();
    },
  };
}
