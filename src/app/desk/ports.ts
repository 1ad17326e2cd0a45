/**
 * What the desk (an agent's page) needs from the world, beside app/ports.ts. Stores are given by adapters/postgres, sealed
 * sound by adapters/files. A no is a value; a store that is away throws (`code: 'STORE_UNAVAILABLE'`, `retryable: true`).
 */
import type { Readable } from 'node:stream';
import type { NotReadyReason, SeatState } from '../../core/seat/state.ts';

// ---- agents and sessions ---------------------------------------------------------------------------------------

export type Series = 'marketing' | 'service' | 'compliance';

export interface Agent {
  readonly agentId: string;
  readonly login: string;
  readonly name: string;
  readonly series: Series;
  /** Name of the branch (营业部) as shown; headquarters included. */
  readonly branch: string;
}

export interface AgentStore {
  /** `passwordHash` as made by app/desk/password.ts (`scrypt$...`). null: no such agent, or one who may not sign in. */
  byLogin(login: string): Promise<(Agent & { readonly passwordHash: string }) | null>;
}

/** `loginKey` is a keyed hash of what was typed: unknown logins are counted as well, and nobody's typing is kept. */
export interface SignInGuard {
  /** Epoch ms until which this login is locked; null: it is not. */
  lockedUntil(loginKey: string, at: number): Promise<number | null>;
  /**
   * Counts one wrong password; the `maxFailures`-th within `windowMs` locks for `lockMs` and starts the count anew.
   * Returns the lock's end, or null. One statement: two wrong ones at once are two.
   */
  noteFailure(failure: { loginKey: string; at: number; maxFailures: number; windowMs: number; lockMs: number }): Promise<number | null>;
  clear(loginKey: string): Promise<void>;
}

export interface Session {
  /** Hash of the cookie's token: the token itself is kept nowhere. */
  readonly sessionKey: string;
  readonly agent: Agent;
  readonly openedAt: number;
  readonly expiresAt: number;
}

export interface SessionStore {
  open(session: { sessionKey: string; agentId: string; at: number; expiresAt: number }): Promise<void>;
  /** null: unknown, closed, expired at `at`, or the agent may not sign in any more. */
  find(sessionKey: string, at: number): Promise<Session | null>;
  close(sessionKey: string): Promise<void>;
}

// ---- seats and streams -----------------------------------------------------------------------------------------

export interface SeatView {
  readonly seatId: string;
  readonly agentId: string;
  readonly extension: string;
  readonly state: SeatState;
  /** When the present phase (and reason) began, epoch ms. */
  readonly since: number;
  /** Number of the newest message in the seat's stream, read in the same snapshot; 0: none yet. */
  readonly streamN: number;
  /** Whether the seat's phone is registered now; null: not known. */
  readonly isDeviceOnline: boolean | null;
  /** The page that has the seat's phone; null: the phone on the desk rings. */
  readonly pageId: string | null;
}

export interface SeatReads {
  /** Seats this agent may work at, by extension; usually one. */
  ofAgent(agentId: string): Promise<readonly SeatView[]>;
}

/** What an agent may ask of her seat; the events of core/seat. */
export type SeatRequest =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'ready-asked' }
  | { readonly kind: 'not-ready-asked'; readonly reason: NotReadyReason }
  /** Ends ACW before its time; into what was asked for meanwhile, else ready. */
  | { readonly kind: 'acw-done-asked' }
  | { readonly kind: 'acw-extend-asked'; readonly extraMs: number }
  | { readonly kind: 'signed-out-asked' };

/** Given by app/seats.ts `changeSeat`: reads, steps, saves by version, tries again when it lost. */
export interface SeatChanger {
  /** `forcedBy`: the supervisor whose word it is, kept in the fact. */
  change(seatId: string, request: SeatRequest, forcedBy?: string): Promise<{ readonly kind: 'changed' } | { readonly kind: 'refused'; readonly code: string }>;
}

/** One message of a stream, numbered without gaps by the stream's owner. Body of `screen-pop`: core `Pop`. */
export interface StreamRow {
  readonly stream: string;
  readonly n: number;
  readonly at: number;
  readonly kind: string;
  readonly body: unknown;
}

export interface StreamReads {
  /** Rows with a number above `after`, ascending. */
  read(stream: string, after: number, limit: number): Promise<readonly StreamRow[]>;
  /** Newest number of each stream asked for, in one statement; a stream without rows may be absent. */
  heads(streams: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The newest row of this kind: the pop that a reloaded page shows again. */
  latest(stream: string, kind: string): Promise<StreamRow | null>;
}

// ---- clients and calls -----------------------------------------------------------------------------------------

export type Tier = 'diamond' | 'gold' | 'wealth' | 'ordinary';

export interface ClientCard {
  readonly clientId: string;
  readonly name: string;
  readonly tier: Tier;
  readonly branch: string;
  /** Name of the agent or manager who looks after this client; null: nobody. */
  readonly owner: string | null;
  readonly banks: readonly { readonly bank: string; readonly cardTail: string }[];
}

export interface ClientCards {
  /** In the order asked; unknown ids are left out. At most `limit` (the page shows no more). */
  byIds(clientIds: readonly string[]): Promise<readonly ClientCard[]>;
}

export type CallOutcome =
  /** Still going on. */
  | 'live'
  /** Ended in the IVR, served or not, without asking for a person. */
  | 'self-service'
  /** Left while waiting for a person. */
  | 'abandoned'
  /** Client and seat heard each other. */
  | 'talked'
  /** A callback's phone was dialled and nobody talked. */
  | 'not-reached'
  | 'fault';

/** due: the ledger expects it. sealed: stored, in the chain, playable. gap: the ledger knows that it is missing. */
export type RecordingStatus = 'due' | 'sealed' | 'gap';

export interface ListedCall {
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly startedAt: number;
  /** From the protected table, whole: the use case masks it, it never leaves so. null: withheld. */
  readonly number: string | null;
  /** Name of the client when exactly one matched. */
  readonly clientName: string | null;
  readonly clientMatchCount: number;
  readonly queue: string | null;
  readonly agentName: string | null;
  readonly outcome: CallOutcome;
  readonly waitedMs: number | null;
  readonly talkMs: number | null;
  readonly recordings: readonly { readonly recordingId: string; readonly status: RecordingStatus; readonly durationMs: number | null }[];
}

export interface CallReads {
  /** Newest first, live calls included; `before`: only calls older than that one. `agentId`: only calls she was offered and took. */
  page(ask: { agentId: string | null; before: { startedAt: number; callId: string } | null; limit: number }): Promise<readonly ListedCall[]>;
  /** Earlier calls of these clients or this number, newest first, for the pop. */
  previous(ask: { clientIds: readonly string[]; numberToken: string | null; exceptCallId: string; limit: number }): Promise<readonly ListedCall[]>;
}

// ---- recordings and audit --------------------------------------------------------------------------------------

export interface RecordingReads {
  /** Who talked on it (`isMessage`: a caller alone, after the tone); null: no such recording. */
  find(recordingId: string): Promise<{ readonly recordingId: string; readonly callId: string; readonly agentId: string; readonly status: RecordingStatus; readonly isMessage?: boolean } | null>;
}

/** Both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface RecordingFiles {
  /**
   * The sealed sound as a stereo WAV (left: the client, right: what the client hears), decrypted and checked against its
   * seal. null: not there. With a range only those bytes come (`size` is always the whole's). The reader may destroy the
   * stream before its end, or never read it.
   */
  open(recordingId: string, range?: ByteRange): Promise<{ readonly wav: Readable; readonly size: number } | null>;
}

export type AccessAction =
  | 'sign-in' | 'sign-in-refused' | 'sign-in-locked' | 'sign-out'
  | 'seat-forced' | 'seat-force-refused' | 'call-forced' | 'call-force-refused' | 'call-monitored' | 'call-monitor-refused' | 'number-shown' | 'recording-played' | 'recording-refused' | 'trail-read' | 'trail-refused' | 'service-file-read' | 'service-file-refused' | 'contact-gaps-read' | 'contact-gaps-refused';

export interface AccessAudit {
  /** Kept for good. Ids only; `agentId` null where nobody is signed in. */
  note(entry: { at: number; action: AccessAction; agentId: string | null; subjectId: string | null; requestId: string }): Promise<void>;
}

/** Readiness of the server: red while telephony or the store is away. */
export interface Readiness {
  check(): Promise<{ readonly ready: boolean; readonly parts: readonly { readonly name: string; readonly ready: boolean; readonly detail: string }[] }>;
}
