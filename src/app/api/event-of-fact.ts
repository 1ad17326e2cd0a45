/** Facts as other systems hear them. A fact kind that nobody thought of here does not compile; what is ours alone says `ignore`. */
import type { EventType } from '../../contract/events.ts';
import type { CallFact } from '../../core/call/facts.ts';
import { RECORDING_SUBJECT, type RecordingFact } from '../recordings/fact.ts';
import type { SeatFact } from '../../core/seat/events.ts';

export interface EventWords {
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
}

type Teller<F> = (fact: F) => EventWords;
type EventTable = { readonly [K in CallFact['kind']]: Teller<Extract<CallFact, { kind: K }>> | 'ignore' };

const told = (type: EventType, data: EventWords['data'] = {}): EventWords => ({ type, data });

const eventTable: EventTable = {
  'call-arrived': ({ direction, numberToken, dnis }) => told('call.created', { direction, numberToken, dnis }),
  'flow-entered': 'ignore',
  'node-entered': 'ignore',
  'no-input': 'ignore',
  'no-match': 'ignore',
  'looked-up': 'ignore',
  'nothing-found': 'ignore',
  authenticated: ({ level, method, clientId }) => told('client.authenticated', { level, method, clientId }),
  'language-chosen': 'ignore',
  'ivr-limit-reached': 'ignore',
  'message-left': 'ignore',
  'message-empty': 'ignore',
  transferred: ({ to }) => told('call.transferred', { to }),
  'client-identified': ({ matches }) => told('client.identified', { clientIds: matches }),
  'caller-queued': ({ queue, entryId }) => told('queue.entered', { queue, entryId }),
  'wait-told': 'ignore',
  overflowed: ({ queue, why, to, waitedMs }) => told('queue.overflowed', { queue, why, to, waitedMs }),
  'waiting-key': 'ignore',
  'place-kept': ({ queue, waitedMs }) => told('queue.callback_requested', { queue, waitedMs }),
  'place-not-kept': 'ignore',
  'seat-offered': ({ seatId, reservationId }) => told('queue.offered', { seatId, reservationId }),
  'ring-started': ({ seatId }) => told('call.ringing', { seatId }),
  'ring-missed': ({ seatId }) => told('agent.ring_no_answer', { seatId, why: 'missed' }),
  'ring-failed': ({ seatId, cause }) => told('agent.ring_no_answer', { seatId, why: 'failed', cause }),
  'seat-answered': ({ seatId }) => told('call.answered', { seatId }),
  'client-dialled': () => told('attempt.dispatched'),
  'client-answered': () => told('attempt.answered'),
  connected: ({ seatId, recordingId, waitedMs }) => told('queue.connected', { seatId, recordingId, waitedMs }),
  'recording-gap': ({ recordingId, reason }) => told('recording.failed', { recordingId, reason }),
  abandoned: ({ queue, waitedMs }) => told('queue.abandoned', { queue, waitedMs }),
  held: ({ seatId }) => told('call.held', { seatId }),
  retrieved: ({ seatId, heldMs }) => told('call.resumed', { seatId, heldMs }),
  muted: 'ignore',
  unmuted: 'ignore',
  'keys-sent': 'ignore',
  'check-started': 'ignore',
  'check-ended': 'ignore',
  'seat-away': 'ignore',
  'seat-back': 'ignore',
  'seat-leg-lost': 'ignore',
  'talk-ended': ({ seatId, by, talkMs }) => told('call.talk_ended', { seatId, by, talkMs }),
  'consult-asked': 'ignore',
  'consult-answered': 'ignore',
  'consult-ended': 'ignore',
  'conference-started': 'ignore',
  swapped: 'ignore',
  'transferred-to-seat': ({ fromSeatId, seatId, how }) => told('call.transferred', { fromSeatId, seatId, how }),
  'monitor-started': ({ seatId, bySeatId, mode }) => told('call.monitor_started', { seatId, bySeatId, mode }),
  'monitor-changed': ({ seatId, bySeatId, mode }) => told('call.monitor_changed', { seatId, bySeatId, mode }),
  'monitor-ended': ({ seatId, bySeatId, mode, end }) => told('call.monitor_ended', { seatId, bySeatId, mode, end }),
  'outside-answered': 'ignore',
  'outside-ended': 'ignore',
  'attempt-ended': ({ attemptId, outcome }) => told('attempt.outcome', { attemptId, outcome }),
  fault: 'ignore',
  resumed: 'ignore',
  'call-ended': ({ cause, durationMs }) => told('call.ended', { cause, durationMs }),
};

function seatEvent({ phase, reason, callId }: SeatFact): EventWords {
  if (phase === 'signed-out') return told('agent.signed_out');
  if (phase === 'not-ready' && reason === 'signed-in') return told('agent.signed_in');
  return told(phase === 'reserved' ? 'agent.reserved' : 'agent.state_changed', { phase, reason, callId });
}

function recordingEvent(fact: RecordingFact): EventWords {
  const { recordingId, callId } = fact;
  return fact.kind === 'recording-sealed'
    ? told('recording.sealed', { callId, recordingId, durationMs: fact.durationMs, isWhole: fact.isWhole })
    : told('recording.failed', { callId, recordingId, reason: fact.reason });
}
const recordingKinds: readonly RecordingFact['kind'][] = ['recording-sealed', 'recording-missing'];

/** null: nothing for the ears of others. */
export function eventOfFact(subject: string, fact: { readonly kind: string }): EventWords | null {
  if (fact.kind === 'seat-state') return seatEvent(fact as SeatFact);
  if (subject.startsWith(RECORDING_SUBJECT)) return recordingKinds.some((kind) => kind === fact.kind) ? recordingEvent(fact as RecordingFact) : null;
  if (subject !== 'call' || !Object.hasOwn(eventTable, fact.kind)) return null;
  const teller = eventTable[fact.kind as CallFact['kind']] as Teller<CallFact> | 'ignore';
  return teller === 'ignore' ? null : teller(fact as CallFact);
}

export const toldKinds: readonly string[] = ['seat-state', ...recordingKinds, ...Object.entries(eventTable).filter(([, teller]) => teller !== 'ignore').map(([kind]) => kind)];
