/** Facts of a call: past tense, ids and tokens only, never contents. The audit log and every report come from them. */
import type { AttemptOutcome } from './commands.ts';
import type { GuestEnd } from '../conversation/guest-state.ts';
import type { MonitorEnd, MonitorMode } from '../conversation/monitor-state.ts';
import type { OverflowWhy, WaitingAct } from '../waiting/rules.ts';
import type { CheckResult } from './state.ts';

export type CallFact =
  | { readonly kind: 'call-arrived'; readonly direction: 'inbound' | 'outbound'; readonly numberToken: string | null; readonly dnis: string }
  | { readonly kind: 'flow-entered'; readonly flowId: string; readonly flowVersion: number }
  | { readonly kind: 'node-entered'; readonly node: string }
  | { readonly kind: 'no-input'; readonly node: string; readonly count: number }
  | { readonly kind: 'no-match'; readonly node: string; readonly count: number }
  | { readonly kind: 'looked-up'; readonly operation: string; readonly result: 'found' | 'not-found' | 'refused' | 'failed' | 'lost'; readonly reason: string | null }
  | { readonly kind: 'nothing-found'; readonly node: string; readonly count: number }
  | { readonly kind: 'authenticated'; readonly level: string; readonly method: string | null; readonly clientId: string | null }
  | { readonly kind: 'language-chosen'; readonly language: string }
  | { readonly kind: 'ivr-limit-reached'; readonly limit: 'time' | 'visits'; readonly node: string }
  | { readonly kind: 'message-left'; readonly box: string; readonly recordingId: string; readonly durationMs: number }
  | { readonly kind: 'message-empty'; readonly box: string; readonly recordingId: string }
  | { readonly kind: 'transferred'; readonly to: string }
  | { readonly kind: 'client-identified'; readonly matches: readonly string[] }
  | { readonly kind: 'caller-queued'; readonly queue: string; readonly entryId: string; readonly priority?: number }
  /** The wait that was told first: its error is found when she is connected. */
  | { readonly kind: 'wait-told'; readonly queue: string; readonly place: number; readonly waitMs: number }
  | { readonly kind: 'overflowed'; readonly queue: string; readonly why: OverflowWhy; readonly to: string; readonly waitedMs: number }
  | { readonly kind: 'waiting-key'; readonly queue: string; readonly act: WaitingAct; readonly waitedMs: number }
  | { readonly kind: 'place-kept'; readonly queue: string; readonly waitedMs: number }
  | { readonly kind: 'place-not-kept'; readonly queue: string; readonly why: string }
  | { readonly kind: 'seat-offered'; readonly seatId: string; readonly reservationId: string }
  | { readonly kind: 'ring-started'; readonly seatId: string; readonly channelId: string }
  | { readonly kind: 'ring-missed'; readonly seatId: string }
  | { readonly kind: 'ring-failed'; readonly seatId: string; readonly cause: number | null }
  | { readonly kind: 'seat-answered'; readonly seatId: string }
  | { readonly kind: 'client-dialled'; readonly channelId: string }
  | { readonly kind: 'client-answered'; readonly channelId: string }
  | { readonly kind: 'connected'; readonly seatId: string; readonly recordingId: string; readonly waitedMs: number }
  | { readonly kind: 'recording-gap'; readonly recordingId: string; readonly reason: string }
  | { readonly kind: 'abandoned'; readonly queue: string; readonly waitedMs: number }
  | { readonly kind: 'held'; readonly seatId: string }
  | { readonly kind: 'retrieved'; readonly seatId: string; readonly heldMs: number }
  | { readonly kind: 'muted' | 'unmuted'; readonly seatId: string }
  /** That she pressed keys for the other side; which ones is known to nobody. */
  | { readonly kind: 'keys-sent'; readonly seatId: string }
  | { readonly kind: 'check-started'; readonly seatId: string }
  | { readonly kind: 'check-ended'; readonly seatId: string; readonly result: CheckResult; readonly tookMs: number }
  /** The agent's page (or its phone) went away in mid-talk; the client hears music. */
  | { readonly kind: 'seat-away'; readonly seatId: string }
  | { readonly kind: 'seat-back'; readonly seatId: string; readonly awayMs: number }
  | { readonly kind: 'seat-leg-lost'; readonly seatId: string; readonly cause: number | null }
  | { readonly kind: 'consult-asked'; readonly consultId: string; readonly mode: 'blind' | 'consult'; readonly to: 'seat' | 'outside'; readonly name: string }
  | { readonly kind: 'consult-answered'; readonly consultId: string; readonly seatId: string | null; readonly recordingId: string }
  /** What the guest talked is hers, whoever leads the call afterwards. */
  | { readonly kind: 'consult-ended'; readonly consultId: string; readonly seatId: string | null; readonly end: GuestEnd; readonly talkMs: number }
  | { readonly kind: 'conference-started' | 'swapped'; readonly consultId: string; readonly seatId: string }
  | { readonly kind: 'transferred-to-seat'; readonly fromSeatId: string; readonly seatId: string; readonly how: 'consult' | 'ringing' | 'blind' | 'taken-over' }
  /** A supervisor at `bySeatId` listens to the talk of `seatId`, whispers, or has barged in. */
  | { readonly kind: 'monitor-started' | 'monitor-changed'; readonly monitorId: string; readonly seatId: string; readonly bySeatId: string; readonly mode: MonitorMode }
  | { readonly kind: 'monitor-ended'; readonly monitorId: string; readonly seatId: string; readonly bySeatId: string; readonly mode: MonitorMode; readonly end: MonitorEnd }
  | { readonly kind: 'outside-answered'; readonly name: string }
  | { readonly kind: 'outside-ended'; readonly name: string; readonly talkMs: number }
  /** `transfer`: she handed the client on. */
  | { readonly kind: 'talk-ended'; readonly seatId: string; readonly by: 'client' | 'seat' | 'transfer'; readonly talkMs: number }
  | { readonly kind: 'attempt-ended'; readonly attemptId: string; readonly outcome: AttemptOutcome }
  | { readonly kind: 'fault'; readonly where: string; readonly reason: string }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'call-ended'; readonly cause: number | null; readonly durationMs: number };
