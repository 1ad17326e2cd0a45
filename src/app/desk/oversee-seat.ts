/**
 * A seat as its supervisor sees and moves it. Her word is the agent's own wish from above: while the seat is on a call it waits until
 * after it, the last word counts, and who said it stands in the audit and in the seat's fact.
 */
import type { Talk } from '../../contract/desk/monitor.ts';
import type { SeatExplain, SeatForce } from '../../contract/desk/seat.ts';
import { explainSeat } from '../../core/match/explain.ts';
import { lacksOf, type SeatConditions } from '../../core/seat/explain.ts';
import { readyOf, type RoutingReads } from './floor.ts';
import type { AccessAudit, Agent, SeatChanger, SeatRequest } from './ports.ts';
import { shownState, type SeatOutcome } from './seat.ts';

export interface OverseenSeat extends SeatConditions {
  readonly seatId: string;
  readonly agentId: string;
  readonly extension: string;
  readonly since: number;
  readonly exchange: string | null;
}

export interface SeatOversight {
  isSupervisor(agentId: string): Promise<boolean>;
  isLiveCall(callId: string): Promise<boolean>;
  find(seatId: string): Promise<OverseenSeat | null>;
  /** Client and agent are connected; longest first. */
  talks(): Promise<readonly Talk[]>;
}

export interface OverseeSeatDeps {
  readonly oversight: SeatOversight;
  readonly routing: Pick<RoutingReads, 'floor'>;
  readonly changer: SeatChanger;
  readonly audit: AccessAudit;
  readonly now: () => number;
  readonly businessNow: () => number;
}

const FORCED: { readonly [K in SeatForce['to']]: SeatRequest } = {
  ready: { kind: 'ready-asked' },
  'not-ready': { kind: 'not-ready-asked', reason: 'supervisor' },
  'signed-out': { kind: 'signed-out-asked' },
};

export type OverseeSeat = ReturnType<typeof createOverseeSeat>;

export function createOverseeSeat({ oversight, routing, changer, audit, now, businessNow }: OverseeSeatDeps) {
  /** From the rows and by the functions that the matcher goes by. */
  async function routed(seatId: string): Promise<SeatExplain['routing']> {
    const floor = await routing.floor();
    const own = floor.seats.find(({ seat }) => seat.seatId === seatId);
    if (own === undefined) return null;
    const { offers, waiting, more, otherQueues } = explainSeat({ entries: floor.entries, seats: readyOf(floor), at: now(), businessAt: businessNow() }, { seat: own.seat, isReady: own.phase === 'ready' });
    return { offers, waiting: waiting.map(({ entryId: _, ...caller }) => caller), more, otherQueues };
  }

  async function explain(agent: Agent, seatId: string): Promise<SeatOutcome<SeatExplain>> {
    const [seat, isSupervisor] = await Promise.all([oversight.find(seatId), oversight.isSupervisor(agent.agentId)]);
    if (!isSupervisor && seat?.agentId !== agent.agentId) return { kind: 'refused', code: 'FORBIDDEN' };
    if (seat === null) return { kind: 'refused', code: 'SEAT_UNKNOWN' };
    const { extension, state, since, exchange, queues } = seat;
    const lacks = [...lacksOf(seat, businessNow())];
    return { kind: 'done', value: { serverNow: now(), seatId, extension, state: shownState(state), since, exchange, lacks, queues: [...queues], routing: await routed(seatId) } };
  }

  return {
    explain,
    /** Answers with the seat as it is then. */
    async force(agent: Agent, seatId: string, { to, requestId }: SeatForce & { readonly requestId: string }): Promise<SeatOutcome<SeatExplain>> {
      const note = (action: 'seat-forced' | 'seat-force-refused'): Promise<void> => audit.note({ at: now(), action, agentId: agent.agentId, subjectId: seatId, requestId });
      if (!(await oversight.isSupervisor(agent.agentId))) {
        await note('seat-force-refused');
        return { kind: 'refused', code: 'FORBIDDEN' };
      }
      // Before it is done: a word that was given is in the audit, whatever becomes of it.
      await note('seat-forced');
      const outcome = await changer.change(seatId, FORCED[to], agent.agentId);
      return outcome.kind === 'refused' ? outcome : explain(agent, seatId);
    },
  };
}
