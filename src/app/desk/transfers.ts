/** An agent hands her client on, or asks a third party in, by her page. */
import type { Destinations, TransferWish } from '../../contract/desk/transfers.ts';
import type { OutsideNumbers } from '../ports.ts';
import type { CallControlDeps } from './call-control.ts';
import type { Agent } from './ports.ts';
import { callOf, presentSeat } from './seat.ts';
import { createTargets, type DestinationReads } from './targets.ts';

export interface TransferDeps extends CallControlDeps {
  readonly destinations: DestinationReads;
  readonly outside: OutsideNumbers;
}

type Outcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string };
const refused = (code: string): Outcome => ({ kind: 'refused', code });

export type Transfers = ReturnType<typeof createTransfers>;

export function createTransfers({ seats, askCall, destinations, outside }: TransferDeps) {
  const targets = createTargets({ destinations, outside });

  return {
    async begin(agent: Agent, { callId, mode, to }: TransferWish): Promise<Outcome> {
      const seat = presentSeat(await seats.ofAgent(agent.agentId));
      if (seat === undefined) return refused('NO_SEAT');
      if (callOf(seat.state) !== callId || seat.state.phase === 'acw') return refused('CALL_OVER');
      const isSelf = to.kind === 'seat' && to.extension === seat.extension;
      const target = isSelf ? 'TRANSFER_TO_SELF' : await targets.of(to);
      if (typeof target === 'string') return refused(target);
      const answer = await askCall(callId, { kind: 'transfer-asked', seatId: seat.seatId, mode, to: target });
      return answer.kind === 'unreachable' ? refused('CALL_ELSEWHERE') : answer;
    },

    async list(agent: Agent): Promise<Destinations> {
      const own = presentSeat(await seats.ofAgent(agent.agentId));
      const [all, queues] = await Promise.all([destinations.seats(), destinations.queues()]);
      const others = all.filter(({ seatId, phase }) => seatId !== own?.seatId && phase !== 'signed-out');
      return { seats: others.map(({ extension, agentName, phase }) => ({ extension, agentName, phase })), queues: [...queues], outside: Object.keys(outside) };
    },
  };
}
