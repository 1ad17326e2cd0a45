/** The desk's ports in memory: small, strict, and with a switch that takes the store away. */
import type { ContactGapsAsk } from '../../../src/contract/brokerage/contact-gaps.ts';
import type { ContactGapsOffice } from '../../../src/app/desk/contact-gaps.ts';
import type { ServiceFileOffice } from '../../../src/app/desk/service-file.ts';
import type { Talk } from '../../../src/contract/desk/monitor.ts';
import type { InboxStore, StoredCase } from '../../../src/app/desk/inbox.ts';
import type { AccessAction, Agent, CallReads, ClientCard, ListedCall, RecordingStatus, Session, SignInGuard } from '../../../src/app/desk/ports.ts';
import type { DeskDeps } from '../../../src/app/desk/desk.ts';
import type { SeatRow, SeatStore } from '../../../src/app/ports.ts';
import type { TrailEntry } from '../../../src/app/trail/ports.ts';
import type { SeatState } from '../../../src/core/seat/state.ts';
import type { StreamRow } from '../../../src/app/desk/ports.ts';
import { Readable } from 'node:stream';
import { createFakeDispositions, createFakePagePhones, type FiledDisposition } from './fake-call-control.ts';

export interface FakeSeat {
  seatId: string;
  agentId: string;
  extension: string;
  state: SeatState;
  version: number;
  since: number;
  isDeviceOnline: boolean | null;
  pageId: string | null;
}

export interface FakeCase extends Omit<StoredCase, 'state' | 'takenBy' | 'takenById'> {
  state: StoredCase['state'];
  takenBy: string | null;
  takenById: string | null;
  result?: string;
}

export interface FakeRecording {
  recordingId: string;
  callId: string;
  agentId: string;
  isMessage?: boolean;
  status: RecordingStatus;
  wav: Buffer;
}

export class StoreUnavailable extends Error {
  readonly code = 'STORE_UNAVAILABLE';
  readonly retryable = true;
}

export interface FakeAudit {
  at: number;
  action: AccessAction;
  agentId: string | null;
  subjectId: string | null;
  requestId: string;
}

export function createFakeStores() {
  const data = {
    isAway: false,
    agents: [] as (Agent & { passwordHash: string })[],
    seats: [] as FakeSeat[],
    clients: [] as ClientCard[],
    numbers: new Map<string, string>(),
    calls: [] as (ListedCall & { agentId: string | null; clientIds: string[] })[],
    recordings: [] as FakeRecording[],
    cases: [] as FakeCase[],
    /** What it answers of clients who lack a way of contact, and what it was asked. */
    gaps: { kind: 'unavailable', reason: 'down' } as Awaited<ReturnType<ContactGapsOffice['contactGaps']>>,
    gapsAsked: [] as ContactGapsAsk[],
    /** What the back office answers of each client; others it does not know. */
    office: new Map<string, Awaited<ReturnType<ServiceFileOffice['serviceFile']>>>(),
    streams: new Map<string, StreamRow[]>(),
    audit: [] as FakeAudit[],
    /** Newest first. */
    trail: [] as TrailEntry[],
    sessions: new Map<string, Session>(),
    /** Agents with that role. */
    supervisors: new Set<string>(),
    talks: [] as Talk[],
    dispositions: [] as FiledDisposition[],
  };
  const failures = new Map<string, { count: number; firstAt: number; lockedUntil: number | null }>();

  const there = () => {
    if (data.isAway) throw new StoreUnavailable('away');
  };

  function append(stream: string, row: { kind: string; at: number; body: unknown }): void {
    const rows = data.streams.get(stream) ?? [];
    data.streams.set(stream, rows);
    rows.push({ stream, n: rows.length + 1, ...row });
  }

  const guard: SignInGuard = {
    async lockedUntil(loginKey, at) {
      there();
      const until = failures.get(loginKey)?.lockedUntil ?? null;
      return until !== null && until > at ? until : null;
    },
    async noteFailure({ loginKey, at, maxFailures, windowMs, lockMs }) {
      there();
      const before = failures.get(loginKey);
      const counted = before === undefined || at - before.firstAt > windowMs ? { count: 0, firstAt: at, lockedUntil: null } : before;
      const count = counted.count + 1;
      const lockedUntil = count >= maxFailures ? at + lockMs : null;
      failures.set(loginKey, { count: lockedUntil === null ? count : 0, firstAt: counted.firstAt, lockedUntil });
      return lockedUntil;
    },
    async clear(loginKey) {
      failures.delete(loginKey);
    },
  };

  const seatStore: SeatStore = {
    async find(seatId) {
      there();
      return row(data.seats.find((seat) => seat.seatId === seatId));
    },
    async byExtension(extension) {
      return row(data.seats.find((seat) => seat.extension === extension));
    },
    async save({ seatId, version, state, at, fact }) {
      there();
      const seat = data.seats.find((each) => each.seatId === seatId);
      if (seat === undefined || seat.version !== version) return false;
      if (seat.state.phase !== state.phase || JSON.stringify(seat.state) !== JSON.stringify(state)) {
        if (seat.state.phase !== state.phase || 'reason' in state) seat.since = at;
      }
      seat.state = state;
      seat.version += 1;
      append(`seat:${seatId}`, { kind: 'seat-state', at, body: fact });
      return true;
    },
    reserve: async () => ({ kind: 'refused', code: 'SEAT_UNKNOWN' }),
    async message(seatId, { kind, body }, at) {
      append(`seat:${seatId}`, { kind, at, body });
    },
  };

  const calls: CallReads = {
    async page({ agentId, before, limit }) {
      there();
      return data.calls
        .filter((call) => agentId === null || call.agentId === agentId)
        .filter((call) => before === null || call.startedAt < before.startedAt || (call.startedAt === before.startedAt && call.callId < before.callId))
        .toSorted((one, other) => other.startedAt - one.startedAt || other.callId.localeCompare(one.callId))
        .slice(0, limit);
    },
    async previous({ clientIds, exceptCallId, limit }) {
      there();
      return data.calls
        .filter((call) => call.callId !== exceptCallId && call.clientIds.some((id) => clientIds.includes(id)))
        .toSorted((one, other) => other.startedAt - one.startedAt)
        .slice(0, limit);
    },
  };

  const deps: Omit<DeskDeps, 'changer' | 'now' | 'sessionKey' | 'askCall' | 'sendKeys' | 'tellCall' | 'phones' | 'wakeups' | 'routing' | 'businessNow'> = {
    flows: { flow: () => null },
    trail: {
      page: async ({ before, limit, clientId, callId }) => {
        there();
        return data.trail.filter((entry) => (before === null || entry.id < before) && (clientId === null || entry.clientId === clientId) && (callId === null || entry.callId === callId)).slice(0, limit);
      },
    },
    oversight: {
      isLiveCall: async (callId) => data.seats.some(({ state }) => 'reservation' in state && state.reservation.callId === callId),
      talks: async () => data.talks,
      isSupervisor: async (agentId) => data.supervisors.has(agentId),
      async find(seatId) {
        const seat = data.seats.find((one) => one.seatId === seatId);
        return seat === undefined ? null : { ...seat, licensedUntil: 4e12, queues: ['service'], exchange: null };
      },
    },
    dispositions: createFakeDispositions(data),
    pagePhones: createFakePagePhones(data.seats, append),
    agents: {
      async byLogin(login) {
        there();
        return data.agents.find((agent) => agent.login === login) ?? null;
      },
    },
    guard,
    sessions: {
      async open({ sessionKey, agentId, at, expiresAt }) {
        const found = data.agents.find((agent) => agent.agentId === agentId);
        if (found === undefined) throw new Error('no such agent');
        const { passwordHash: _, ...agent } = found;
        data.sessions.set(sessionKey, { sessionKey, agent, openedAt: at, expiresAt });
      },
      async find(sessionKey, at) {
        there();
        const session = data.sessions.get(sessionKey);
        return session !== undefined && session.expiresAt > at ? session : null;
      },
      async close(sessionKey) {
        data.sessions.delete(sessionKey);
      },
    },
    inbox: fakeInbox(data.cases),
    office: {
      serviceFile: async ({ clientId }) => data.office.get(clientId) ?? { kind: 'not-found' },
      contactGaps: async (ask) => {
        data.gapsAsked.push(ask);
        return data.gaps;
      },
    },
    clientCases: { ofClient: async (_, limit) => data.cases.slice(0, limit).map(({ caseNo, box, state, filedAt }) => ({ caseNo, box, state, filedAt })) },
    audit: { note: async (entry) => void data.audit.push(entry) },
    seats: {
      async ofAgent(agentId) {
        there();
        return data.seats
          .filter((seat) => seat.agentId === agentId)
          .map(({ version: _, ...seat }) => ({ ...seat, streamN: data.streams.get(`seat:${seat.seatId}`)?.length ?? 0 }));
      },
    },
    streams: {
      async read(stream, after, limit) {
        there();
        return (data.streams.get(stream) ?? []).filter((each) => each.n > after).slice(0, limit);
      },
      async heads(streams) {
        there();
        return new Map(streams.map((stream) => [stream, data.streams.get(stream)?.length ?? 0]));
      },
      async latest(stream, kind) {
        return (data.streams.get(stream) ?? []).findLast((each) => each.kind === kind) ?? null;
      },
    },
    destinations: { seats: async () => data.seats.map(({ seatId, extension, agentId, state }) => ({ seatId, extension, agentName: data.agents.find((agent) => agent.agentId === agentId)?.name ?? '', phase: state.phase })), queues: async () => ['general', 'callback'] },
    outside: { 'branch-1': '02161234567' },
    clients: { byIds: async (ids) => ids.flatMap((id) => data.clients.filter((client) => client.clientId === id)) },
    numbers: { reveal: async (token) => data.numbers.get(token) ?? null },
    calls,
    recordings: {
      async find(recordingId) {
        const found = data.recordings.find((each) => each.recordingId === recordingId);
        if (found === undefined) return null;
        const { wav: _, ...rest } = found;
        return rest;
      },
    },
    files: {
      async open(recordingId, range) {
        const found = data.recordings.find((each) => each.recordingId === recordingId);
        return found === undefined ? null : { wav: Readable.from(pieces(range === undefined ? found.wav : found.wav.subarray(range.start, range.end + 1), 4_096)), size: found.wav.length };
      },
    },
  };
  return { data, deps, seatStore, append };
}

function fakeInbox(cases: FakeCase[]): InboxStore {
  const move = async (caseId: string, allows: (one: FakeCase) => boolean, change: Partial<FakeCase>): Promise<boolean> => {
    const found = cases.find((one) => one.caseId === caseId && allows(one));
    if (found !== undefined) Object.assign(found, change);
    return found !== undefined;
  };
  return {
    list: async (limit) => cases.slice(0, limit),
    find: async (caseId) => cases.find((one) => one.caseId === caseId) ?? null,
    take: ({ caseId, agentId }) => move(caseId, ({ state, takenById }) => state === 'open' || takenById === agentId, { state: 'taken', takenById: agentId, takenBy: agentId }),
    close: ({ caseId, agentId, result }) => move(caseId, ({ state, takenById }) => state === 'taken' && takenById === agentId, { state: 'closed', result }),
  };
}

function row(seat: FakeSeat | undefined): SeatRow | null {
  return seat === undefined ? null : { seatId: seat.seatId, agentId: seat.agentId, extension: seat.extension, state: seat.state, version: seat.version, pageId: seat.pageId };
}

function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
