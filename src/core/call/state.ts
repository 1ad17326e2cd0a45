/**
 * A call's state: a thin machine (arriving, activity, ended) over small ones.
 *
 *   arriving --> ivr --> waiting <--> conversation --> after --> ended
 *                 |          |  \_ outside <---/   ^
 *                 |          \______________________|
 *                 \____________________________________/
 *
 * An outbound callback starts at `waiting` (for a seat) and dials the client's phone from `conversation`.
 */
import type { Guest, GuestOver } from '../conversation/guest-state.ts';
import type { Monitor } from '../conversation/monitor-state.ts';
import type { AnswerValue, NodeId } from '../ivr/flow.ts';
import type { HeldDigits } from '../ivr/slot.ts';
import type { Deadline, NumberToken } from '../machine.ts';
import type { Language } from '../speech/clip.ts';

export interface IvrState {
  readonly phase: 'ivr';
  readonly node: NodeId;
  readonly step: 'saying' | 'asking' | 'collecting' | 'looking-up' | 'recording' | 'transferring';
  readonly playbackId: string | null;
  readonly slot: string | null;
  /** Of a plain slot; a private or secret one counts its keys only. */
  readonly digits: string;
  readonly length?: number;
  readonly noInput: number;
  readonly noMatch: number;
  readonly requestId: string | null;
  /** Where to go when what is said now (a retry's words) is over: ask the node again, or on to another. */
  readonly then: NodeId | null;
  /** A message under way. */
  readonly recording?: { readonly recordingId: string; readonly startedAt: number };
}

/** Agent's leg while it rings or talks. */
export interface Offer {
  readonly seatId: string;
  readonly extension: string;
  readonly reservationId: string;
  readonly channelId: string;
  readonly acwMs: number;
  /** What is rung: the phone on the desk, or the one in the agent's page. */
  readonly endpoint: string;
  readonly isPage: boolean;
}

export interface WaitingState {
  readonly phase: 'waiting';
  readonly entryId: string;
  readonly queue: string;
  readonly enteredAt: number;
  readonly place: number | null;
  readonly playbackId: string | null;
  readonly offer: Offer | null;
  /** Handed on by an agent to this one seat: no entry stands in the queue for it. */
  readonly isDirect?: true;
  /** The enqueue node of the flow she came from; absent: none (a callback, a transfer). */
  readonly node?: NodeId;
  /** Hears her keys. Absent: none may be typed now. */
  readonly slot?: string;
  /** Last estimate that was told. */
  readonly waitMs?: number;
  /** Queues that sent her on. */
  readonly from?: readonly string[];
  /** Priority she waits with; absent: 0. */
  readonly steps?: number;
  /** Her place is being written down (core/waiting/keys.ts): she is in no queue now. */
  readonly isKeeping?: boolean;
}

export interface ConversationState {
  readonly phase: 'conversation';
  readonly entryId: string;
  readonly queue: string;
  readonly enteredAt: number;
  readonly offer: Offer;
  /** announcing: both hear the agent's number; dialling: the client's phone is asked; connected: both hear each other. */
  readonly step: 'noting-attempt' | 'dialling' | 'announcing' | 'connected';
  readonly bridgeId: string | null;
  /** How often bridge and hold music were asked for again. Absent: they came at once. */
  readonly bridgeTries?: number;
  readonly musicTries?: number;
  readonly playbackId: string | null;
  readonly seatPlaybackId: string | null;
  readonly recordingId: string;
  readonly connectedAt: number | null;
  /** When what the desk shows of it began (core/conversation/view.ts). */
  readonly since: number;
  readonly recording: 'off' | 'on' | 'failed';
  /** When this hold began, whatever became of the agent's page meanwhile; null: not on hold. */
  readonly heldSince: number | null;
  /** Holds that are over, ms. */
  readonly heldMs: number;
  readonly isMuted: boolean;
  /** Out of the bridge, the client hears this: held, or the agent's page is away. */
  readonly musicId: string | null;
  readonly away: Away | null;
  /** The client keys her PIN, out of the agent's hearing (core/conversation/check.ts). Absent, null: no. */
  readonly check?: PinCheck | null;
  /** How the last check came out. */
  readonly checked?: Checked;
  /** How often the recording was asked to go on and did not. */
  readonly resumeTries?: number;
  /** A third party (core/conversation/parties.ts). Absent, null: none. */
  readonly guest?: Guest | null;
  readonly guestOver?: GuestOver | null;
  /** A supervisor who listens, whispers, or has barged in (core/conversation/monitor.ts). Absent, null: none. */
  readonly monitor?: Monitor | null;
}

/** The client and a number outside, without an agent. */
export interface OutsideState {
  readonly phase: 'outside';
  readonly step: 'dialling' | 'talking';
  readonly queue: string;
  readonly enteredAt: number;
  readonly name: string;
  readonly channelId: string;
  readonly bridgeId: string | null;
  readonly recordingId: string;
  readonly isRecorded: boolean;
  /** Music for the client while it rings. */
  readonly playbackId: string | null;
  readonly connectedAt: number | null;
}

/** pausing: the recording is being silenced; asking: the slot is open; verifying: the back office is asked. */
export interface PinCheck {
  readonly step: 'pausing' | 'asking' | 'verifying';
  readonly since: number;
  readonly clientId: string;
  /** Names the pause of the recording: a word of an older one says nothing of this. */
  readonly pauseId: string;
  /** What the client hears, and what the agent hears meanwhile. */
  readonly playbackId: string | null;
  readonly seatPlaybackId: string | null;
  readonly slot: string | null;
  readonly length: number;
  readonly asks: number;
  readonly requestId: string | null;
}

/** The agent learns this and no more. */
export type CheckResult = 'passed' | 'failed' | 'timed-out' | 'cancelled' | 'unavailable' | 'interrupted';

export interface Checked {
  readonly result: CheckResult;
  readonly at: number;
}

/** The agent's page went in the middle of a talk. `leg`: there, dead, or a new one that rings. */
export interface Away {
  readonly since: number;
  readonly leg: 'there' | 'dead' | 'ringing';
}

/** Last words, then the leg is hung up. */
export interface AfterState {
  readonly phase: 'after';
  readonly playbackId: string | null;
}

export interface ArrivingState {
  readonly phase: 'arriving';
}

export interface EndedState {
  readonly phase: 'ended';
}

export type Activity = ArrivingState | IvrState | WaitingState | ConversationState | OutsideState | AfterState | EndedState;
export type Phase = Activity['phase'];

export interface CallbackWork {
  readonly caseId: string;
  readonly attemptId: string;
  readonly clientId: string;
  readonly excludeSeries: readonly string[];
}

/** Who the caller has proven to be. `clientId` is opaque: the back office's. */
export interface CallAuth {
  readonly level: 'none' | 'account' | 'password';
  readonly method: 'ivr-keys' | 'agent-check' | null;
  readonly clientId: string | null;
  readonly at: number | null;
}
export const NO_AUTH: CallAuth = { level: 'none', method: null, clientId: null, at: null };

/** Where a subflow returns to: the `subflow` node of the flow that called it. */
export interface Frame {
  readonly flowId: string;
  readonly node: NodeId;
}

export interface CallState {
  readonly callId: string;
  readonly node: string;
  /** Counter of ids of channels, bridges, playbacks, commands. */
  readonly minted: number;
  readonly direction: 'inbound' | 'outbound';
  readonly startedAt: number;
  readonly numberToken: NumberToken | null;
  readonly dnis: string;
  /** The flow it walks now: a subflow while `stack` is not empty. */
  readonly flowId: string | null;
  /** Number of the release it began with: a running call stays on it. */
  readonly flowVersion: number;
  /** Callers of the subflow it is in, outermost first. */
  readonly stack: readonly Frame[];
  readonly language: Language;
  readonly auth: CallAuth;
  /** Digits the vault keeps for it, by the name of their slot. */
  readonly held: Readonly<Record<string, HeldDigits>>;
  /** Emergency mode was on when the call came. O-03 */
  readonly isEmergency?: boolean;
  /** How often each question was asked; only those asked more than once. */
  readonly visits?: Readonly<Record<string, number>>;
  /** A limit of the menus was reached once; the next time it is goodbye. */
  readonly isLimited?: boolean;
  /** The client's leg; null before a callback's phone is dialled and after it is gone. */
  readonly clientChannelId: string | null;
  readonly isClientUp: boolean;
  readonly clientMatches: readonly string[];
  /** Steps of priority that her tier gives (T-06); absent: 0. */
  readonly priority?: number;
  /** Who talked with her last; absent: nobody, lately. */
  readonly lastAgentId?: string;
  /** When she first came into a queue in this call: the sort key, wherever she goes meanwhile. */
  readonly queuedAt?: number;
  readonly ivrPath: readonly NodeId[];
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly callback: CallbackWork | null;
  /** Look-ups in a row that found nothing. */
  readonly misses: number;
  /** Reservations it rang a seat for, newest last: an offer read twice from the inbox must not ring again. Absent: none. */
  readonly rungFor?: readonly string[];
  readonly deadlines: readonly Deadline[];
  readonly generation: number;
  readonly activity: Activity;
}
