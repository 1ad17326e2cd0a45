/** What the facts of one call come to: visits to queues, talks with seats, and what does not fit together. */

/** waiting: it has no end yet. flowed-out: left the queue by rule (overflow, longest wait, another queue) or by an operator. */
export type VisitOutcome = 'answered' | 'abandoned' | 'flowed-out' | 'callback' | 'waiting';

export interface Visit {
  readonly callId: string;
  /** Counts within the call. */
  readonly n: number;
  readonly queue: string;
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly outcome: VisitOutcome;
  /** Seats that were asked; a seat asked twice counts twice. */
  readonly presented: number;
  /** Who answered. */
  readonly seatId: string | null;
}

export interface Talk {
  readonly callId: string;
  readonly n: number;
  readonly seatId: string;
  readonly queue: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Within the talk, on hold. */
  readonly heldMs: number;
  readonly endedBy: 'client' | 'seat' | 'transfer' | null;
}

/** An agent asked in by the one who leads a talk: she talks with her, or with both. From her answer until she leaves, is let go, or leads. */
export interface Consult {
  readonly callId: string;
  readonly n: number;
  readonly seatId: string;
  readonly queue: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

/** talked: connected to a person; self-served: the menus gave what was asked; not-served: neither. */
export type Served = 'talked' | 'self-served' | 'not-served';

export interface CallTally {
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly served: Served;
  readonly visits: readonly Visit[];
  readonly talks: readonly Talk[];
  readonly consults: readonly Consult[];
  /** Recordings that its talks must have. */
  readonly recordingIds: readonly string[];
  /** Why its facts cannot all be true; none: they can. */
  readonly breaks: readonly string[];
}
