/**
 * Wishes of a call. Each carries the id of what it makes, minted before it is born, so a command can be judged after a
 * restart (adapters/asterisk has the table). `id` is unique within the call and strictly growing.
 */
import type { NumberToken } from '../machine.ts';
import type { CallView, ShownAuth } from '../conversation/view.ts';
import type { MessageNode } from '../ivr/flow.ts';
import type { SlotClass } from '../ivr/slot.ts';
import type { Language } from '../speech/clip.ts';

/** Digits the vault may hand out for one question; see docs/architecture.md, "Digits live in a vault". */
export interface SlotSpec {
  readonly slot: string;
  readonly maxDigits: number;
  /** Keys that end the input, e.g. `#*`. An ending key right after `maxDigits` is swallowed. */
  readonly terminators: string;
  /** Digits of a private or secret slot never leave the vault; a secret one is forgotten first, and recording pauses for it. */
  readonly slotClass: SlotClass;
  /** Short whole inputs that are told although the digits are not (`0` for a person). */
  readonly exact?: readonly string[];
  /** So long a silence of the caller ends it: by `silence`, or by `nothing` when she has not said a word. */
  readonly quietMs?: number;
}

export type TelephonyCommand =
  | { readonly kind: 'answer-leg'; readonly channelId: string }
  | { readonly kind: 'hang-up-leg'; readonly channelId: string; readonly reason: 'normal' | 'busy' | 'congestion' }
  | { readonly kind: 'watch-leg'; readonly channelId: string }
  /** A leg to a seat's phone. `answers`: at-once where its talk goes on, and the page is not to ask the agent. */
  | { readonly kind: 'create-seat-leg'; readonly channelId: string; readonly endpoint: string; readonly callerToken: NumberToken | null; readonly answers: 'by-agent' | 'at-once' }
  /** A leg to a client's phone over the trunk; the number is looked up by its token at the moment of dialling. */
  | { readonly kind: 'create-client-leg'; readonly channelId: string; readonly numberToken: NumberToken }
  /** A leg to one of the allowed destinations outside (HOTLINE_TRANSFERS), by its name. */
  | { readonly kind: 'create-outside-leg'; readonly channelId: string; readonly name: string }
  | { readonly kind: 'dial-leg'; readonly channelId: string; readonly timeoutMs: number }
  | { readonly kind: 'play'; readonly channelId: string; readonly playbackId: string; readonly language: Language; readonly clips: readonly string[] }
  | { readonly kind: 'stop-play'; readonly playbackId: string }
  | { readonly kind: 'open-slot'; readonly channelId: string; readonly spec: SlotSpec }
  /** No more keys for it; its digits stay. The vault tells what it came to. */
  | { readonly kind: 'end-slot'; readonly channelId: string; readonly slot: string }
  /** No more keys, and its digits are forgotten. */
  | { readonly kind: 'close-slot'; readonly channelId: string; readonly slot: string }
  /** Forget keys typed ahead (after an error they would be read as answers to another question). */
  | { readonly kind: 'clear-keys'; readonly channelId: string }
  | { readonly kind: 'create-bridge'; readonly bridgeId: string }
  | { readonly kind: 'add-to-bridge'; readonly bridgeId: string; readonly channelIds: readonly string[] }
  | { readonly kind: 'remove-from-bridge'; readonly bridgeId: string; readonly channelId: string }
  | { readonly kind: 'destroy-bridge'; readonly bridgeId: string }
  /** An ear at a leg: it hears both directions; `whispers`: the leg's party, and nobody else, hears who is bridged with it. */
  | { readonly kind: 'create-snoop'; readonly channelId: string; readonly ofChannelId: string; readonly whispers: boolean }
  /** What the leg says reaches nobody. */
  | { readonly kind: 'mute-leg' | 'unmute-leg'; readonly channelId: string }
  | { readonly kind: 'start-recording'; readonly channelId: string; readonly recordingId: string }
  | { readonly kind: 'stop-recording'; readonly channelId: string; readonly recordingId: string }
  /** What became of the REFER that a phone sent on this leg: the phone is told by NOTIFY. */
  | { readonly kind: 'answer-refer'; readonly channelId: string; readonly answer: ReferAnswer }
  /** Into the dialplan, which dials a destination the settings allow. */
  | { readonly kind: 'transfer'; readonly channelId: string; readonly to: string }
  /** Silence in both directions, and the time runs on. `recording-paused` says that it is so. */
  | { readonly kind: 'pause-recording'; readonly channelId: string; readonly recordingId: string; readonly pauseId: string }
  | { readonly kind: 'resume-recording'; readonly channelId: string; readonly recordingId: string };

export type ReferAnswer = 'accepted' | 'refused';

export type StoreCommand =
  | { readonly kind: 'enter-queue'; readonly entryId: string; readonly queue: string; readonly enteredAt: number; readonly priority: number; readonly excludeSeries: readonly string[]; readonly prefer?: { readonly agentId: string; readonly untilAt: number } }
  /** Her place is written down and she is called when it is her turn. `place-kept` answers. */
  | { readonly kind: 'keep-place'; readonly entryId: string; readonly queue: string; readonly enteredAt: number; readonly priority: number }
  | { readonly kind: 'leave-queue'; readonly entryId: string; readonly reason: 'connected' | 'abandoned' | 'overflow' | 'refused' | 'key' }
  /** Back to the old place: the sort key stays the original time. */
  | { readonly kind: 'return-to-queue'; readonly entryId: string; readonly reservationId: string }
  /** One seat is reserved by its row, ready or not at all; the answer is `seat-offered` (by the inbox) or `seat-refused`. */
  | { readonly kind: 'reserve-seat'; readonly seatId: string; readonly reservationId: string; readonly entryId: string; readonly queue: string }
  | { readonly kind: 'ask-place'; readonly entryId: string }
  | { readonly kind: 'tell-seat'; readonly seatId: string; readonly reservationId: string; readonly event: SeatNews }
  | { readonly kind: 'send-pop'; readonly seatId: string; readonly reservationId: string; readonly pop: Pop }
  /** How the call stands, for the page of its seat. */
  | { readonly kind: 'show-call'; readonly seatId: string; readonly view: CallView }
  | { readonly kind: 'identify-client'; readonly numberToken: NumberToken }
  | LookUpCommand
  /** The ledger says first that a recording is due, then it is started. */
  | { readonly kind: 'expect-recording'; readonly recordingId: string; readonly of: 'talk' | 'message'; readonly seatId: string | null; readonly caseId: string | null; readonly attemptId: string | null }
  /** The sound file is complete (or will be at hang-up): a worker seals it. */
  | { readonly kind: 'seal-recording'; readonly recordingId: string }
  | { readonly kind: 'note-recording-gap'; readonly recordingId: string; readonly reason: string }
  /** What a caller left after the tone becomes a case; its sound is the recording. */
  | { readonly kind: 'file-message'; readonly recordingId: string; readonly box: MessageNode['box']; readonly durationMs: number }
  | { readonly kind: 'note-attempt'; readonly attemptId: string; readonly event: AttemptNews };

/**
 * One question to the back office or the house. `held`: argument -> vault slot whose digits it is; the performer resolves them at
 * the last moment. `requestId` is the idempotency key of an act.
 */
export interface LookUpCommand {
  readonly kind: 'look-up';
  readonly requestId: string;
  readonly operation: string;
  readonly args: Readonly<Record<string, string>>;
  readonly held: Readonly<Record<string, string>>;
  readonly channelId: string;
  readonly timeoutMs: number;
  readonly isAct: boolean;
}

/** What a call tells the machine of a seat; the reservation proves that it still speaks of the same work. */
export type SeatNews =
  | { readonly kind: 'ring-started'; readonly ringEndsAt: number }
  | { readonly kind: 'answered' }
  | { readonly kind: 'ring-missed' }
  | { readonly kind: 'ring-failed' }
  | { readonly kind: 'released' }
  | { readonly kind: 'talk-ended'; readonly acwMs: number; readonly isPhoneLost?: boolean };

/** Steps of a dial attempt as the ledger keeps them; `dialling` is saved (flushed) before the phone is dialled. */
export type AttemptNews =
  | { readonly kind: 'dialling' }
  | { readonly kind: 'answered' }
  | { readonly kind: 'ended'; readonly outcome: AttemptOutcome };
export type AttemptOutcome = 'talked' | 'no-answer' | 'busy' | 'rejected' | 'invalid-number' | 'failed' | 'no-seat' | 'unknown';

/** Screen pop as sent to the seat's stream: ids and tokens; names and numbers are added when the desk reads it. */
export interface Pop {
  readonly callId: string;
  readonly reservationId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly queue: string;
  readonly numberToken: NumberToken | null;
  readonly dnis: string;
  /** The flow that answered, in the release the call runs on: it has the titles of the path's nodes. */
  readonly flowId: string | null;
  readonly release: number;
  readonly ivrPath: readonly string[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly clientMatches: readonly string[];
  /** Absent in pops of older servers. */
  readonly auth?: ShownAuth;
  readonly waitedMs: number;
  readonly caseId: string | null;
  readonly recordingId: string;
}

export type CallCommandBody = TelephonyCommand | StoreCommand;
export type CallCommand = CallCommandBody & { readonly id: number };
