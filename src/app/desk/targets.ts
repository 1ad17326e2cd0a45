/**
 * Where a client may be handed. What nobody can be asked is refused here with the reason; that the seat is still free when it is reserved is
 * guarded by its row.
 */
import type { TransferWish } from '../../contract/desk/transfers.ts';
import type { TransferTarget } from '../../core/conversation/guest-state.ts';
import type { OutsideNumbers } from '../ports.ts';

export interface DestinationReads {
  seats(): Promise<readonly { readonly seatId: string; readonly extension: string; readonly agentName: string; readonly phase: string }[]>;
  queues(): Promise<readonly string[]>;
}

export interface TargetDeps {
  readonly destinations: DestinationReads;
  readonly outside: OutsideNumbers;
}

export type Targets = ReturnType<typeof createTargets>;

export function createTargets({ destinations, outside }: TargetDeps) {
  const outsideOf = (fits: (name: string, number: string) => boolean): TransferTarget | string => {
    const found = Object.entries(outside).find(([name, number]) => fits(name, number));
    return found === undefined ? 'TRANSFER_NOT_ALLOWED' : { kind: 'outside', name: found[0] };
  };

  async function seatOf(extension: string): Promise<TransferTarget | string> {
    const seat = (await destinations.seats()).find((one) => one.extension === extension);
    if (seat === undefined) return 'SEAT_UNKNOWN';
    if (seat.phase === 'signed-out') return 'SEAT_SIGNED_OUT';
    if (seat.phase === 'not-ready') return 'SEAT_NOT_READY';
    return seat.phase === 'ready' ? { kind: 'seat', seatId: seat.seatId, extension: seat.extension } : 'SEAT_BUSY';
  }

  return {
    /** The place meant, or the code of a no. */
    async of(to: TransferWish['to']): Promise<TransferTarget | string> {
      switch (to.kind) {
        case 'seat':
          return seatOf(to.extension);
        case 'queue':
          return (await destinations.queues()).includes(to.queue) ? to : 'TRANSFER_UNKNOWN';
        case 'outside':
          if (to.name === undefined && to.number === undefined) return 'TRANSFER_NOT_ALLOWED';
          return outsideOf((name, number) => (to.name === undefined || name === to.name) && (to.number === undefined || number === to.number));
        case 'node':
          return to;
      }
    },
    /** What a desk phone dialled: an extension, the name of a queue, an allowed destination by its name or its number. Nothing else. */
    async ofDialled(dialled: string): Promise<TransferTarget | string> {
      const seat = await seatOf(dialled);
      if (seat !== 'SEAT_UNKNOWN') return seat;
      if ((await destinations.queues()).includes(dialled)) return { kind: 'queue', queue: dialled };
      return outsideOf((name, number) => dialled === name || dialled === number);
    },
  };
}
