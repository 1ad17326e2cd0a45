/** What a call's mailbox hears. Everything carries `at` (true clock, epoch ms); the core never asks what time it is. */
import type { Answers } from '../ivr/flow.ts';
import type { TransferTarget } from '../conversation/guest-state.ts';
import type { MonitorMode } from '../conversation/monitor-state.ts';
import type { NumberToken } from '../machine.ts';
import type { Tier } from '../match/tier.ts';
import type { CallAuth } from './state.ts';

interface Timed {
  readonly at: number;
  /** The firm's business clock at that moment (hours, calendar). The runner stamps it on every event. */
  readonly businessAt: number;
}

/** How a leg went, by Q.850 cause and SIP code where there is one. */
export interface LegEnd {
  readonly cause: number | null;
  readonly sipCode: number | null;
}

export type LookupAnswer =
  /** `auth`: who the caller has proven to be by it. */
  | { readonly kind: 'found'; readonly answers: Answers; readonly auth?: Pick<CallAuth, 'level' | 'method' | 'clientId'> }
  | { readonly kind: 'not-found' }
  /** A no with a stable code, and what may be said of it. */
  | { readonly kind: 'refused'; readonly code: string; readonly answers?: Answers }
  | { readonly kind: 'failed'; readonly reason: string }
  /** A held digit is no longer in the vault; nothing was asked. */
  | { readonly kind: 'lost' };

export type CallEvent = Timed &
  (
    | { readonly kind: 'call-arrived'; readonly channelId: string; readonly numberToken: NumberToken | null; readonly dnis: string; readonly isUp: boolean; readonly isEmergency?: boolean }
    | { readonly kind: 'callback-claimed'; readonly caseId: string; readonly attemptId: string; readonly clientId: string; readonly numberToken: NumberToken; readonly queue: string; readonly excludeSeries: readonly string[]; readonly callerDnis: string; readonly kept?: { readonly enteredAt: number; readonly priority: number } }
    | { readonly kind: 'leg-entered'; readonly channelId: string }
    | { readonly kind: 'leg-ringing'; readonly channelId: string }
    | { readonly kind: 'leg-answered'; readonly channelId: string }
    | { readonly kind: 'leg-ended'; readonly channelId: string; readonly end: LegEnd }
    | { readonly kind: 'playback-ended'; readonly playbackId: string; readonly outcome: 'done' | 'failed' }
    /** A key for the open slot. `digit` is null when the slot is private or secret. */
    | { readonly kind: 'key'; readonly channelId: string; readonly slot: string; readonly digit: string | null }
    /** The slot is complete: by an ending key (`by`), or by its length (`by: null`). `exact`: the whole input is this one of the slot's. */
    | { readonly kind: 'slot-complete'; readonly channelId: string; readonly slot: string; readonly length: number; readonly by: string | null; readonly exact?: string }
    /** A key came while no slot is open; it waits in the vault. */
    | { readonly kind: 'key-waiting'; readonly channelId: string }
    | { readonly kind: 'deadline-passed'; readonly name: string; readonly generation: number }
    | { readonly kind: 'client-identified'; readonly matches: readonly string[]; readonly tier?: Tier; readonly lastAgentId?: string }
    | { readonly kind: 'lookup-answered'; readonly requestId: string; readonly answer: LookupAnswer }
    | { readonly kind: 'place-told'; readonly entryId: string; readonly place: number; readonly staffed?: number; readonly waitMs?: number }
    /** null: it is kept, and she will be called. */
    | { readonly kind: 'place-kept'; readonly entryId: string; readonly refused: string | null }
    | { readonly kind: 'seat-offered'; readonly seatId: string; readonly extension: string; readonly entryId: string; readonly reservationId: string; readonly expiresAt: number; readonly ringMs: number; readonly acwMs: number; readonly endpoint: string; readonly isPage: boolean }
    /** The seat that a guest was to come from is not ready: nothing was reserved. */
    | { readonly kind: 'seat-refused'; readonly entryId: string; readonly code: 'SEAT_NOT_READY' | 'SEAT_BUSY' | 'SEAT_UNKNOWN' }
    | { readonly kind: 'attempt-noted'; readonly attemptId: string; readonly ok: boolean }
    | { readonly kind: 'command-failed'; readonly command: string; readonly subject: string; readonly reason: 'gone' | 'not-possible' | 'unknown' }
    /** The recording is silent from now on: a secret may be asked for. */
    | { readonly kind: 'recording-paused'; readonly pauseId: string }
    /** After a break: what of ours is still there. Sent after the missed ends and answers were fed. */
    | { readonly kind: 'resumed'; readonly playbacks: readonly string[]; readonly bridged: readonly string[]; /** The state was read back: a step of the menus may be lost. */ readonly isReadBack?: true }
    | { readonly kind: 'hang-up-asked'; readonly by: 'seat' | 'operator' }
    /** A request of the agent who holds the call; only requests can be refused. */
    | { readonly kind: 'seat-asked'; readonly seatId: string; readonly ask: SeatAsk; readonly refer?: ReferredLegs }
    | { readonly kind: 'transfer-asked'; readonly seatId: string; readonly mode: 'blind' | 'consult'; readonly to: TransferTarget; readonly phone?: AtPhone }
    /** The phone of this leg took it off hold. */
    | { readonly kind: 'leg-resumed'; readonly channelId: string }
    /** A supervisor's wish; `seatId` is her own. `isHidden`: the agent's page does not say that she listens. */
    | { readonly kind: 'monitor-asked'; readonly seatId: string; readonly extension: string; readonly mode: MonitorMode; readonly isHidden?: true }
    | { readonly kind: 'monitor-change-asked'; readonly seatId: string; readonly to: MonitorMode | 'take-over' | 'end' }
    /** The phone of a seat registered, or went. `isNews`: it happened just now; else it was found so after a break. */
    | { readonly kind: 'seat-device'; readonly endpoint: string; readonly isOnline: boolean; readonly isNews: boolean }
    /** Another page has the seat's phone from now on: whatever leg the old one had is dead. */
    | { readonly kind: 'seat-page'; readonly endpoint: string }
  );

/** Asked at the phone itself. refer: by a REFER on this leg, which is answered there. call: by a call that the phone makes, this channel. */
export interface AtPhone {
  readonly by: 'refer' | 'call';
  readonly channelId: string;
}

/** A REFER with Replaces: sent on one leg of the phone, it names the other. */
export interface ReferredLegs {
  readonly channelId: string;
  readonly withChannelId: string;
}

export type SeatAsk = 'hold' | 'retrieve' | 'mute' | 'unmute' | 'check-pin' | 'end-check' | 'hang-up' | 'take-back' | 'complete' | 'swap' | 'conference' | 'survey' | 'keypad';

/** Why a request is refused. Stable: never renamed or reused. */
export type CallRefusal = 'CALL_OVER' | 'CALL_NOT_YOURS' | 'CALL_NOT_CONNECTED' | 'CALL_ALREADY_HELD' | 'CALL_NOT_HELD' | 'CALL_REJOINING'
  | 'CALL_IN_CHECK' | 'CALL_NOT_IN_CHECK' | 'CALL_CLIENT_UNKNOWN'
  | 'CALL_IN_CONSULT' | 'CALL_NOT_IN_CONSULT' | 'CALL_IN_CONFERENCE' | 'CALL_IS_CALLBACK' | 'CALL_NO_SURVEY' | 'GUEST_NOT_THERE'
  | 'CALL_MONITORED' | 'CALL_NOT_MONITORED' | 'MONITOR_SELF' | 'MONITOR_NOT_THERE'
  | 'TRANSFER_TO_SELF' | 'TRANSFER_UNKNOWN' | 'TRANSFER_NOT_CONSULTABLE';

export type CallEventKind = CallEvent['kind'];
