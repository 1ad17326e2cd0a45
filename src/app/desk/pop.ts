/**
 * Core's pop holds ids and tokens; here it gets its names and its number, at the moment it is sent. The whole number goes to
 * the agent whose seat holds the call, and the audit says so; to everybody else it stays masked. F-04
 */
import type { Pop } from '../../core/call/commands.ts';
import type { World } from '../../core/call/world.ts';
import type { AnswerValue, ScreenPop } from '../../contract/desk/pop.ts';
import type { NumberBook } from '../ports.ts';
import { maskNumber } from './number-mask.ts';
import type { AccessAudit, ClientCard, ClientCards, StreamRow } from './ports.ts';

export interface PopDeps {
  readonly clients: ClientCards;
  readonly numbers: Pick<NumberBook, 'reveal'>;
  readonly audit: AccessAudit;
  /** Flows of every release that a call on a seat may have run on. */
  readonly flows: Pick<World, 'flow'>;
  readonly now: () => number;
}

export interface Viewer {
  readonly agentId: string;
  /** Call that the viewer's seat holds now. */
  readonly heldCallId: string | null;
  readonly requestId: string;
}

/** A pop of a server before this one. */
const NOT_PROVEN: ScreenPop['auth'] = { level: 'none', method: null, at: null };

/** More matches than this are a number nobody can be told by. */
const cardsShown = 8;

export type Pops = ReturnType<typeof createPops>;

export function createPops({ clients, numbers, audit, flows, now }: PopDeps) {
  async function aniFor(pop: Pop, viewer: Viewer): Promise<ScreenPop['ani']> {
    if (pop.numberToken === null) return null;
    const isHolder = viewer.heldCallId === pop.callId;
    const [number] = await Promise.all([
      numbers.reveal(pop.numberToken),
      isHolder
        ? audit.note({ at: now(), action: 'number-shown', agentId: viewer.agentId, subjectId: pop.callId, requestId: viewer.requestId })
        : undefined,
    ]);
    if (number === null) return null;
    return isHolder ? { text: number, isWhole: true } : { text: maskNumber(number), isWhole: false };
  }

  return {
    /** null: the row's body is no pop (a newer server's; the page passes it over). */
    async show(row: StreamRow, viewer: Viewer): Promise<ScreenPop | null> {
      const pop = row.body as Pop;
      if (typeof pop !== 'object' || pop === null || typeof pop.callId !== 'string') return null;
      const [ani, cards] = await Promise.all([aniFor(pop, viewer), clients.byIds(pop.clientMatches.slice(0, cardsShown))]);
      return {
        callId: pop.callId,
        direction: pop.direction,
        queue: pop.queue,
        ani,
        dnis: pop.dnis,
        ivrPath: [...pop.ivrPath],
        ivrTitles: titlesOf(flows, pop),
        answers: pop.answers as Record<string, AnswerValue>,
        match: matchOf(cards, pop.clientMatches.length),
        auth: pop.auth ?? NOT_PROVEN,
        waitedMs: pop.waitedMs,
        offeredAt: row.at,
        caseId: pop.caseId,
        recordingId: pop.recordingId,
      };
    },
  };
}

/** A node of a subflow has its flow's name before it: `login/ask-account`. */
function titlesOf(flows: Pick<World, 'flow'>, { flowId, release, ivrPath }: Pop): ScreenPop['ivrTitles'] {
  if (flowId === null || flowId === undefined) return {};
  const titles = [...new Set(ivrPath)].flatMap((name) => {
    const [flow, node] = name.includes('/') ? name.split('/', 2) : [flowId, name];
    const title = flows.flow(flow ?? flowId, release)?.nodes[node ?? '']?.title;
    return title === undefined ? [] : [[name, { ...title }] as const];
  });
  return Object.fromEntries(titles);
}

function matchOf(cards: readonly ClientCard[], total: number): ScreenPop['match'] {
  const [first, ...others] = cards.map((card) => ({ ...card, banks: card.banks.map((bank) => ({ ...bank })) }));
  if (first === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'one', client: first } : { kind: 'many', clients: [first, ...others], total };
}
