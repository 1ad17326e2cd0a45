/**
 * Faults of the store. `STORE_UNAVAILABLE` (retryable): PostgreSQL is away, overloaded or too slow; whether the statement
 * counted is not known. `STORE_FAULT`: the statement itself is wrong or its data is; trying again gives the same.
 */
export class StoreFault extends Error {
  readonly code: 'STORE_UNAVAILABLE' | 'STORE_FAULT';
  readonly retryable: boolean;
  /** SQLSTATE, where PostgreSQL gave one. */
  readonly sqlState: string | null;

  constructor(code: 'STORE_UNAVAILABLE' | 'STORE_FAULT', cause: unknown) {
    // The driver's own message may quote values of rows: it stays in `cause` and out of logs that print messages.
    const sqlState = sqlStateOf(cause);
    super(code === 'STORE_UNAVAILABLE' ? `the store is not available (${sqlState ?? connectionCodeOf(cause)})` : `the store refused a statement (${sqlState ?? 'no code'})`, { cause });
    this.name = 'StoreFault';
    this.code = code;
    this.retryable = code === 'STORE_UNAVAILABLE';
    this.sqlState = sqlState;
  }
}

/** Connection lost, resources gone, operator's intervention, time-outs, I/O of the server. */
const awayClasses = new Set(['08', '53', '57', '58']);
/** Serialisation failure, deadlock, lock not available, a read-only standby, idle session ended. */
const awayStates = new Set(['40001', '40P01', '55P03', '25006', '25P03']);

export function sqlStateOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  // Node's own codes of five letters (EPIPE, EBADF) begin with E; no SQLSTATE does.
  return typeof code === 'string' && /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code) ? code : null;
}

function connectionCodeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no connection';
}

export const isAway = (error: unknown): boolean => error instanceof StoreFault && error.code === 'STORE_UNAVAILABLE';

/** It took the connection, or the statement, and said nothing in time: a frozen server, not one that is gone. */
export function isSilence(error: unknown): boolean {
  const { cause } = error instanceof StoreFault ? error : { cause: error };
  return sqlStateOf(cause) === null && cause instanceof Error && /time-?out/i.test(cause.message);
}

/** SQLSTATE of a fault that was mapped already; null: none. */
export const stateOf = (error: unknown): string | null => (error instanceof StoreFault ? error.sqlState : sqlStateOf(error));

/** An error without an SQLSTATE never came from a statement: the connection is gone or the client gave up waiting. */
export function storeFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  const state = sqlStateOf(error);
  const isConnection = state === null || awayClasses.has(state.slice(0, 2)) || awayStates.has(state);
  return new StoreFault(isConnection ? 'STORE_UNAVAILABLE' : 'STORE_FAULT', error);
}
