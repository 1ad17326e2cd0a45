/**
 * A supervisor at a talk. Her word is in the audit before it is done; her own seat must be ready, and rings. Whether the agent's page
 * says that she listens is the firm's setting.
 */
import type { MonitorChange, MonitorWish, Talks } from '../../contract/desk/monitor.ts';
import type { CallControlDeps, CallRequest } from './call-control.ts';
import type { SeatOversight } from './oversee-seat.ts';
import type { AccessAudit, Agent, SeatView } from './ports.ts';
import { callOf, presentSeat } from './seat.ts';

export interface MonitorCallDeps extends CallControlDeps {
  readonly oversight: Pick<SeatOversight, 'isSupervisor' | 'isLiveCall' | 'talks'>;
  readonly audit: AccessAudit;
  /** Absent: the agent's page says who listens. */
  readonly isMonitorHidden?: boolean;
  readonly now: () => number;
}

type Outcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string };
type Wish = { readonly callId: string; readonly requestId: string };
const refused = (code: string): Outcome => ({ kind: 'refused', code });

export type MonitorCall = ReturnType<typeof createMonitorCall>;

/** Why her own seat cannot be rung; null: it can. */
function notFree({ state }: SeatView): string | null {
  if (state.phase === 'ready') return null;
  return state.phase === 'signed-out' ? 'SEAT_SIGNED_OUT' : state.phase === 'not-ready' ? 'SEAT_NOT_READY' : 'SEAT_BUSY';
}

export function createMonitorCall({ seats, askCall, oversight, audit, isMonitorHidden = false, now }: MonitorCallDeps) {
  const note = (agent: Agent, { callId, requestId }: Wish, action: 'call-monitored' | 'call-monitor-refused'): Promise<void> =>
    audit.note({ at: now(), action, agentId: agent.agentId, subjectId: callId, requestId });

  async function ask(agent: Agent, wish: Wish, requestOf: (seat: SeatView) => CallRequest | string): Promise<Outcome> {
    if (!(await oversight.isSupervisor(agent.agentId))) {
      await note(agent, wish, 'call-monitor-refused');
      return refused('FORBIDDEN');
    }
    const [seat, isLive] = await Promise.all([seats.ofAgent(agent.agentId).then(presentSeat), oversight.isLiveCall(wish.callId)]);
    if (!isLive) return refused('CALL_OVER');
    if (seat === undefined) return refused('NO_SEAT');
    const request = requestOf(seat);
    if (typeof request === 'string') return refused(request);
    await note(agent, wish, 'call-monitored');
    const answer = await askCall(wish.callId, request);
    return answer.kind === 'unreachable' ? refused('CALL_ELSEWHERE') : answer;
  }

  const change = (agent: Agent, wish: Wish, to: MonitorChange['mode'] | 'end'): Promise<Outcome> =>
    ask(agent, wish, (seat) => (callOf(seat.state) === wish.callId ? { kind: 'monitor-change-asked', seatId: seat.seatId, to } : 'CALL_NOT_MONITORED'));

  return {
    isSupervisor: ({ agentId }: Agent): Promise<boolean> => oversight.isSupervisor(agentId),
    async talks(agent: Agent): Promise<{ readonly kind: 'done'; readonly value: Talks } | { readonly kind: 'refused'; readonly code: 'FORBIDDEN' }> {
      if (!(await oversight.isSupervisor(agent.agentId))) return { kind: 'refused', code: 'FORBIDDEN' };
      return { kind: 'done', value: { serverNow: now(), talks: [...(await oversight.talks())] } };
    },
    begin: (agent: Agent, { mode, ...wish }: MonitorWish & Wish): Promise<Outcome> => ask(agent, wish, (seat) => {
      // She has it already, or is at it: the call says which.
      const no = callOf(seat.state) === wish.callId ? null : notFree(seat);
      return no ?? { kind: 'monitor-asked', seatId: seat.seatId, extension: seat.extension, mode, ...(isMonitorHidden ? { isHidden: true } : {}) };
    }),
    change: (agent: Agent, { mode, ...wish }: MonitorChange & Wish): Promise<Outcome> => change(agent, wish, mode),
    end: (agent: Agent, wish: Wish): Promise<Outcome> => change(agent, wish, 'end'),
  };
}
