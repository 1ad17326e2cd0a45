/** What the page's phone is, and how each thing that happens changes it. Pure: the store beside it does what follows. */

export interface PhoneState {
  /**
   * - off: the seat is signed out
   * - connecting: asks for its password, opens its socket, registers
   * - registered: it can ring
   * - refused: the server or Asterisk said no
   * - taken: another tab or another machine has the phone; `takenBy` says which
   * - asleep: the machine slept; the phone registers again
   */
  readonly registration: 'off' | 'connecting' | 'registered' | 'refused' | 'taken' | 'asleep';
  readonly takenBy: 'tab' | 'elsewhere' | null;
  readonly call: PhoneCall;
  readonly microphone: Microphone;
  /** How loud the microphone is while it is checked, 0..1; null: no check is running. */
  readonly level: number | null;
  readonly problem: PhoneProblem | null;
}

/** `callId` is null for a call that does not say which one it is. */
export type PhoneCall =
  | { readonly phase: 'none' }
  | { readonly phase: 'ringing' | 'answering' | 'talking'; readonly callId: string | null; readonly isRemoteAudio: boolean };

/** insecure: browsers open microphones only on https, or on the machine itself. */
export type Microphone = 'unknown' | 'asking' | 'ready' | 'missing' | 'denied' | 'busy' | 'insecure';

export const phoneProblems = [
  'insecure', 'microphone-missing', 'microphone-denied', 'microphone-busy', 'sound-blocked', 'taken-by-tab', 'taken-elsewhere', 'refused', 'unreachable', 'asleep',
] as const;
export type PhoneProblem = (typeof phoneProblems)[number];

export type PhoneEvent =
  | { readonly kind: 'wanted' | 'unwanted' | 'connecting' | 'registered' | 'refused' | 'unreachable' | 'woke' }
  | { readonly kind: 'taken'; readonly by: 'tab' | 'elsewhere' }
  | { readonly kind: 'rang'; readonly callId: string | null }
  | { readonly kind: 'answering' | 'talking' | 'not-answered' | 'over' | 'sound-blocked' | 'sound-plays' }
  | { readonly kind: 'microphone'; readonly microphone: Microphone }
  | { readonly kind: 'level'; readonly level: number | null };

export const emptyPhone: PhoneState = { registration: 'off', takenBy: null, call: { phase: 'none' }, microphone: 'unknown', level: null, problem: null };

const microphoneProblems: Readonly<Partial<Record<Microphone, PhoneProblem>>> = {
  insecure: 'insecure', missing: 'microphone-missing', denied: 'microphone-denied', busy: 'microphone-busy',
};

/** The problem that an agent must know of first: what keeps the phone from ringing, then what keeps her from being heard. */
function problemOf(phone: PhoneState, isUnreachable: boolean, isSoundBlocked: boolean): PhoneProblem | null {
  if (phone.registration === 'off') return null;
  if (phone.registration === 'taken') return phone.takenBy === 'tab' ? 'taken-by-tab' : 'taken-elsewhere';
  if (phone.microphone === 'insecure') return 'insecure';
  if (phone.registration === 'refused') return 'refused';
  if (phone.registration === 'asleep') return 'asleep';
  if (isUnreachable) return 'unreachable';
  return microphoneProblems[phone.microphone] ?? (isSoundBlocked ? 'sound-blocked' : null);
}

export function afterEvent(phone: PhoneState, event: PhoneEvent): PhoneState {
  const next = moved(phone, event);
  if (next === phone) return phone;
  const isUnreachable = event.kind === 'unreachable' || (phone.problem === 'unreachable' && next.registration === 'connecting');
  const isSoundBlocked = event.kind === 'sound-blocked' || (phone.problem === 'sound-blocked' && event.kind !== 'sound-plays' && next.call.phase !== 'none');
  return { ...next, problem: problemOf(next, isUnreachable, isSoundBlocked) };
}

function moved(phone: PhoneState, event: PhoneEvent): PhoneState {
  switch (event.kind) {
    case 'wanted':
      return phone.registration === 'off' ? { ...phone, registration: 'connecting' } : phone;
    case 'unwanted':
      return { ...emptyPhone, microphone: phone.microphone };
    case 'connecting':
    case 'unreachable':
      // One who slept is told so until the phone can ring again.
      return { ...phone, registration: phone.registration === 'asleep' ? 'asleep' : 'connecting', takenBy: null };
    case 'registered':
    case 'refused':
      return { ...phone, registration: event.kind, takenBy: null };
    case 'woke':
      return phone.registration === 'registered' || phone.registration === 'connecting' ? { ...phone, registration: 'asleep' } : phone;
    case 'taken':
      return { ...phone, registration: 'taken', takenBy: event.by, call: { phase: 'none' } };
    case 'microphone':
      return { ...phone, microphone: event.microphone };
    case 'level':
      return { ...phone, level: event.level };
    case 'rang':
      return { ...phone, call: { phase: 'ringing', callId: event.callId, isRemoteAudio: false } };
    case 'over':
      return phone.call.phase === 'none' ? phone : { ...phone, call: { phase: 'none' } };
    default:
      return inCall(phone, event.kind);
  }
}

function inCall(phone: PhoneState, kind: 'answering' | 'talking' | 'not-answered' | 'sound-blocked' | 'sound-plays'): PhoneState {
  const { call } = phone;
  if (call.phase === 'none') return phone;
  switch (kind) {
    case 'answering':
      return call.phase === 'ringing' ? { ...phone, call: { ...call, phase: 'answering' } } : phone;
    case 'not-answered':
      return call.phase === 'answering' ? { ...phone, call: { ...call, phase: 'ringing' } } : phone;
    case 'talking':
      return { ...phone, call: { ...call, phase: 'talking' } };
    case 'sound-plays':
    case 'sound-blocked':
      return { ...phone, call: { ...call, isRemoteAudio: kind === 'sound-plays' } };
  }
}
