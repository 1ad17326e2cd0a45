/** A house over stores in memory. */
import { createMessages } from '../../../src/app/house/case-desk.ts';
import type { Answerer } from '../../../src/app/house/answerer.ts';
import { createHouse } from '../../../src/app/house/house.ts';
import type { CallOwners, ClientCases, NewClientCase, NewNotice } from '../../../src/app/house/ports.ts';
import type { NewCase } from '../../../src/app/callbacks/ports.ts';
import type { Secret } from '../../../src/app/secret.ts';
import { firmCalendarSettings } from '../../../src/contract/firm-calendar.ts';
import { createFirmCalendar } from '../../../src/core/calendar/firm-calendar.ts';
import { DEFAULT_CALLBACK_RULES } from '../../../src/core/callback/rules.ts';
import type { LookupAnswer } from '../../../src/core/call/events.ts';

export const at = (local: string): number => Date.parse(`${local}:00+08:00`);

export interface HouseWish {
  readonly now?: string;
  readonly clientMatches?: readonly string[];
  readonly proven?: string;
  readonly numberToken?: string;
  readonly language?: 'zh-CN' | 'en';
  readonly pending?: boolean;
  readonly takenNumbers?: number;
  readonly isBackOfficeDown?: boolean;
  /** A back office that is more than a few words. */
  readonly brokerage?: Answerer;
}

const quote = { name: '贵州茅台', code: '600519', last: { mantissa: 168_888, decimals: 2 }, changePct: { mantissa: -5, decimals: 2 } };
const funds = { totalFen: 123_456, usableFen: 5, withdrawableFen: 0 };

export function createHouseWorld(wish: HouseWish = {}) {
  const { clientMatches = [], language = 'zh-CN' } = wish;
  const now = at(wish.now ?? '2026-11-23T10:00');
  const opened: NewCase[] = [];
  const jobs: object[] = [];
  const filed: NewClientCase[] = [];
  const drawn: string[] = [];
  const ratings: { callId: string; score: number }[] = [];
  const notices: NewNotice[] = [];
  const owners: CallOwners = { of: () => ({ numberToken: wish.numberToken ?? null, clientId: wish.proven ?? (clientMatches.length === 1 ? clientMatches[0] ?? null : null), language }) };
  const clock = { now: () => now, businessNow: () => now };
  let taken = wish.takenNumbers ?? 0;
  const cases: ClientCases = {
    file: async (wanted) => {
      if (filed.some(({ recordingId }) => recordingId === wanted.recordingId)) return 'exists';
      drawn.push(wanted.caseNo);
      if (taken-- > 0) return 'number-taken';
      filed.push(wanted);
      return 'filed';
    },
    byNumber: async (caseNo) => statusOf(filed.find((one) => one.caseNo === caseNo)),
    ofCall: async (callId) => statusOf(filed.findLast((one) => one.callId === callId)),
  };
  const brokerage: Answerer = wish.brokerage ?? (async ({ operation, args }): Promise<LookupAnswer> => {
    if (wish.isBackOfficeDown === true) return { kind: 'failed', reason: 'down' };
    if (operation === 'quote') return args['code'] === '600519' ? { kind: 'found', answers: quote } : { kind: 'not-found' };
    if (operation === 'funds') return { kind: 'found', answers: funds };
    return { kind: 'found', answers: { email: args['client'] === 'client-1' ? 'a@example.cn' : '' } };
  });
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, fatal: () => undefined };
  const house = createHouse({
    calendar: createFirmCalendar(firmCalendarSettings.parse({})), cases, owners, brokerage, clock, log, rules: DEFAULT_CALLBACK_RULES,
    callbacks: { open: async (wanted) => (wish.pending === true ? { kind: 'exists', caseId: 'c' } : (opened.push(wanted), { kind: 'opened' })) },
    ratings: { add: async (rating) => (ratings.length > 0 ? false : (ratings.push(rating), true)) },
    queues: { read: async (queue) => (queue === 'general' ? { waiting: 20, seats: 0 } : null) },
    notices: { add: async (notice) => void notices.push(notice) },
    numbers: { keepHeld: async (held) => (held.length < 5 ? null : `token of ${held.length} digits`) },
    jobs: { add: async (job) => void jobs.push(job) },
  });
  let asked = 0;
  const ask = (operation: string, args: Record<string, string> = {}, held: Record<string, Secret> = {}): Promise<LookupAnswer> =>
    house({ operation, args, held, callId: 'call-1', requestId: `r${String((asked += 1))}`, language, timeoutMs: 1_000 });
  return { ask, house, opened, jobs, filed, drawn, ratings, notices, owners, messages: createMessages({ cases, clock }) };
}

function statusOf(found: NewClientCase | undefined) {
  return found === undefined ? null : { caseNo: found.caseNo, box: found.box, state: 'open' as const, filedAt: found.at };
}
