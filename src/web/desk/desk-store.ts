/** The desk's one store: reads the seat, follows its stream, sends wishes. React listens by useSyncExternalStore. */
import { askOfCall, changeSeat, fileDisposition, readMe, readSeat } from '../api/desk-api.ts';
import { RequestError } from '../api/request.ts';
import type { CallWish, Disposition } from '../../contract/desk/call-control.ts';
import type { SeatAnswer, SeatChange } from '../../contract/desk/seat.ts';
import { connect } from '../realtime/connection.ts';
import type { Connection, ConnectionEvents } from '../realtime/connection.ts';
import { reloadOnce } from '../realtime/reload-once.ts';
import { emptyDesk, withAnswer, withRow } from './desk-state.ts';
import type { DeskState } from './desk-state.ts';

export interface DeskStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => DeskState;
  /** Throws RequestError: the seat's refusals, or NETWORK. */
  readonly change: (change: SeatChange) => Promise<void>;
  /** Throws as `change` does; the call's new state comes on the stream. */
  readonly ask: (wish: CallWish) => Promise<void>;
  /** Throws as `change` does. */
  readonly file: (disposition: Disposition) => Promise<void>;
  readonly retry: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const retryMs = 3_000;

export function createDeskStore({ onSignedOut }: { onSignedOut: () => void }): DeskStore {
  let state = emptyDesk;
  let connection: Connection | null = null;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = true;
  const listeners = new Set<() => void>();

  function set(next: DeskState): void {
    if (isStopped || next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }
  const take = (answer: SeatAnswer) => set(withAnswer(state, answer, Date.now()));

  async function load(): Promise<void> {
    clearTimeout(retryTimer);
    try {
      take(await readSeat());
      if (!isStopped) connection ??= connect(eventsFor(hold));
    } catch (error) {
      const code = error instanceof RequestError ? error.code : 'INTERNAL';
      if (code === 'SIGN_IN_REQUIRED') return onSignedOut();
      set({ ...state, problem: code });
      if (!isStopped && code !== 'NO_SEAT') retryTimer = setTimeout(() => void load(), retryMs);
    }
  }

  /** A session that is over leads to the sign-in page; every other no is the asker's. */
  async function signedIn(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof RequestError && error.code === 'SIGN_IN_REQUIRED') onSignedOut();
      else throw error;
    }
  }

  const hold: Hold = { state: () => state, set, load: () => void load(), onSignedOut };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => state,
    change: (change) => signedIn(async () => take(await changeSeat(change))),
    ask: (wish) => signedIn(() => askOfCall(wish)),
    file: (disposition) => signedIn(() => fileDisposition(disposition)),
    retry: () => void load(),
    start() {
      isStopped = false;
      void load();
    },
    stop() {
      isStopped = true;
      clearTimeout(retryTimer);
      connection?.stop();
      connection = null;
    },
  };
}

/** What the socket's events need of the store. */
interface Hold {
  readonly state: () => DeskState;
  readonly set: (next: DeskState) => void;
  readonly load: () => void;
  readonly onSignedOut: () => void;
}

function eventsFor({ state, set, load, onSignedOut }: Hold): ConnectionEvents {
  return {
    from: () => {
      const { seat } = state();
      return seat === null ? null : { stream: seat.stream, from: seat.streamN };
    },
    onUp: () => {
      // What no row tells (the phone's registration) may have changed meanwhile.
      if (state().connection === 'down' || state().connection === 'failed') load();
      set({ ...state(), connection: 'up', isOtherVersion: false });
    },
    onDown: () => {
      if (state().connection !== 'failed') set({ ...state(), connection: 'down' });
      void checkSession(onSignedOut);
    },
    onTime: (serverNow) => set({ ...state(), offsetMs: serverNow - Date.now() }),
    onRow: (row) => {
      const next = withRow(state(), row);
      if (next === 'gap') load();
      else set(next);
    },
    onReset: () => {
      // Numbers of another life of the store are no measure for the answer.
      const { seat } = state();
      if (seat !== null) set({ ...state(), seat: { ...seat, streamN: 0 } });
      load();
    },
    onOtherVersion: () => {
      if (!reloadOnce()) set({ ...state(), isOtherVersion: true, connection: 'failed' });
    },
    onSignedOut,
  };
}

/** The server refuses the socket of a session that is over; only REST can say so. */
async function checkSession(onSignedOut: () => void): Promise<void> {
  try {
    await readMe();
  } catch (error) {
    if (error instanceof RequestError && error.code === 'SIGN_IN_REQUIRED') onSignedOut();
  }
}
