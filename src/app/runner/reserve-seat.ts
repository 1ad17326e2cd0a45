/** A seat that an agent has chosen is reserved by its row; a busy one is told to the call at once, with the reason. */
import type { CallCommand } from '../../core/call/commands.ts';
import { RESERVATION_MS } from '../../core/seat/state.ts';
import type { Clock } from '../clock.ts';
import type { SeatStore, Wakeups } from '../ports.ts';
import type { Mailbox } from './mailbox.ts';

export interface ReserveDeps {
  readonly seats: Pick<SeatStore, 'reserve'>;
  readonly wakeups: Wakeups;
  readonly clock: Clock;
}

export async function reserveSeat(deps: ReserveDeps, mailbox: Mailbox, command: Extract<CallCommand, { kind: 'reserve-seat' }>): Promise<void> {
  const at = deps.clock.now();
  const { seatId, reservationId, entryId, queue } = command;
  const answer = await deps.seats.reserve({ seatId, reservationId, entryId, queue, callId: mailbox.callId, at, expiresAt: at + RESERVATION_MS });
  if (answer.kind === 'refused') return mailbox.post({ kind: 'seat-refused', entryId, code: answer.code });
  deps.wakeups.send('stream', `seat:${seatId}`);
  deps.wakeups.send('inbox', mailbox.callId);
}
