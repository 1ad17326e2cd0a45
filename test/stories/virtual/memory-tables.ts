/** Tables of the virtual stage: one firm's rows, in memory. The stores over them do what the real ones do to theirs. */
import { demoAgents } from '../../../src/adapters/postgres/demo/agents.ts';
import { demoClients } from '../../../src/adapters/postgres/demo/clients.ts';
import type { CaseDetails } from '../../../src/app/callbacks/ports.ts';
import type { InboxRow, StoredCall } from '../../../src/app/ports.ts';
import type { RecordingRow } from '../../../src/app/recordings/ports.ts';
import type { AttemptState } from '../../../src/core/attempt/state.ts';
import type { CallView } from '../../../src/core/conversation/view.ts';
import type { Pop } from '../../../src/core/call/commands.ts';
import type { CallFact } from '../../../src/core/call/facts.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import type { CaseState } from '../../../src/core/callback/state.ts';
import type { ReadySeat } from '../../../src/core/match/types.ts';
import type { SeatState } from '../../../src/core/seat/state.ts';

export interface EntryRow {
  readonly entryId: string;
  readonly callId: string;
  readonly queue: string;
  readonly enteredAt: number;
  readonly priority: number;
  readonly excludeSeries: readonly string[];
  readonly prefer?: { readonly agentId: string; readonly untilAt: number };
  missedBy: readonly string[];
  offer: { readonly reservationId: string; readonly seatId: string; readonly expiresAt: number } | null;
}

export interface SeatTableRow {
  readonly seatId: string;
  readonly agentId: string;
  readonly extension: string;
  series: ReadySeat['series'];
  readonly skills: ReadySeat['skills'];
  state: SeatState;
  version: number;
  isDeviceOnline: boolean;
  pops: Pop[];
  views: CallView[];
  pageId: string | null;
}

export interface KeptCallFact {
  readonly callId: string;
  readonly at: number;
  readonly fact: CallFact;
}

export interface AttemptRow {
  readonly attemptId: string;
  readonly caseId: string;
  readonly attemptNo: number;
  readonly numberToken: string;
  readonly callId: string;
  readonly claimedAt: number;
  state: AttemptState;
  dialledAt: number | null;
  endedAt: number | null;
  agentId: string | null;
}

export interface CaseRow extends Pick<CaseDetails, 'caseId' | 'clientId' | 'branchId' | 'kind' | 'dueAt' | 'kept' | 'expiresAt'> {
  state: CaseState;
}

type Live = StoredCall & { readonly epoch: number };
export type RecordingTableRow = Omit<RecordingRow, 'isCallOver' | 'talkEndedAt' | 'state' | 'path' | 'storedSha256'> & {
  readonly seatId: string | null;
  readonly attemptId: string | null;
  state: RecordingRow['state'];
  path: string | null;
  storedSha256: string | null;
};

export type MemoryTables = ReturnType<typeof createMemoryTables>;

export const seatIdOf = (extension: string): string => `s-${extension}`;

/** The demo firm's people; `now` is true time. */
export function createMemoryTables(now: () => number) {
  const seats = new Map<string, SeatTableRow>();
  for (const { extension, series, skills } of demoAgents)
    seats.set(seatIdOf(extension), { seatId: seatIdOf(extension), agentId: `agent-${extension}`, extension, series, skills, state: { phase: 'signed-out' }, version: 1, isDeviceOnline: false, pops: [], views: [], pageId: null });
  let isAway = false;
  let epoch = 0;
  return {
    now,
    calls: new Map<string, Live>(),
    history: new Map<string, { readonly endedAt: number; readonly state: CallState }>(),
    facts: [] as KeptCallFact[],
    inbox: [] as InboxRow[],
    entries: new Map<string, EntryRow>(),
    queues: new Map([['general', { ringMs: 15_000, acwMs: 5_000, maxWaitMs: 600_000 }], ['callback', { ringMs: 15_000, acwMs: 5_000, maxWaitMs: 600_000 }]]),
    seats,
    clients: demoClients,
    recordings: new Map<string, RecordingTableRow>(),
    gaps: [] as { readonly recordingId: string; readonly reason: string }[],
    cases: new Map<string, CaseRow>(),
    attempts: [] as AttemptRow[],
    epoch: () => epoch,
    raiseEpoch: () => (epoch += 1),
    setAway: (away: boolean) => {
      isAway = away;
    },
    /** Every statement begins here: the store answers, or it is away. */
    statement: async (): Promise<void> => {
      if (isAway) throw Object.assign(new Error('the store is away'), { code: 'STORE_UNAVAILABLE', retryable: true });
    },
  };
}
