/** Why a call went where it went: each decision as it was kept, told by the functions that decided; and why it waits now. */
import type { CallRouting } from '../../contract/desk/calls.ts';
import { decideAgain, tellDecision, type Decision } from '../../core/match/decision.ts';
import { explainCaller } from '../../core/match/explain.ts';
import { byTurn } from '../../core/match/order.ts';
import { canSeeAllCalls } from './calls.ts';
import { readyOf, type RoutingReads } from './floor.ts';
import type { SeatOversight } from './oversee-seat.ts';
import type { Agent } from './ports.ts';

export interface DeskRoutingDeps {
  readonly routing: RoutingReads;
  readonly oversight: Pick<SeatOversight, 'isSupervisor'>;
  readonly now: () => number;
  readonly businessNow: () => number;
}

export type DeskRouting = ReturnType<typeof createDeskRouting>;

export function createDeskRouting({ routing, oversight, now, businessNow }: DeskRoutingDeps) {
  const waitingOf = async (callId: string): Promise<CallRouting['waiting']> => {
    const floor = await routing.floor();
    const { entries, seats } = floor;
    const turns = [...entries].sort(byTurn);
    const entry = turns.find((one) => one.callId === callId);
    if (entry === undefined) return null;
    const { queue, priority, enteredAt } = entry;
    const input = { entries, seats: readyOf(floor), at: now(), businessAt: businessNow() };
    const place = turns.filter((one) => one.queue === queue).indexOf(entry) + 1;
    return { queue, priority, enteredAt, place, nobodyHasSkill: (await routing.skilled(queue)) === 0, seats: [...explainCaller(input, entry, seats)] };
  };
  return {
    async of(agent: Agent, callId: string): Promise<{ kind: 'done'; value: CallRouting } | { kind: 'refused'; code: 'FORBIDDEN' | 'NOT_FOUND' }> {
      const agents = await routing.agentsOf(callId);
      if (agents === null) return { kind: 'refused', code: 'NOT_FOUND' };
      const isOwn = canSeeAllCalls(agent) || agents.includes(agent.agentId);
      if (!isOwn && !(await oversight.isSupervisor(agent.agentId))) return { kind: 'refused', code: 'FORBIDDEN' };
      const [decisions, waiting] = [await routing.decisions(callId), await waitingOf(callId)];
      return { kind: 'done', value: { decisions: decisions.map(told), waiting } };
    },
  };
}

function told(decision: Decision): CallRouting['decisions'][number] {
  const { at, entry, seatId, more, ahead } = decision;
  return {
    at, queue: entry.queue, priority: entry.priority, enteredAt: entry.enteredAt, seatId, more, seats: [...tellDecision(decision)],
    ahead: ahead.map(([callId, queue, why]) => ({ callId, queue, why })), isReproduced: decideAgain(decision) === seatId,
  };
}
