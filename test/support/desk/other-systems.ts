/** What other systems see, in memory: a stream of events, tokens, figures of one queue. */
import type { EventRow } from '../../../src/app/api/event-ports.ts';
import { createApiTokens, type ApiToken } from '../../../src/app/api/tokens.ts';
import type { FigureReads } from '../../../src/app/figures/ports.ts';
import { createOwnDay } from '../../../src/app/figures/own-day.ts';
import { createFigureReport } from '../../../src/app/figures/report.ts';
import { NO_SUMS } from '../../../src/core/metrics/sums.ts';

export function createOtherSystems() {
  const rows: EventRow[] = [];
  const kept: (ApiToken & { hash: string; isRevoked: boolean })[] = [];
  const asked: object[] = [];
  const tokens = createApiTokens({
    add: async (token) => void kept.push({ ...token, isRevoked: false }),
    find: async (hash) => kept.find((one) => one.hash === hash && !one.isRevoked) ?? null,
    isValid: async (tokenId) => kept.some((one) => one.tokenId === tokenId && !one.isRevoked),
  }, () => 0);
  const reads: FigureReads = {
    agent: async (ask) => {
      asked.push(ask);
      return {
        sums: { ...NO_SUMS, talks: 2, talkMs: 100_000, acwMs: 20_000, seats: { signedIn: 300_000, notReady: 60_000, talking: 100_000, acw: 20_000 }, ratings: { all: 2, satisfied: 1 } },
        states: [{ phase: 'talking', reason: null, ms: 100_000 }, { phase: 'not-ready', reason: 'lunch', ms: 60_000 }],
      };
    },
    sums: async (ask) => {
      asked.push(ask);
      return [{ key: 'general', at: null, sums: { ...NO_SUMS, visits: { ...NO_SUMS.visits, 'answered-in-time': 3, abandoned: 1 } } }];
    },
    calls: async (ask) => {
      asked.push(ask);
      return Array.from({ length: Math.min(3, ask.limit) }, (_, index) => `c-${index}`);
    },
  };
  return {
    rows, kept, asked, tokens,
    /** One event of a call, behind the last one. */
    tell(type: string, data: { callId: string } & Record<string, unknown>): void {
      const n = (rows.at(-1)?.n ?? 0) + 1;
      rows.push({ n, id: `${data.callId}.call.${n}`, type, subject: data.callId, at: n * 1_000, data });
    },
    /** Adds events behind the last one, and lets the oldest go when there are more than `keep`. */
    happen(count: number, keep = Infinity): void {
      for (let more = 0; more < count; more += 1) {
        const n = (rows.at(-1)?.n ?? 0) + 1;
        rows.push({ n, id: `c-${n}.call.0`, type: 'call.created', subject: `c-${n}`, at: n * 1_000, data: { callId: `c-${n}` } });
      }
      rows.splice(0, Math.max(0, rows.length - keep));
    },
    deps: {
      figures: createFigureReport(reads),
      ownDay: createOwnDay(reads, () => Date.parse('2026-11-25T09:00:00+08:00')),
      tokens,
      events: {
        read: async (after: number, limit: number) => rows.filter(({ n }) => n > after).slice(0, limit),
        ends: async () => ({ head: rows.at(-1)?.n ?? 0, oldest: rows[0]?.n ?? (rows.at(-1)?.n ?? 0) + 1 }),
      },
    },
  };
}
