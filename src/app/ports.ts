/**
 * What the use cases need from the world. Adapters give it; compose.ts ties the two. A no is a value here as well;
 * only faults are thrown (with `code` and `retryable`).
 */
import type { CallCommand, ReferAnswer, SlotSpec, Pop, SeatNews, AttemptNews } from '../core/call/commands.ts';
import type { CallFact } from '../core/call/facts.ts';
import type { CallEvent, LegEnd } from '../core/call/events.ts';
import type { CallState } from '../core/call/state.ts';
import type { CallView } from '../core/conversation/view.ts';
import type { NumberToken } from '../core/machine.ts';
import type { Decision } from '../core/match/decision.ts';
import type { Match, ReadySeat, WaitingEntry } from '../core/match/types.ts';
import type { Language } from '../core/speech/clip.ts';
import type { SeatState } from '../core/seat/state.ts';
import type { Pace } from '../core/waiting/estimate.ts';
import type { Tier } from '../core/match/tier.ts';
import type { Secret } from './secret.ts';

// ---- telephony -------------------------------------------------------------------------------------------------

/** done: it is so now. gone: the thing is no more (404). not-possible: refused now (409, 412, 422). unknown: time-out or no answer. */
export type CommandOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'not-possible'; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string };

export type TelephonyEvent = { readonly at: number } & (
  /** A new call of the dialplan: `from`/`to` are raw SIP user parts, untrusted. */
  | { readonly kind: 'call-arrived'; readonly channelId: string; readonly from: string; readonly to: string; readonly isUp: boolean }
  /** A seat's phone dials by itself; `endpoint` is the phone's name, `to` what was dialled: untrusted, and perhaps a number. */
  | { readonly kind: 'seat-call'; readonly channelId: string; readonly endpoint: string; readonly to: string }
  /** The phone of this leg sent a REFER: to what it dialled, or (with Replaces) to put its other call in its place; both null: unreadable. */
  | { readonly kind: 'refer'; readonly channelId: string; readonly to: string | null; readonly withChannelId: string | null }
  /** Its phone took the call off hold. */
  | { readonly kind: 'leg-resumed'; readonly channelId: string }
  | { readonly kind: 'leg-entered' | 'leg-ringing' | 'leg-answered'; readonly channelId: string }
  | { readonly kind: 'leg-ended'; readonly channelId: string; readonly end: LegEnd }
  | { readonly kind: 'playback-ended'; readonly playbackId: string; readonly outcome: 'done' | 'failed' }
  | { readonly kind: 'key'; readonly channelId: string; readonly slot: string; readonly digit: string | null }
  | { readonly kind: 'slot-complete'; readonly channelId: string; readonly slot: string; readonly length: number; readonly by: string | null; readonly exact?: string }
  | { readonly kind: 'key-waiting'; readonly channelId: string }
  /** A seat's phone registered, or went. `isNews`: just now; else found so at a connect. */
  | { readonly kind: 'seat-device'; readonly endpoint: string; readonly isOnline: boolean; readonly isNews: boolean }
  /** The events socket is up again: reconcile before anything else. Also sent at the first connect. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' }
  /** Another process opened our application: commands wait until `takeBack`, or are withheld. */
  | { readonly kind: 'replaced' }
);

export interface TelephonySnapshot {
  /** Every channel of Asterisk with our prefix or in our app. `isSeatCall`: a seat's phone dialled it. */
  readonly channels: readonly { readonly channelId: string; readonly isUp: boolean; readonly inOurApp: boolean; readonly from: string; readonly to: string; readonly ageMs: number; readonly isSeatCall?: boolean }[];
  readonly bridges: readonly { readonly bridgeId: string; readonly channelIds: readonly string[] }[];
  /** Ids asked about that still play. */
  readonly playbacks: readonly string[];
}

/** `headers`: SIP headers of the INVITE, for the phone in a page. */
export type LegEndpoint =
  | { readonly kind: 'seat'; readonly name: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'trunk'; readonly number: string };

/** Names of allowed destinations outside, and their numbers (HOTLINE_TRANSFERS). */
export type OutsideNumbers = Readonly<Record<string, string>>;

export interface Telephony {
  /** Connects and never gives up. Events go to `onEvent`, in order, one at a time, never awaited. */
  start(onEvent: (event: TelephonyEvent) => void): Promise<void>;
  isConnected(): boolean;
  /** While it is not connected: frozen = Asterisk takes connections and says nothing. */
  trouble?(): 'away' | 'frozen' | null;
  /** Another process has our calls: from now on no command leaves this one. */
  withhold?(): void;
  /** After `replaced`: the calls are ours, so the application is opened again. false: too late, commands are withheld. */
  takeBack?(): boolean;
  /** In doubt whose the calls are: what to wait for before anything is done for them. */ doubt?(): Promise<void> | undefined;
  answer(channelId: string): Promise<CommandOutcome>;
  hangUp(channelId: string, reason: 'normal' | 'busy' | 'congestion'): Promise<CommandOutcome>;
  /** Subscribes to an inbound channel, so that its end is told. */
  watch(channelId: string): Promise<CommandOutcome>;
  createLeg(leg: { channelId: string; endpoint: LegEndpoint; callerId: string }): Promise<CommandOutcome>;
  dial(leg: { channelId: string; timeoutMs: number }): Promise<CommandOutcome>;
  /** `clips` are catalogue ids, `language` the one they are spoken in (absent: the firm's); the adapter knows their paths. A missing clip is `not-possible`, checked before sending. */
  play(play: { channelId: string; playbackId: string; language?: Language; clips: readonly string[] }): Promise<CommandOutcome>;
  stopPlay(playbackId: string): Promise<CommandOutcome>;
  openSlot(channelId: string, spec: SlotSpec): Promise<CommandOutcome>;
  /** No more keys for it; what it holds stays. Told as `slot-complete`. */
  endSlot(channelId: string, slot: string): Promise<CommandOutcome>;
  closeSlot(channelId: string, slot: string): Promise<CommandOutcome>;
  clearKeys(channelId: string): Promise<CommandOutcome>;
  /** What was keyed into a hidden slot; null once the slot is closed, the leg has ended, or 60 s after its last key. */
  heldDigits(channelId: string, slot: string): Secret | null;
  createBridge(bridgeId: string): Promise<CommandOutcome>;
  addToBridge(bridgeId: string, channelIds: readonly string[]): Promise<CommandOutcome>;
  /** The channel's own clips are stopped first. Not a member (any more): done. */
  removeFromBridge(bridgeId: string, channelId: string): Promise<CommandOutcome>;
  destroyBridge(bridgeId: string): Promise<CommandOutcome>;
  /** An ear at a leg, both directions; `whispers`: the party of that leg alone hears who is bridged with the ear. Ends with the leg. */
  createSnoop(snoop: { channelId: string; ofChannelId: string; whispers: boolean }): Promise<CommandOutcome>;
  /** What the party says reaches nobody; what it hears is left alone. */
  mute(channelId: string, isMuted: boolean): Promise<CommandOutcome>;
  /** Keys pressed for the party of this leg, at most 16 in one go; never logged. */
  sendKeys(channelId: string, keys: string): Promise<CommandOutcome>;
  /** MixMonitor, option D, headerless stereo; `path` is as Asterisk sees it, without ending. */
  startRecording(recording: { channelId: string; path: string }): Promise<CommandOutcome>;
  stopRecording(channelId: string): Promise<CommandOutcome>;
  /** Paused: digital silence in both directions, and the time runs on. Not recorded at all: not-possible. */
  pauseRecording(channelId: string, isPaused: boolean): Promise<CommandOutcome>;
  /** Into the dialplan, which dials the destination of that name; the channel is not ours afterwards. */
  transfer(channelId: string, to: string): Promise<CommandOutcome>;
  /** A seat's call that is none of ours: the dialplan asks the next server. */
  passOn(channelId: string): Promise<CommandOutcome>;
  /** The last word on a REFER: the phone is told by NOTIFY. */
  answerRefer(channelId: string, answer: ReferAnswer): Promise<CommandOutcome>;
  /** Gives the channel back to the dialplan's hold and hunt group: for callers we cannot serve now. */
  handBack(channelId: string): Promise<CommandOutcome>;
  snapshot(ask: { playbacks: readonly string[] }): Promise<TelephonySnapshot>;
  stop(): Promise<void>;
}

// ---- calls in the store ----------------------------------------------------------------------------------------

/** One step of one call, saved whole or not at all. `version` is the one before; a call's first step has 0. */
export interface SavedStep {
  readonly callId: string;
  readonly version: number;
  readonly epoch: number;
  readonly state: CallState;
  /** Commands not yet confirmed, oldest first (with this step's). */
  readonly pending: readonly CallCommand[];
  /** Facts of this step with their numbers in the call. */
  readonly facts: readonly { readonly seq: number; readonly at: number; readonly fact: CallFact }[];
  /** true when it must be on the disk before it counts (money, dialling, evidence). */
  readonly flushed: boolean;
  /** The call is over and nothing is left to do: with this step its row goes and its line in the history is written. */
  readonly endedAt?: number;
}

/** lost: the row is not at `version` or the epoch is over: this process no longer owns the call. */
export type SaveResult = 'saved' | 'lost' | 'bad';

export interface StoredCall {
  readonly callId: string;
  readonly version: number;
  readonly nextFactSeq: number;
  readonly state: CallState;
  readonly pending: readonly CallCommand[];
}

export interface CallStore {
  /** One SQL statement for all steps of the batch; all flushed or none. Throws a StoreUnavailable fault when the store is away. */
  save(steps: readonly SavedStep[]): Promise<readonly SaveResult[]>;
  /** The live row goes, the call's line in the history is written: same statement. Idempotent. */
  finish(call: { callId: string; epoch: number; endedAt: number; state: CallState }): Promise<void>;
  loadOwned(node: string): Promise<readonly StoredCall[]>;
}

/** Takes the app of a node over: raises the epoch; who had it before can no longer save. */
export interface OwnershipStore {
  acquire(node: string, owner: string): Promise<{ epoch: number }>;
  /** false: somebody raised the epoch. */
  renew(node: string, epoch: number, ttlMs: number): Promise<boolean>;
  /** Nodes of this exchange that have calls, and whose lease ran out so long ago. */
  abandoned?(ask: { exchange: string; forMs: number }): Promise<readonly string[]>;
}

export interface InboxRow {
  readonly node: string; readonly inboxId: string; readonly callId: string;
  readonly event: CallEvent;
}

export interface InboxStore {
  /** Undelivered events for calls of this node, oldest first, and new calls asked for (callbacks). */
  read(node: string, limit: number): Promise<readonly InboxRow[]>;
  /** Deleted when the mailbox has saved the step that took it. */
  done(inboxIds: readonly string[]): Promise<void>;
}

// ---- queue and seats -------------------------------------------------------------------------------------------

export interface QueueStore {
  /** false: there is no such queue. */
  enter(entry: {
    entryId: string; callId: string; queue: string; enteredAt: number; priority: number; excludeSeries: readonly string[];
    prefer?: { readonly agentId: string; readonly untilAt: number };
  }): Promise<boolean>;
  leave(entryId: string, reason: string): Promise<void>;
  /** offered -> waiting at the old place; a no-op when the reservation is not the entry's. */
  giveBack(entryId: string, reservationId: string): Promise<void>;
  /** 1 = next; `staffed`: agents signed in with the skill. null: not waiting. */
  place(entryId: string): Promise<{ readonly place: number; readonly staffed: number; readonly pace: Pace | null } | null>;
  settings(queue: string): Promise<{ ringMs: number; acwMs: number; maxWaitMs: number } | null>;
}

export interface MatchStore {
  /** Waiting entries and ready seats as they are now. */
  read(): Promise<{ entries: readonly WaitingEntry[]; seats: readonly ReadySeat[] }>;
  /**
   * One transaction: seat ready -> reserved at that version, entry waiting -> offered, the event in the inbox, the seat's
   * stream, the decision in the routing trace. Answers the row of the inbox; null: lost, somebody was faster.
   */
  offer(offer: Match & { decision?: Decision; reservationId: string; expiresAt: number; at: number }): Promise<InboxRow | null>;
  /** Reservations past their time are released (seat -> ready, entry -> waiting), ACW past its end -> ready. Returns when next to look. */
  sweep(at: number): Promise<{ changed: number; nextDueAt: number | null }>;
  /** How fast queues are served, measured by the matcher: what estimates are made of. */
  readPaces(): Promise<ReadonlyMap<string, Pace>>;
  keepPaces(paces: ReadonlyMap<string, Pace>, at: number): Promise<void>;
  /** The matcher's lease; it only saves work, the compare-and-set guards. */
  holdLease(owner: string, ttlMs: number): Promise<boolean>;
}

export interface SeatRow {
  readonly seatId: string;
  readonly agentId: string;
  readonly extension: string;
  readonly state: SeatState;
  readonly version: number;
  /** The page that has the seat's phone; null: the phone on the desk rings. */
  readonly pageId: string | null;
}

export type SeatMessage = { readonly kind: 'screen-pop'; readonly body: Pop } | { readonly kind: 'call-state'; readonly body: CallView };

export type SeatReserved = { readonly kind: 'reserved' } | { readonly kind: 'refused'; readonly code: 'SEAT_NOT_READY' | 'SEAT_BUSY' | 'SEAT_UNKNOWN' };

export interface SeatStore {
  /**
   * One seat for one call, as an offer does it: ready -> reserved at its version, and `seat-offered` in the inbox of the call's owner, in one
   * statement. The same reservation again is `reserved` and changes nothing.
   */
  reserve(wish: { seatId: string; callId: string; entryId: string; reservationId: string; queue: string; expiresAt: number; at: number }): Promise<SeatReserved>;
  find(seatId: string): Promise<SeatRow | null>;
  byExtension(extension: string): Promise<SeatRow | null>;
  /**
   * Saves and writes the seat's stream message in one transaction. false: the version moved on. other-seat: its agent works at another
   * seat; of two that sign in at once (`isSignIn`) one is first.
   */
  save(seat: { seatId: string; version: number; state: SeatState; at: number; fact: Readonly<Record<string, unknown>> & { kind: string }; isSignIn?: boolean }): Promise<boolean | 'other-seat'>;
  /** Into the seat's stream, numbered under the row's lock; the seat does not move. */
  message(seatId: string, message: SeatMessage, at: number): Promise<void>;
}

// ---- clients, numbers --------------------------------------------------------------------------------

export interface KnownCaller {
  readonly numberToken: NumberToken;
  /** As `ClientStore.byNumber` tells them. */
  readonly clientIds: readonly string[];
  /** Of the only client with this number. T-06 */
  readonly tier?: Tier;
  /** Who talked with this number last, within a week. */
  readonly lastAgentId?: string;
}

/** Numbers live only in a protected table; everything else holds the keyed token. */
export interface NumberBook {
  /** Normalises (0086, +86, leading 0 before a mobile), stores, returns the token; null: withheld or not a number. */
  keep(raw: string): Promise<NumberToken | null>;
  /** Keeps a caller's number and tells at once whose it is. */
  know(raw: string): Promise<KnownCaller | null>;
  reveal(token: NumberToken): Promise<string | null>;
}

export interface ClientStore {
  /** Ids of clients with this number: none, one, many. T-07 */
  byNumber(token: NumberToken): Promise<readonly string[]>;
}

// ---- callbacks and evidence ------------------------------------------------------------------------------------

export interface AttemptStore {
  /** Flushed before it returns. false: the ledger refuses (not the live attempt any more). */
  note(attemptId: string, news: AttemptNews, at: number): Promise<boolean>;
}

export interface RecordingLedger {
  /** The expectation: first link of the evidence. Flushed. Idempotent by recordingId. */
  expect(recording: { recordingId: string; callId: string; of?: 'talk' | 'message'; seatId: string | null; caseId: string | null; attemptId: string | null; at: number }): Promise<void>;
  gap(recordingId: string, reason: string, at: number): Promise<void>;
}

/** Work for minutes and longer: ids only. The row that causes it is the truth; a sweeper asks again. */
export interface JobQueue {
  add(job: { name: 'seal-recording' | 'callback-attempt'; id: string; delayMs?: number }): Promise<void>;
}

/** `due`: a seat's state ends by itself, perhaps before the next look would come. */
export type WakeTopic = 'inbox' | 'match' | 'stream' | 'due' | 'flows';

/** Wake-ups between processes: only "look again"; lost ones cost a second. */
export interface Wakeups {
  send(topic: WakeTopic, id: string): void;
  on(topic: WakeTopic, listener: (id: string) => void): void;
}

export interface SeatNewsTaker {
  tell(seatId: string, reservationId: string, news: SeatNews, at: number): Promise<void>;
}
