/** The inbox of what callers left after the tone: seen by all but the marketing series; taken by one agent, closed by the same. */
import type { Inbox, InboxCase } from '../../contract/desk/inbox.ts';
import { maskNumber } from './number-mask.ts';
import type { Agent } from './ports.ts';

/** As the store gives it: the number whole, the taker by id. */
export interface StoredCase extends Omit<InboxCase, 'number' | 'isMine'> {
  readonly number: string | null;
  readonly takenById: string | null;
}

export type CaseRefusal = 'CASE_NOT_FOUND' | 'CASE_TAKEN' | 'CASE_NOT_YOURS' | 'CASE_CLOSED';

export interface InboxStore {
  /** Open and taken ones, most urgent first, then those closed in the last days. */
  list(limit: number): Promise<readonly StoredCase[]>;
  find(caseId: string): Promise<{ readonly state: InboxCase['state']; readonly takenById: string | null } | null>;
  /** false: somebody was faster. */
  take(change: { readonly caseId: string; readonly agentId: string; readonly at: number }): Promise<boolean>;
  close(change: { readonly caseId: string; readonly agentId: string; readonly result: string; readonly at: number }): Promise<boolean>;
}

export interface InboxDeps {
  readonly inbox: InboxStore;
  readonly now: () => number;
}

type Outcome<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly code: CaseRefusal | 'FORBIDDEN' };

const shownCases = 100;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Complaints about marketing are not for the marketing series to hear. */
export const canReadInbox = (agent: Agent): boolean => agent.series !== 'marketing';

export type DeskInbox = ReturnType<typeof createInbox>;

export function createInbox({ inbox, now }: InboxDeps) {
  const refused = (code: CaseRefusal | 'FORBIDDEN'): Outcome<never> => ({ kind: 'refused', code });
  const change = async (agent: Agent, caseId: string, work: { allows: (found: { state: InboxCase['state']; takenById: string | null }) => CaseRefusal | null; save: () => Promise<boolean> }): Promise<Outcome<object>> => {
    if (!canReadInbox(agent)) return refused('FORBIDDEN');
    const found = uuid.test(caseId) ? await inbox.find(caseId) : null;
    if (found === null) return refused('CASE_NOT_FOUND');
    const code = work.allows(found);
    if (code !== null) return refused(code);
    return (await work.save()) ? { kind: 'done', value: {} } : refused('CASE_TAKEN');
  };
  return {
    async list(agent: Agent): Promise<Outcome<Inbox>> {
      if (!canReadInbox(agent)) return refused('FORBIDDEN');
      const cases = await inbox.list(shownCases);
      return { kind: 'done', value: { cases: cases.map((one) => shown(one, agent)) } };
    },
    take: (agent: Agent, caseId: string) =>
      change(agent, caseId, {
        allows: ({ state, takenById }) => (state === 'closed' ? 'CASE_CLOSED' : state === 'taken' && takenById !== agent.agentId ? 'CASE_TAKEN' : null),
        save: () => inbox.take({ caseId, agentId: agent.agentId, at: now() }),
      }),
    close: (agent: Agent, caseId: string, result: string) =>
      change(agent, caseId, {
        allows: ({ state, takenById }) => (state === 'closed' ? 'CASE_CLOSED' : takenById !== agent.agentId ? 'CASE_NOT_YOURS' : null),
        save: () => inbox.close({ caseId, agentId: agent.agentId, result, at: now() }),
      }),
  };
}

function shown({ takenById, number, ...rest }: StoredCase, agent: Agent): InboxCase {
  return { ...rest, number: number === null ? null : { text: maskNumber(number), isWhole: false }, isMine: takenById === agent.agentId };
}
