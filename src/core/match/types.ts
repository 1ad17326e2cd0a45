/** What the matcher decides on: who waits, who is ready. Pure values read in one transaction. */
export interface WaitingEntry {
  readonly entryId: string;
  readonly callId: string;
  readonly queue: string;
  /** Steps of priority, 0 for most (T-06); order.ts says what a step is worth. */
  readonly priority: number;
  /** Sort key: the original time, kept through every return to the queue. Epoch ms. */
  readonly enteredAt: number;
  readonly excludeSeries: readonly string[];
  /** Seats that missed this entry since the last full round: asked last. */
  readonly missedBy: readonly string[];
  /** The queue gives advice: only agents with a valid licence serve it. F-05 */
  readonly needsLicence: boolean;
  /** Who talked with this caller last. Absent: nobody, or the queue does not ask. */
  readonly prefer?: Preference;
}

/** Until then nobody else is asked while this agent is there (at a talk, after it, or ready): true clock, epoch ms. */
export interface Preference {
  readonly agentId: string;
  readonly untilAt: number;
  readonly isThere: boolean;
}

export interface ReadySeat {
  readonly seatId: string;
  readonly agentId: string;
  readonly extension: string;
  readonly series: 'marketing' | 'service' | 'compliance';
  readonly skills: readonly { readonly queue: string; readonly level: number }[];
  /** Ready since, epoch ms: the longest idle is asked first among equals. */
  readonly readySince: number;
  readonly version: number;
  /** End of the agent's licence, epoch ms; null: holds none. F-05. */
  readonly licensedUntil: number | null;
}

export interface Match {
  readonly entryId: string;
  readonly callId: string;
  readonly seatId: string;
  readonly seatVersion: number;
}

/** `at`: the true clock; `businessAt`: the firm's, by which licences end. */
export interface Moment {
  readonly at: number;
  readonly businessAt: number;
}

export interface MatchInput extends Moment {
  readonly entries: readonly WaitingEntry[];
  readonly seats: readonly ReadySeat[];
}
