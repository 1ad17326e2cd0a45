/**
 * An agent hands her client on, or asks a third party in. What nobody can be asked is refused here with the reason; that the seat is still
 * free when it is reserved is guarded by its row.
 */
import type { Destinations, TransferWish } from '../../contract/desk/transfers.ts';
import type { TransferTarget } from '../../core/conversation/guest-state.ts';
import type { OutsideNumbers } from '../ports.ts';
import type { CallControlDeps } from './call-control.ts';
import type { Agent } from './ports.ts';
import { callOf, presentSeat } from './seat.ts';

export interface DestinationReads {
  seats(): Promise<readonly { readonly seatId: string; readonly extension: string; readonly agentName: string; readonly phase: string }[]>;
  queues(): Promise<readonly string[]>;
}

export interface TransferDeps extends CallControlDeps {
  readonly destinations: DestinationReads;
  readonly outside: OutsideNumbers;
}

type Outcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string };
const refused = (code: string): Outcome => ({ kind: 'refused', code });

export type Transfers = ReturnType<typeof createTransfers>;

export function createTransfers({ seats, askCall, destinations, outside }: TransferDeps) {
  /** The place meant, or the code of a no. */
  async function targetOf(to: TransferWish['to']): Promise<TransferTarget | string> {
    switch (to.kind) {
      case 'seat': {
        const seat = (await destinations.seats()).find(({ extension }) => extension === to.extension);
        if (seat === undefined) return 'SEAT_UNKNOWN';
        if (seat.phase === 'signed-out') return 'SEAT_SIGNED_OUT';
        if (seat.phase === 'not-ready') return 'SEAT_NOT_READY';
        return seat.phase === 'ready' ? { kind: 'seat', seatId: seat.seatId, extension: seat.extension } : 'SEAT_BUSY';
      }
      case 'queue':
        return (await destinations.queues()).includes(to.queue) ? to : 'TRANSFER_UNKNOWN';
      case 'outside': {
        const found = Object.entries(outside).find(([name, number]) => (to.name === undefined || name === to.name) && (to.number === undefined || number === to.number));
        return found === undefined || (to.name === undefined && to.number === undefined) ? 'TRANSFER_NOT_ALLOWED' : { kind: 'outside', name: found[0] };
      }
      case 'node':
        return to;
    }
  }

  return {
    async begin(agent: Agent, { callId, mode, to }: TransferWish): Promise<Outcome> {
      const seat = presentSeat(await seats.ofAgent(agent.agentId));
      if (seat === undefined) return refused('NO_SEAT');
      if (callOf(seat.state) !== callId || seat.state.phase === 'acw') return refused('CALL_OVER');
      const isSelf = to.kind === 'seat' && to.extension === seat.extension;
      const target = isSelf ? 'TRANSFER_TO_SELF' : await targetOf(to);
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
