/** Why does this seat ring, or not ring? Who waits, and for each what keeps her from this seat: by the functions that decide. */
import { judge, type No } from './judge.ts';
import { byTurn } from './order.ts';
import { pick } from './pick.ts';
import type { MatchInput, ReadySeat, WaitingEntry } from './types.ts';

export interface SeatExplained {
  /** Who would be offered to it now; null: nobody. */
  readonly offers: string | null;
  /** Callers whose queue it has the skill for, in the order of their turn; `more` were left out. */
  readonly waiting: readonly CallerExplained[];
  readonly more: number;
  /** Callers in queues it has no skill for. */
  readonly otherQueues: number;
}

/** seat-not-ready: it could take her, were it ready. other-seat: hers is `seatId`. earlier-caller: this seat goes to `callId` first. */
export type WhyNot = No | 'seat-not-ready' | 'other-seat' | 'earlier-caller';

export interface CallerExplained {
  readonly entryId: string;
  readonly callId: string;
  readonly queue: string;
  readonly priority: number;
  readonly enteredAt: number;
  /** null: she is offered to this seat. */
  readonly why: WhyNot | null;
  /** The other seat, or the call that has this one first. */
  readonly instead?: string;
}

const TOLD = 20;

/** `seat` as if it were ready; `isReady` says whether it is, and then it is one of `input.seats`. */
export function explainSeat(input: MatchInput, { seat, isReady }: { seat: ReadySeat; isReady: boolean }): SeatExplained {
  const routed = pick(input);
  const seatOfEntry = new Map(routed.map(({ entryId, seatId }) => [entryId, seatId]));
  const mine = routed.find(({ seatId }) => seatId === seat.seatId) ?? null;
  const hers = new Set(seat.skills.map(({ queue }) => queue));
  const could = input.entries.filter(({ queue }) => hers.has(queue)).sort(byTurn);
  const whyOf = (entry: WaitingEntry): Pick<CallerExplained, 'why' | 'instead'> => {
    const verdict = judge(entry, seat, input);
    if (verdict.kind === 'no') return { why: verdict.why };
    if (!isReady) return { why: 'seat-not-ready' };
    const taker = seatOfEntry.get(entry.entryId);
    if (taker === seat.seatId) return { why: null };
    if (taker !== undefined) return { why: 'other-seat', instead: taker };
    return { why: 'earlier-caller', ...(mine === null ? {} : { instead: mine.callId }) };
  };
  const told = could.slice(0, TOLD).map((entry) => {
    const { entryId, callId, queue, priority, enteredAt } = entry;
    return { entryId, callId, queue, priority, enteredAt, ...whyOf(entry) };
  });
  return { offers: mine?.callId ?? null, waiting: told, more: could.length - told.length, otherQueues: input.entries.length - could.length };
}

/** Why does this caller still wait? Each seat that is signed in, whatever it does. */
export interface SeatForCaller {
  readonly seatId: string;
  readonly phase: string;
  readonly why: No | 'seat-not-ready' | 'earlier-caller' | null;
}

export function explainCaller(input: MatchInput, entry: WaitingEntry, floor: readonly { readonly seat: ReadySeat; readonly phase: string }[]): readonly SeatForCaller[] {
  const seatId = pick(input).find(({ entryId }) => entryId === entry.entryId)?.seatId;
  return floor.map(({ seat, phase }) => {
    const verdict = judge(entry, seat, input);
    const why = verdict.kind === 'no' ? verdict.why : phase !== 'ready' ? 'seat-not-ready' : seat.seatId === seatId ? null : 'earlier-caller';
    return { seatId: seat.seatId, phase, why };
  });
}
