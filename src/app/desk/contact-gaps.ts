/** The report of clients who lack a way of contact (C-07): for supervisors and the compliance series; every page read is audited. */
import type { ContactGaps, ContactGapsAsk } from '../../contract/brokerage/contact-gaps.ts';
import { contactKinds } from '../../contract/brokerage/service-file.ts';
import type { ContactGapsQuery, ContactGapsReport } from '../../contract/desk/contact-gaps.ts';
import { canSeeAllCalls } from './calls.ts';
import type { SeatOversight } from './oversee-seat.ts';
import type { AccessAudit, Agent } from './ports.ts';
import type { SeatOutcome } from './seat.ts';

export interface ContactGapsOffice {
  contactGaps(ask: ContactGapsAsk): Promise<
    | { readonly kind: 'found'; readonly value: ContactGaps }
    | { readonly kind: 'not-found' | 'refused' }
    | { readonly kind: 'unavailable'; readonly reason: 'timeout' | 'down' | 'bad-answer' | 'busy' }
  >;
}

export interface ContactGapsDeps {
  readonly office: ContactGapsOffice;
  readonly oversight: Pick<SeatOversight, 'isSupervisor'>;
  readonly audit: AccessAudit;
  readonly now: () => number;
}

export type ReadContactGaps = ReturnType<typeof createContactGaps>;

export function createContactGaps({ office, oversight, audit, now }: ContactGapsDeps) {
  return async (agent: Agent, { missing, after, limit }: ContactGapsQuery, requestId: string): Promise<SeatOutcome<ContactGapsReport>> => {
    const note = (action: 'contact-gaps-read' | 'contact-gaps-refused'): Promise<void> => audit.note({ at: now(), action, agentId: agent.agentId, subjectId: null, requestId });
    if (!canSeeAllCalls(agent) && !(await oversight.isSupervisor(agent.agentId))) {
      await note('contact-gaps-refused');
      return { kind: 'refused', code: 'FORBIDDEN' };
    }
    await note('contact-gaps-read');
    const answer = await office.contactGaps({ limit, ...(missing === undefined ? {} : { missing }), ...(after === undefined ? {} : { after }) });
    if (answer.kind !== 'found') return { kind: 'done', value: { kind: 'unavailable', reason: answer.kind === 'unavailable' ? answer.reason : 'bad-answer' } };
    const { clients, hasMore } = answer.value;
    const shown = clients.map((client) => ({ ...client, missing: contactKinds.filter((kind) => !client.known.includes(kind)) }));
    return { kind: 'done', value: { kind: 'found', clients: shown, next: hasMore ? shown.at(-1)?.clientId ?? null : null } };
  };
}
