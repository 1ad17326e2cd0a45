/** The load's own process, pinned to a core of its own: does one thing asked for at a time, and says how it went. */
import { type ArrivalLoad, measureArrivals } from './arriving-callers.ts';
import { type KeyLoad, measureKeys } from './key-callers.ts';
import { measureQueue, type QueueLoad } from './queue-callers.ts';
import { type QuoteCallers, type QuoteLoad, startQuoteCallers } from './quote-callers.ts';
import { type HeldCallers, holdCallers, type StayLoad } from './staying-callers.ts';
import { openSeats, type Seats, type SeatsWish } from './seats.ts';

export type Wish =
  | { kind: 'start-quotes'; load: QuoteLoad }
  | { kind: 'count-quotes' }
  | { kind: 'stop-quotes' }
  | { kind: 'keys'; load: KeyLoad }
  | { kind: 'arrivals'; load: ArrivalLoad }
  | { kind: 'hold-calls'; load: StayLoad }
  | { kind: 'drop-calls' }
  | { kind: 'open-seats'; name: string; seats: SeatsWish }
  | { kind: 'queue'; name: string; load: QueueLoad };

export type Question = Wish & { id: number };
export type Answer = { id: number; value: unknown } | { id: number; error: string };

let quotes: QuoteCallers | undefined;
let held: HeldCallers | undefined;
const seats = new Map<string, Seats>();

async function grant(wish: Wish): Promise<unknown> {
  switch (wish.kind) {
    case 'start-quotes':
      quotes = await startQuoteCallers(wish.load);
      return true;
    case 'count-quotes':
      return quotes?.counts();
    case 'stop-quotes': {
      const last = await quotes?.stop();
      quotes = undefined;
      return last;
    }
    case 'keys':
      return measureKeys(wish.load);
    case 'arrivals':
      return measureArrivals(wish.load);
    case 'hold-calls':
      held = await holdCallers(wish.load);
      return held.live();
    case 'drop-calls': {
      const live = held?.live() ?? 0;
      await held?.drop();
      return live;
    }
    case 'open-seats':
      seats.set(wish.name, await openSeats(wish.seats));
      return true;
    case 'queue': {
      const there = seats.get(wish.name);
      if (there === undefined) throw new Error(`no seats called ${wish.name}`);
      return measureQueue(wish.load, there);
    }
  }
}

process.on('message', (question: Question) => {
  const answer = (told: Answer): void => void process.send?.(told);
  grant(question).then((value) => answer({ id: question.id, value: value ?? null }), (error: unknown) => answer({ id: question.id, error: error instanceof Error ? error.message : String(error) }));
});
process.on('disconnect', () => process.exit(0));
