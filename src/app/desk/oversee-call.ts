/** A supervisor ends a call that must not go on. Her word is in the audit before it is done. */
import type { CallControlDeps } from './call-control.ts';
import type { SeatOversight } from './oversee-seat.ts';
import type { AccessAudit, Agent } from './ports.ts';

export interface OverseeCallDeps extends Pick<CallControlDeps, 'askCall'> {
  readonly oversight: Pick<SeatOversight, 'isSupervisor' | 'isLiveCall'>;
  readonly audit: AccessAudit;
  readonly now: () => number;
}

type Outcome = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string };

export type OverseeCall = ReturnType<typeof createOverseeCall>;

export function createOverseeCall({ oversight, audit, askCall, now }: OverseeCallDeps) {
  return {
    async hangUp(agent: Agent, callId: string, requestId: string): Promise<Outcome> {
      const note = (action: 'call-forced' | 'call-force-refused'): Promise<void> => audit.note({ at: now(), action, agentId: agent.agentId, subjectId: callId, requestId });
      if (!(await oversight.isSupervisor(agent.agentId))) {
        await note('call-force-refused');
        return { kind: 'refused', code: 'FORBIDDEN' };
      }
      if (!(await oversight.isLiveCall(callId))) return { kind: 'refused', code: 'CALL_OVER' };
      await note('call-forced');
      const answer = await askCall(callId, { kind: 'hang-up-asked', by: 'operator' });
      return answer.kind === 'unreachable' ? { kind: 'refused', code: 'CALL_ELSEWHERE' } : answer;
    },
  };
}
