/** The list of calls, newest first. Agents see the calls they took; the compliance series sees the firm's. */
import type { CallPage, CallPageQuery, ListedCall as ShownCall, PreviousCalls } from '../../contract/desk/calls.ts';
import type { Pop } from '../../core/call/commands.ts';
import { maskNumber } from './number-mask.ts';
import type { Agent, CallReads, ListedCall, SeatReads, StreamReads } from './ports.ts';
import { callOf, presentSeat, seatStream } from './seat.ts';

export interface DeskCallsDeps {
  readonly calls: CallReads;
  readonly seats: SeatReads;
  readonly streams: StreamReads;
}

export const canSeeAllCalls = (agent: Agent): boolean => agent.series === 'compliance';

const previousShown = 3;

function shown(call: ListedCall): ShownCall {
  const { number, recordings, ...rest } = call;
  return { ...rest, number: number === null ? null : { text: maskNumber(number), isWhole: false }, recordings: recordings.map((each) => ({ ...each })) };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const cursorOf = (call: ListedCall): string => Buffer.from(JSON.stringify([call.startedAt, call.callId])).toString('base64url');

/** null: not a cursor of ours. */
function readCursor(text: string): { startedAt: number; callId: string } | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(parsed)) return null;
    const [startedAt, callId] = parsed as unknown[];
    return Number.isSafeInteger(startedAt) && typeof callId === 'string' && uuid.test(callId) ? { startedAt: startedAt as number, callId } : null;
  } catch {
    return null;
  }
}

export type DeskCalls = ReturnType<typeof createDeskCalls>;

export function createDeskCalls({ calls, seats, streams }: DeskCallsDeps) {
  return {
    async page(agent: Agent, query: CallPageQuery): Promise<{ kind: 'done'; value: CallPage } | { kind: 'refused'; code: 'FORBIDDEN' | 'BAD_REQUEST' }> {
      if (query.scope === 'all' && !canSeeAllCalls(agent)) return { kind: 'refused', code: 'FORBIDDEN' };
      const before = query.before === undefined ? null : readCursor(query.before);
      if (query.before !== undefined && before === null) return { kind: 'refused', code: 'BAD_REQUEST' };
      // One more than asked tells whether there is another page.
      const found = await calls.page({ agentId: query.scope === 'all' ? null : agent.agentId, before, limit: query.limit + 1 });
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return { kind: 'done', value: { calls: page.map(shown), next: found.length > query.limit && last !== undefined ? cursorOf(last) : null } };
    },

    /** For the card of the call that the agent's seat holds now; nothing for anybody else. F-09 */
    async previous(agent: Agent): Promise<PreviousCalls> {
      const seat = presentSeat(await seats.ofAgent(agent.agentId));
      const callId = seat === undefined ? null : callOf(seat.state);
      if (seat === undefined || callId === null) return { callId: null, calls: [] };
      const row = await streams.latest(seatStream(seat.seatId), 'screen-pop');
      const pop = row?.body as Pop | undefined;
      if (pop?.callId !== callId) return { callId, calls: [] };
      const found = await calls.previous({ clientIds: pop.clientMatches, numberToken: pop.numberToken, exceptCallId: callId, limit: previousShown });
      return { callId, calls: found.map(shown) };
    },
  };
}
