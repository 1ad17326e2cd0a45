/** What calling clients back needs from the world, beside app/ports.ts. A no is a value; a store that is away throws. */
import type { AttemptState } from '../../core/attempt/state.ts';
import type { AttemptOutcome } from '../../core/call/commands.ts';
import type { CallbackKind } from '../../core/callback/rules.ts';
import type { CaseState } from '../../core/callback/state.ts';
import type { NumberToken } from '../../core/machine.ts';
import type { CaseView } from '../../core/callback/plan.ts';

export interface CaseDetails extends CaseView {
  readonly clientId: string;
  readonly branchId: string;
  readonly kind: string;
  /** Deadline of the case, business time (epoch ms). */
  readonly dueAt: number;
  readonly kept?: KeptPlace;
}

export interface NewCase {
  readonly caseId: string;
  readonly clientId: string;
  readonly kind: CallbackKind;
  readonly at: number;
  readonly dueAt: number;
  readonly nextAttemptAt: number;
  /** A place in a queue that is kept for her. */
  readonly kept?: KeptPlace;
}

/** The queue, the time she first came, her steps of priority: with them the call back waits in her stead. */
export interface KeptPlace {
  readonly queue: string;
  readonly enteredAt: number;
  readonly priority: number;
  /** She is called where she called from. */
  readonly numberToken: NumberToken;
}

export interface NewAttempt {
  readonly caseId: string;
  readonly attemptId: string;
  readonly callId: string;
  readonly attemptNo: number;
  readonly numberToken: string;
  readonly queue: string;
  readonly excludeSeries: readonly string[];
  readonly callerDnis: string;
  readonly kept?: KeptPlace;
  readonly at: number;
}

/**
 * lost: somebody else moved the case. number-busy: another attempt to this number is live. no-server: no server is there to
 * take it. enough-waiting: as many attempts wait for a seat as seats are free.
 */
export type ClaimResult = 'claimed' | 'lost' | 'number-busy' | 'no-server' | 'enough-waiting';

/** The database's own refusals: RECORDING_NOT_SEALED (E-02), SERIES_NOT_ALLOWED (I-01), TALK_NOT_FINISHED. lost: the case is not open. */
export type CompleteResult =
  | { readonly kind: 'completed' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused'; readonly code: 'RECORDING_NOT_SEALED' | 'SERIES_NOT_ALLOWED' | 'TALK_NOT_FINISHED' };

export type OpenCaseState = Extract<CaseState, { phase: 'pending' | 'attempting' }>;
/** Claims and completions have statements of their own. */
export type MovedCaseState = Extract<CaseState, { phase: 'pending' | 'cancelled' }>;

/** Every change is one flushed statement that also writes the case's fact; false or `lost`: the row had moved on. */
export interface CaseStore {
  /** One open case of a kind per client: `exists` names it. */
  open(wanted: NewCase): Promise<{ readonly kind: 'opened' } | { readonly kind: 'exists'; readonly caseId: string } | { readonly kind: 'no-client' | 'no-number' }>;
  find(caseId: string): Promise<CaseDetails | null>;
  /** Attempt row, inbox row of its call for the least busy server, case to attempting: all or nothing. */
  claim(attempt: NewAttempt): Promise<ClaimResult>;
  /** Takes the claim back while no server has it: inbox row away, attempt ended as failed. false: a server was faster. */
  withdraw(attemptId: string, at: number): Promise<boolean>;
  settle(attempt: { attemptId: string; from: AttemptState; outcome: AttemptOutcome; at: number }): Promise<boolean>;
  /** From exactly this state to that one, as core/callback/step.ts allows. `why` goes into the fact. */
  move(change: { caseId: string; from: OpenCaseState; to: MovedCaseState; why: string; at: number }): Promise<boolean>;
  complete(proof: { caseId: string; attemptId: string; agentId: string; at: number }): Promise<CompleteResult>;
  /** Cases that want a look, most urgent first: pending and due, or attempting with an attempt that is over or without a live call. */
  due(ask: { at: number; businessAt: number; limit: number }): Promise<readonly string[]>;
  caseOfAttempt(attemptId: string): Promise<string | null>;
}

/** One line of what happened to a case, for whoever follows it. Ids only. */
export interface TrailStep {
  /** True clock, epoch ms. */
  readonly at: number;
  readonly kind:
    | 'opened' | 'attempt-claimed' | 'seat-offered' | 'ring-missed' | 'seat-answered' | 'client-dialled' | 'client-answered' | 'connected'
    | 'talk-ended' | 'attempt-ended' | 'recording-sealed' | 'recording-missing' | 'put-off' | 'completed' | 'cancelled';
  readonly attemptNo?: number;
  readonly callId?: string;
  readonly seatId?: string;
  readonly outcome?: string;
  readonly why?: string;
  readonly talkMs?: number;
  readonly recordingId?: string;
  readonly sha256?: string;
  /** Sample pairs at 8 kHz. */
  readonly frames?: number;
  /** Business time, epoch ms. */
  readonly nextAttemptAt?: number;
}

export interface CaseTrail {
  /** Everything so far, in order. */
  read(caseId: string): Promise<readonly TrailStep[]>;
}

export interface ClientSearch {
  /** By id, client number or phone number: none, one, many. */
  search(text: string): Promise<readonly string[]>;
}
