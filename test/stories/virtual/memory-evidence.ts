/** Ledger of recordings and attempts over the tables in memory, with the refusals of the database's own triggers. */
import type { AttemptStore, RecordingLedger } from '../../../src/app/ports.ts';
import type { RecordingRow, SealStore } from '../../../src/app/recordings/ports.ts';
import { stepAttempt } from '../../../src/core/attempt/step.ts';
import type { AttemptRow, MemoryTables, RecordingTableRow } from './memory-tables.ts';

export function createMemoryLedger(tables: MemoryTables): RecordingLedger {
  return {
    expect: async ({ recordingId, callId, seatId, caseId, attemptId, at }) => {
      await tables.statement();
      if (!tables.recordings.has(recordingId)) tables.recordings.set(recordingId, { recordingId, callId, seatId, caseId, attemptId, startedAt: at, state: 'expected', path: null, storedSha256: null });
    },
    gap: async (recordingId, reason) => {
      await tables.statement();
      tables.gaps.push({ recordingId, reason });
    },
  };
}

function talkEndedAt(tables: MemoryTables, { callId, startedAt, recordingId, seatId }: RecordingTableRow): number | null {
  const left = tables.facts.find(({ fact }) => (fact.kind === 'message-left' || fact.kind === 'message-empty') && fact.recordingId === recordingId);
  if (seatId === null) return left?.at ?? tables.history.get(callId)?.endedAt ?? null;
  const end = tables.facts.find((one) => one.callId === callId && one.fact.kind === 'talk-ended' && one.at >= startedAt);
  return end?.at ?? tables.history.get(callId)?.endedAt ?? null;
}

const shown = (tables: MemoryTables, row: RecordingTableRow): RecordingRow => ({ ...row, isCallOver: tables.history.has(row.callId), talkEndedAt: talkEndedAt(tables, row) });

export function createMemorySeals(tables: MemoryTables): SealStore {
  return {
    find: async (recordingId) => {
      await tables.statement();
      const row = tables.recordings.get(recordingId);
      return row === undefined ? null : shown(tables, row);
    },
    seal: async ({ recordingId, path, storedSha256 }) => {
      await tables.statement();
      const row = tables.recordings.get(recordingId);
      if (row === undefined || row.state === 'sealed') return false;
      Object.assign(row, { state: 'sealed', path, storedSha256 });
      return true;
    },
    markMissing: async (recordingId) => {
      await tables.statement();
      const row = tables.recordings.get(recordingId);
      if (row?.state !== 'expected') return false;
      row.state = 'missing';
      return true;
    },
    due: async ({ endedBefore, limit }) => {
      await tables.statement();
      return [...tables.recordings.values()].filter((row) => row.state === 'expected' && (talkEndedAt(tables, row) ?? Infinity) < endedBefore).slice(0, limit).map((row) => row.recordingId);
    },
  };
}

/** Who is at it is read from the call's own row, as the SQL does. */
function agentOf(tables: MemoryTables, { callId }: AttemptRow): { agentId: string; series: string } | null {
  const activity = tables.calls.get(callId)?.state.activity;
  const seatId = activity !== undefined && 'offer' in activity ? activity.offer?.seatId : undefined;
  return (seatId === undefined ? undefined : tables.seats.get(seatId)) ?? null;
}

export function createMemoryAttempts(tables: MemoryTables): AttemptStore {
  return {
    note: async (attemptId, news, at) => {
      await tables.statement();
      const row = tables.attempts.find((one) => one.attemptId === attemptId);
      if (row === undefined) return false;
      const stepped = stepAttempt(row.state, news);
      if ('refused' in stepped) return false;
      if (news.kind === 'dialling' && row.state.phase === 'claimed') {
        const agent = agentOf(tables, row);
        // The trigger's word: I-01.
        if (agent?.series === 'marketing') return false;
        row.dialledAt = at;
        row.agentId = agent?.agentId ?? null;
      }
      if (news.kind === 'ended') row.endedAt ??= at;
      row.state = stepped.state;
      return true;
    },
  };
}
