/** What `./hotline callback` prints: lines for people, one object for programs. */
import type { TrailStep } from '../app/callbacks/ports.ts';
import type { OpenedCase, RequestAnswer } from '../app/callbacks/request.ts';
import type { CallbackKind } from '../core/callback/rules.ts';

/** scheduled: no phone may ring now; not-reached: this try is over, the case goes on later. */
export type CallbackOutcome = 'completed' | 'not-reached' | 'cancelled' | 'scheduled' | 'time-out' | 'not-followed';

const zoneOffsetMs = 8 * 3_600_000;
/** `2026-11-23 10:00` in China. */
export const inBusinessTime = (epochMs: number): string => new Date(epochMs + zoneOffsetMs).toISOString().slice(0, 16).replace('T', ' ');

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(6)} s`;
const seatOf = (step: TrailStep): string => `seat ${step.seatId?.replace(/^s-/, '') ?? '?'}`;
const lengthOf = (frames: number | undefined): string => (frames === undefined ? '' : `, ${(frames / 8_000).toFixed(1)} s of both sides`);

const texts: Readonly<Record<TrailStep['kind'], (step: TrailStep) => string>> = {
  opened: () => 'case opened',
  'attempt-claimed': (step) => `attempt ${step.attemptNo ?? '?'} is in the ledger, call ${step.callId ?? '?'}`,
  'seat-offered': (step) => `offered to ${seatOf(step)}, the agent sees who it is`,
  'ring-missed': (step) => `${seatOf(step)} did not answer`,
  'seat-answered': (step) => `${seatOf(step)} answered`,
  'client-dialled': () => "the client's phone is dialled",
  'client-answered': () => 'the client answered',
  connected: () => 'they talk, both sides are recorded',
  'talk-ended': (step) => `talk ended after ${((step.talkMs ?? 0) / 1000).toFixed(1)} s`,
  'attempt-ended': (step) => `attempt ended: ${step.outcome ?? '?'}`,
  'recording-sealed': (step) => `recording sealed${lengthOf(step.frames)}, SHA-256 ${step.sha256?.slice(0, 16) ?? '?'}...`,
  'recording-missing': () => 'recording is MISSING: the ledger notes the gap',
  'put-off': (step) => (step.nextAttemptAt === undefined ? 'put off' : `next try ${inBusinessTime(step.nextAttemptAt)}`),
  completed: () => 'completed',
  cancelled: (step) => `cancelled: ${step.why ?? '?'}`,
};

export const describeStep = (step: TrailStep, startedAt: number): string => `${inSeconds(Math.max(0, step.at - startedAt))}  ${texts[step.kind](step)}`;

/** Nothing has moved for a while: what it is waiting for, and what to do. */
export function hintFor(last: TrailStep | null): string {
  switch (last?.kind) {
    case undefined:
    case 'opened':
      return '          ... not claimed yet. Is the worker running? ./hotline status';
    case 'attempt-claimed':
    case 'ring-missed':
      return '          ... waiting for a ready seat of a lawful series: ./hotline seat 1001 --auto-answer';
    case 'seat-offered':
      return '          ... the seat rings';
    case 'client-dialled':
      return "          ... the client's phone rings";
    default:
      return '          ...';
  }
}

type Refusal = Extract<RequestAnswer, { kind: 'refused' }>;

export function describeRefusal({ code, caseId }: Refusal, kind: CallbackKind): string {
  switch (code) {
    case 'CLIENT_NOT_FOUND':
      return 'No such client. Give an id, a client number or one of the phone numbers, such as 13800138000.';
    case 'CLIENT_NOT_UNIQUE':
      return 'More than one client has this number. Give the client number.';
    case 'CLIENT_HAS_NO_NUMBER':
      return 'The client has no phone number.';
    case 'CALLBACK_PENDING':
      return `A ${kind} callback of this client is open already: case ${caseId ?? '?'}.`;
    default:
      return code satisfies never;
  }
}

export interface CallbackReport {
  readonly caseId: string;
  readonly clientId: string;
  readonly kind: CallbackKind;
  readonly outcome: CallbackOutcome;
  /** Business time of the next dial, where one is planned. */
  readonly nextAttemptAt: string | null;
  readonly callId: string | null;
  readonly recordingId: string | null;
  readonly sha256: string | null;
  readonly recordedMs: number | null;
  readonly steps: readonly (Omit<TrailStep, 'at'> & { readonly atMs: number })[];
}

export function reportOf(opened: OpenedCase, followed: { kind: CallbackKind; outcome: CallbackOutcome; steps: readonly TrailStep[] }): CallbackReport {
  const { kind, outcome, steps } = followed;
  const sealed = steps.findLast((step) => step.kind === 'recording-sealed');
  const planned = outcome === 'scheduled' ? opened.nextAttemptAt : steps.findLast((step) => step.kind === 'put-off')?.nextAttemptAt;
  const startedAt = steps[0]?.at ?? 0;
  return {
    caseId: opened.caseId,
    clientId: opened.clientId,
    kind,
    outcome,
    nextAttemptAt: outcome === 'completed' || planned === undefined ? null : inBusinessTime(planned),
    callId: steps.findLast((step) => step.callId !== undefined)?.callId ?? null,
    recordingId: sealed?.recordingId ?? null,
    sha256: sealed?.sha256 ?? null,
    recordedMs: sealed?.frames === undefined ? null : Math.round(sealed.frames / 8),
    steps: steps.map(({ at, ...step }) => ({ atMs: Math.max(0, at - startedAt), ...step })),
  };
}
