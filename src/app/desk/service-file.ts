/**
 * The service file of the client on the phone (F-01): only of the call that this seat holds now, audited before it is shown. The back
 * office may be slow or away: then the answer says so and the rest of it is there.
 */
import { contactKinds, type ServiceFile } from '../../contract/brokerage/service-file.ts';
import type { SeatServiceFile } from '../../contract/desk/service-file.ts';
import type { Pop } from '../../core/call/commands.ts';
import { tradingStyle } from '../../core/client/trading-style.ts';
import { canReadInbox } from './inbox.ts';
import type { AccessAudit, Agent, SeatReads, StreamReads } from './ports.ts';
import { callOf, presentSeat, seatStream, type SeatOutcome } from './seat.ts';

/** The back office, asked by who waits for nobody: its answers are values, and it has places of its own. */
export interface ServiceFileOffice {
  serviceFile(ask: { readonly clientId: string }): Promise<
    | { readonly kind: 'found'; readonly value: ServiceFile }
    | { readonly kind: 'not-found' | 'refused' }
    | { readonly kind: 'unavailable'; readonly reason: 'timeout' | 'down' | 'bad-answer' | 'busy' }
  >;
}

export interface ClientCaseReads {
  /** Those that are not closed first, then newest first. */
  ofClient(clientId: string, limit: number): Promise<readonly NonNullable<SeatServiceFile['cases']>[number][]>;
}

export interface ServiceFileDeps {
  readonly office: ServiceFileOffice;
  readonly clientCases: ClientCaseReads;
  readonly seats: SeatReads;
  readonly streams: StreamReads;
  readonly audit: AccessAudit;
  readonly now: () => number;
}

export interface ServiceFileAsk {
  readonly clientId?: string | undefined;
  readonly requestId: string;
}

const CASES_SHOWN = 5;

export type ServiceFiles = ReturnType<typeof createServiceFiles>;

export function createServiceFiles({ office, clientCases, seats, streams, audit, now }: ServiceFileDeps) {
  const asked = async (clientId: string): Promise<SeatServiceFile['office']> => {
    const answer = await office.serviceFile({ clientId });
    if (answer.kind === 'found') return { kind: 'found', file: shown(answer.value) };
    return answer.kind === 'unavailable' ? { kind: 'unavailable', reason: answer.reason } : { kind: 'unknown' };
  };
  /** Clients of the call that her seat holds now; null: it holds none. */
  const present = async (agent: Agent): Promise<{ callId: string; clientIds: readonly string[] } | null> => {
    const seat = presentSeat(await seats.ofAgent(agent.agentId));
    const callId = seat === undefined ? null : callOf(seat.state);
    if (seat === undefined || callId === null) return null;
    const pop = (await streams.latest(seatStream(seat.seatId), 'screen-pop'))?.body as Pop | undefined;
    return { callId, clientIds: pop?.callId === callId ? pop.clientMatches : [] };
  };
  return {
    async of(agent: Agent, { clientId: chosen, requestId }: ServiceFileAsk): Promise<SeatOutcome<SeatServiceFile>> {
      const call = await present(agent);
      const note = (action: 'service-file-read' | 'service-file-refused', subjectId: string): Promise<void> => audit.note({ at: now(), action, agentId: agent.agentId, subjectId, requestId });
      if (chosen !== undefined && call?.clientIds.includes(chosen) !== true) {
        await note('service-file-refused', chosen);
        return { kind: 'refused', code: 'FORBIDDEN' };
      }
      const clientId = chosen ?? (call?.clientIds.length === 1 ? call.clientIds[0] : undefined);
      if (clientId === undefined) return { kind: 'done', value: { callId: call?.callId ?? null, office: { kind: 'no-client' }, cases: canReadInbox(agent) ? [] : null } };
      await note('service-file-read', clientId);
      const [told, cases] = await Promise.all([asked(clientId), canReadInbox(agent) ? clientCases.ofClient(clientId, CASES_SHOWN) : null]);
      return { kind: 'done', value: { callId: call?.callId ?? null, office: told, cases: cases === null ? null : [...cases] } };
    },
  };
}

function shown({ contacts, ...file }: ServiceFile): Extract<SeatServiceFile['office'], { kind: 'found' }>['file'] {
  return {
    ...file,
    contacts: { known: contacts, missing: contactKinds.filter((kind) => !contacts.includes(kind)) },
    style: file.trading === null ? null : tradingStyle(file.trading),
  };
}
