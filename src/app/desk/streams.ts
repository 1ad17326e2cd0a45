/** Rows of an agent's streams, with names and numbers put in as she may see them. */
import type { StreamMessage } from '../../contract/desk/realtime.ts';
import type { Pops } from './pop.ts';
import type { Agent, SeatReads, SeatView, StreamReads, StreamRow } from './ports.ts';
import { callOf, seatStream, shownState } from './seat.ts';

export interface DeskStreamsDeps {
  readonly streams: StreamReads;
  readonly seats: SeatReads;
  readonly pops: Pops;
}

export interface StreamBatch {
  readonly messages: readonly StreamMessage[];
  /** There are more rows above the last one. */
  readonly hasMore: boolean;
}

const batchLimit = 50;

export type DeskStreams = ReturnType<typeof createDeskStreams>;

export function createDeskStreams({ streams, seats, pops }: DeskStreamsDeps) {
  async function message(row: StreamRow, seat: SeatView, viewer: { agentId: string; requestId: string }): Promise<StreamMessage> {
    const { stream, n, at, kind } = row;
    switch (kind) {
      case 'seat-state':
        // The row says that it changed; the seat says what it is. A later change follows as a row of its own.
        return { stream, n, at, kind, body: { state: shownState(seat.state), since: seat.since } };
      // As they were written: no names, no numbers.
      case 'call-state':
      case 'seat-phone':
        return { stream, n, at, kind, body: row.body };
      case 'screen-pop':
        return { stream, n, at, kind, body: await pops.show(row, { ...viewer, heldCallId: callOf(seat.state) }) };
      default:
        return { stream, n, at, kind, body: null };
    }
  }

  return {
    /** An agent hears the streams of her own seats. */
    async mayHear(agent: Agent, stream: string): Promise<boolean> {
      return (await seats.ofAgent(agent.agentId)).some((seat) => seatStream(seat.seatId) === stream);
    },

    heads: streams.heads.bind(streams),

    /** Rows above `after`, ready to send. */
    async read(agent: Agent, from: { stream: string; after: number }, requestId: string): Promise<StreamBatch> {
      const rows = await streams.read(from.stream, from.after, batchLimit);
      if (rows.length === 0) return { messages: [], hasMore: false };
      // Read after the rows: what they tell of has happened in it.
      const seat = (await seats.ofAgent(agent.agentId)).find((each) => seatStream(each.seatId) === from.stream);
      if (seat === undefined) return { messages: [], hasMore: false };
      const viewer = { agentId: agent.agentId, requestId };
      return { messages: await Promise.all(rows.map((row) => message(row, seat, viewer))), hasMore: rows.length === batchLimit };
    },
  };
}
