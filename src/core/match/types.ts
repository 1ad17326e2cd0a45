/** What the matcher decides on: who waits, who is ready. Pure values read in one transaction. */
export interface WaitingEntry {
  readonly entryId: string;
  readonly callId: string;
  readonly queue: string;
  readonly priority: number;
  /** Sort key: the original time, kept through every return to the queue. Epoch ms. */
  readonly enteredAt: number;
  readonly excludeSeries: readonly string[];
  /** Seats that missed this entry since the last full round: asked last. */
  readonly missedBy: readonly string[];
}

export interface ReadySeat {
  readonly seatId: string;
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
