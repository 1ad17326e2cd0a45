/** Facts as other systems hear them. A fact kind that nobody thought of here does not compile; what is ours alone says `ignore`. */
import type { EventType } from '../../contract/events.ts';
import type { CallFact } from '../../core/call/facts.ts';
import type { SeatFact } from '../../core/seat/events.ts';
import type { CallbackFact } from '../callbacks/fact.ts';
import type { RecordingFact } from '../recordings/fact.ts';
import type { FactRow, NewEvent } from './event-ports.ts';

type Data = NewEvent['data'];
interface EventWords { readonly type: EventType; readonly data: Data }
interface SubjectWords extends EventWords { readonly subject: string }
type TableOf<F extends { readonly kind: string }, Words> = { readonly [K in F['kind']]: ((fact: Extract<F, { kind: K }>, subject: string) => Words) | 'ignore' };

/** Facts of a call are told of the call; every other fact says whom it is told of. */
interface EventTable {
  readonly call: TableOf<CallFact, EventWords>;
  readonly other: TableOf<SeatFact | RecordingFact | CallbackFact, SubjectWords>;
}

const told = (type: EventType, data: Data = {}): EventWords => ({ type, data });
const ofSeat = (type: EventType, seatId: string, data: Data = {}): SubjectWords => ({ type, subject: seatId, data: { seatId, ...data } });
const ofCall = (type: EventType, callId: string, data: Data): SubjectWords => ({ type, subject: callId, data: { callId, ...data } });
const ofCase = (type: EventType, caseId: string, data: Data): SubjectWords => ({ type, subject: caseId, data: { caseId, ...data } });

const eventTable: EventTable = {
  call: {
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
    'consult-answered': ({ consultId, seatId }) => told('call.consult_started', { consultId, seatId }),
    'consult-ended': ({ consultId, seatId, end, talkMs }) => told('call.consult_ended', { consultId, seatId, end, talkMs }),
    'conference-started': ({ consultId, seatId }) => told('call.conference_started', { consultId, seatId }),
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
  },
  other: {
    'seat-state': ({ phase, reason, callId }, seatId) => {
      if (phase === 'signed-out') return ofSeat('agent.signed_out', seatId);
      if (phase === 'not-ready' && reason === 'signed-in') return ofSeat('agent.signed_in', seatId);
      return ofSeat(phase === 'reserved' ? 'agent.reserved' : 'agent.state_changed', seatId, { phase, reason, callId });
    },
    'recording-sealed': ({ callId, recordingId, durationMs, isWhole }) => ofCall('recording.sealed', callId, { recordingId, durationMs, isWhole }),
    'recording-missing': ({ callId, recordingId, reason }) => ofCall('recording.failed', callId, { recordingId, reason }),
    'callback-opened': ({ caseKind, clientId }, caseId) => ofCase('callback.opened', caseId, { kind: caseKind, clientId }),
    'callback-put-off': ({ why, nextAttemptAt }, caseId) => ofCase('callback.put_off', caseId, { why, nextAttemptAt }),
    'callback-completed': ({ attemptId, agentId }, caseId) => ofCase('callback.completed', caseId, { attemptId, agentId }),
    'callback-reviewed': ({ agentId }, caseId) => ofCase('callback.reviewed', caseId, { agentId }),
    'callback-cancelled': ({ why }, caseId) => ofCase('callback.cancelled', caseId, { reason: why }),
    'attempt-claimed': ({ caseId, callId, attemptNo }, attemptId) => ofCase('callback.attempted', caseId, { attemptId, callId, attemptNo }),
    'attempt-withdrawn': ({ caseId }, attemptId) => ofCase('attempt.outcome', caseId, { attemptId, outcome: 'failed' }),
    'attempt-settled': ({ caseId, outcome }, attemptId) => ofCase('attempt.outcome', caseId, { attemptId, outcome }),
  },
};

type Teller<F, Words> = ((fact: F, subject: string) => Words) | 'ignore' | undefined;
const tellerOf = <F, Words>(table: object, kind: string): Teller<F, Words> => (Object.hasOwn(table, kind) ? (table as Record<string, Teller<F, Words>>)[kind] : undefined);

/** null: nothing for the ears of others. */
function wordsOf({ callId, subject, fact }: FactRow): SubjectWords | null {
  if (subject !== 'call' || callId === null) {
    const teller = tellerOf<FactRow['fact'], SubjectWords>(eventTable.other, fact.kind);
    return typeof teller === 'function' ? teller(fact, subject) : null;
  }
  const teller = tellerOf<FactRow['fact'], EventWords>(eventTable.call, fact.kind);
  if (typeof teller !== 'function') return null;
  const { type, data } = teller(fact, subject);
  return { type, subject: callId, data: { callId, ...data } };
}

/** null: it is passed over. The same fact is the same event, however often it is told. */
export function eventOfFact(row: FactRow): NewEvent | null {
  const words = wordsOf(row);
  return words === null ? null : { id: `${row.callId ?? '-'}.${row.subject}.${row.seq}`, type: words.type, subject: words.subject, at: row.at, data: words.data };
}

const toldIn = (table: object): readonly string[] => Object.entries(table).filter(([, teller]) => teller !== 'ignore').map(([kind]) => kind);
export const toldKinds = { call: toldIn(eventTable.call), other: toldIn(eventTable.other) };
