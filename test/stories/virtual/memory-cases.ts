/** Callback cases over the tables in memory: each change from exactly the state it was decided on. */
import type { CaseDetails, CaseStore, NewAttempt } from '../../../src/app/callbacks/ports.ts';
import type { AttemptView } from '../../../src/core/callback/plan.ts';
import { numberTokensOf, putIntoInbox } from './memory-calls.ts';
import type { AttemptRow, CaseRow, MemoryTables } from './memory-tables.ts';

const isOpen = (row: CaseRow): boolean => row.state.phase === 'pending' || row.state.phase === 'attempting';
const attemptsOf = (tables: MemoryTables, caseId: string): AttemptRow[] => tables.attempts.filter((one) => one.caseId === caseId);

function viewOf(tables: MemoryTables, row: AttemptRow): AttemptView {
  const facts = tables.facts.filter((one) => one.callId === row.callId).map((one) => one.fact);
  const stated = facts.find((fact) => fact.kind === 'attempt-ended');
  const isWaiting = tables.inbox.some((one) => one.callId === row.callId);
  const call = tables.calls.has(row.callId) ? 'live' : tables.history.has(row.callId) ? 'over' : isWaiting ? 'waiting' : 'nowhere';
  return {
    attemptId: row.attemptId, numberToken: row.numberToken, state: row.state, claimedAt: row.claimedAt, dialledAt: row.dialledAt, endedAt: row.endedAt, call,
    evidence: {
      wasDialled: facts.some((fact) => fact.kind === 'client-dialled'), wasConnected: facts.some((fact) => fact.kind === 'connected'), stated: stated?.outcome ?? null,
    },
    recordings: [...tables.recordings.values()].filter((one) => one.attemptId === row.attemptId)
      .map(({ recordingId, state, seatId }) => ({ recordingId, state, agentId: tables.seats.get(seatId ?? '')?.agentId ?? null })),
  };
}

export function findCase(tables: MemoryTables, caseId: string): CaseDetails | null {
  const row = tables.cases.get(caseId);
  if (row === undefined) return null;
  const attempts = attemptsOf(tables, caseId).map((one) => viewOf(tables, one));
  const numbers = numberTokensOf(tables, row.clientId);
  return { ...row, numbers: row.kept === undefined ? numbers : [row.kept.numberToken, ...numbers.filter((token) => token !== row.kept?.numberToken)], attempts };
}

function claim(tables: MemoryTables, wanted: NewAttempt): 'claimed' | 'lost' | 'number-busy' | 'enough-waiting' {
  const { caseId, attemptId, callId, attemptNo, numberToken, queue, excludeSeries, callerDnis, at, kept } = wanted;
  const row = tables.cases.get(caseId);
  const fitting = [...tables.seats.values()].filter((seat) => seat.state.phase === 'ready' && !excludeSeries.includes(seat.series) && seat.skills.some((skill) => skill.queue === queue));
  if (kept === undefined && tables.attempts.filter((one) => one.state.phase === 'claimed').length >= Math.max(1, fitting.length)) return 'enough-waiting';
  if (row?.state.phase !== 'pending' || attemptsOf(tables, caseId).some((one) => one.state.phase !== 'ended' || one.attemptNo >= attemptNo)) return 'lost';
  if (tables.attempts.some((one) => one.numberToken === numberToken && one.state.phase !== 'ended')) return 'number-busy';
  row.state = { phase: 'attempting', attemptId };
  tables.attempts.push({ attemptId, caseId, attemptNo, numberToken, callId, claimedAt: at, state: { phase: 'claimed' }, dialledAt: null, endedAt: null, agentId: null });
  putIntoInbox(tables, callId, { kind: 'callback-claimed', at, businessAt: at, caseId, attemptId, clientId: row.clientId, numberToken, queue, excludeSeries, callerDnis, ...(kept === undefined ? {} : { kept: { enteredAt: kept.enteredAt, priority: kept.priority } }) });
  return 'claimed';
}

function complete(tables: MemoryTables, { caseId, attemptId, agentId }: Parameters<CaseStore['complete']>[0]): Awaited<ReturnType<CaseStore['complete']>> {
  const row = tables.cases.get(caseId);
  if (row === undefined || !isOpen(row)) return { kind: 'lost' };
  // The triggers of the database: E-02, I-01.
  if (![...tables.recordings.values()].some((one) => one.attemptId === attemptId && one.state === 'sealed')) return { kind: 'refused', code: 'RECORDING_NOT_SEALED' };
  if ([...tables.seats.values()].find((seat) => seat.agentId === agentId)?.series === 'marketing') return { kind: 'refused', code: 'SERIES_NOT_ALLOWED' };
  row.state = { phase: 'completed', attemptId, agentId };
  return { kind: 'completed' };
}

export function createMemoryCases(tables: MemoryTables): CaseStore {
  return {
    open: async ({ caseId, clientId, kind, dueAt, nextAttemptAt, kept }) => {
      await tables.statement();
      const client = tables.clients.find((one) => one.clientId === clientId);
      if (client === undefined) return { kind: 'no-client' };
      const existing = [...tables.cases.values()].find((row) => isOpen(row) && ((row.clientId === clientId && row.kind === kind) || (kept !== undefined && row.kept?.numberToken === kept.numberToken)));
      if (existing !== undefined) return { kind: 'exists', caseId: existing.caseId };
      tables.cases.set(caseId, { caseId, clientId, branchId: client.branch, kind, dueAt, state: { phase: 'pending', nextAttemptAt }, ...(kept === undefined ? {} : { kept, expiresAt: dueAt }) });
      return { kind: 'opened' };
    },
    find: async (caseId) => {
      await tables.statement();
      return findCase(tables, caseId);
    },
    claim: async (wanted) => {
      await tables.statement();
      return claim(tables, wanted);
    },
    withdraw: async (attemptId, at) => {
      await tables.statement();
      const row = tables.attempts.find((one) => one.attemptId === attemptId);
      const mail = tables.inbox.findIndex((one) => one.callId === row?.callId);
      if (row?.state.phase !== 'claimed' || mail < 0 || tables.calls.has(row.callId)) return false;
      tables.inbox.splice(mail, 1);
      Object.assign(row, { state: { phase: 'ended', outcome: 'failed' }, endedAt: at });
      return true;
    },
    settle: async ({ attemptId, from, outcome, at }) => {
      await tables.statement();
      const row = tables.attempts.find((one) => one.attemptId === attemptId);
      if (row?.state.phase !== from.phase) return false;
      Object.assign(row, { state: { phase: 'ended', outcome }, endedAt: row.endedAt ?? at });
      return true;
    },
    move: async ({ caseId, from, to }) => {
      await tables.statement();
      const row = tables.cases.get(caseId);
      const isFrom = row?.state.phase === from.phase && (from.phase !== 'attempting' || attemptsOf(tables, caseId).at(-1)?.attemptId === from.attemptId);
      if (row === undefined || !isFrom) return false;
      row.state = to;
      return true;
    },
    complete: async (proof) => {
      await tables.statement();
      return complete(tables, proof);
    },
    due: async ({ at, businessAt, limit }) => {
      await tables.statement();
      const isDue = (row: CaseRow): boolean => {
        if (row.state.phase === 'pending') return row.state.nextAttemptAt <= Math.max(at, businessAt);
        const last = attemptsOf(tables, row.caseId).at(-1);
        return row.state.phase === 'attempting' && (last === undefined || last.state.phase === 'ended' || !tables.calls.has(last.callId));
      };
      return [...tables.cases.values()].filter(isDue).sort((a, b) => a.dueAt - b.dueAt).slice(0, limit).map((row) => row.caseId);
    },
    caseOfAttempt: async (attemptId) => {
      await tables.statement();
      return tables.attempts.find((one) => one.attemptId === attemptId)?.caseId ?? null;
    },
  };
}
