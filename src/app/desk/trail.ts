/** Compliance reads the terminal trail; what she read, and when, is audited before she sees it. */
import type { TrailPage, TrailQuery } from '../../contract/desk/trail.ts';
import type { NumberBook } from '../ports.ts';
import type { TrailEntry, TrailReads } from '../trail/ports.ts';
import { canSeeAllCalls } from './calls.ts';
import type { AccessAudit, Agent } from './ports.ts';

export interface DeskTrailDeps {
  readonly trail: TrailReads;
  readonly numbers: Pick<NumberBook, 'reveal'>;
  readonly audit: AccessAudit;
  readonly now: () => number;
}

export type DeskTrail = ReturnType<typeof createDeskTrail>;

export function createDeskTrail({ trail, numbers, audit, now }: DeskTrailDeps) {
  const shown = async ({ id: _, result, numberToken, dnis, ...entry }: TrailEntry): Promise<TrailPage['entries'][number]> => ({
    ...entry, line: dnis, result: result ?? 'unknown', callerNumber: numberToken === null ? null : await numbers.reveal(numberToken),
  });
  return {
    async page(agent: Agent, query: TrailQuery, requestId: string): Promise<{ kind: 'done'; value: TrailPage } | { kind: 'refused'; code: 'FORBIDDEN' }> {
      if (!canSeeAllCalls(agent)) {
        await audit.note({ at: now(), action: 'trail-refused', agentId: agent.agentId, subjectId: null, requestId });
        return { kind: 'refused', code: 'FORBIDDEN' };
      }
      const { clientId = null, callId = null, before = null, limit } = query;
      await audit.note({ at: now(), action: 'trail-read', agentId: agent.agentId, subjectId: callId ?? clientId, requestId });
      const found = await trail.page({ from: query.from, to: query.to, clientId, callId, before, limit: limit + 1 });
      const page = found.slice(0, limit);
      return { kind: 'done', value: { entries: await Promise.all(page.map(shown)), next: found.length > limit ? page.at(-1)?.id ?? null : null } };
    },
  };
}
