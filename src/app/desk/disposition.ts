/** How a contact came out, in the words of the agent who had it. */
import type { Disposition } from '../../contract/desk/call-control.ts';
import type { Agent, SeatReads } from './ports.ts';
import { callOf } from './seat.ts';

export interface DispositionStore {
  /** Whether this agent talked on a call that is over. */
  took(callId: string, agentId: string): Promise<boolean>;
  file(disposition: { callId: string; agentId: string; code: string; note: string; at: number }): Promise<void>;
}

export interface DispositionDeps {
  readonly seats: SeatReads;
  readonly dispositions: DispositionStore;
  readonly now: () => number;
}

export type Dispositions = ReturnType<typeof createDispositions>;

export function createDispositions({ seats, dispositions, now }: DispositionDeps) {
  return {
    async file(agent: Agent, { callId, code, note }: Disposition): Promise<{ kind: 'done' } | { kind: 'refused'; code: 'CALL_NOT_YOURS' }> {
      const isHers = (await seats.ofAgent(agent.agentId)).some((seat) => callOf(seat.state) === callId) || (await dispositions.took(callId, agent.agentId));
      if (!isHers) return { kind: 'refused', code: 'CALL_NOT_YOURS' };
      await dispositions.file({ callId, agentId: agent.agentId, code, note, at: now() });
      return { kind: 'done' };
    },
  };
}
