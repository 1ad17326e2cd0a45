/** Who works at the other end of a queue: takes the call, talks, and lets it go. Nobody else is there, so no seat is ever busy. */
import type { CallEvent } from '../../../core/call/events.ts';
import type { CallState } from '../../../core/call/state.ts';

/** An event before the line's clock has stamped it. */
export type Unstamped<T> = T extends unknown ? Omit<T, 'at' | 'businessAt'> : never;

const DEEDS = ['answers', 'hangs-up', 'asks-survey'] as const;
export type PersonDoes = (typeof DEEDS)[number];
export const isPersonDoes = (word: string): word is PersonDoes => (DEEDS as readonly string[]).includes(word);

const SEAT = { seatId: 'walk', extension: '1001', endpoint: '1001', isPage: false } as const;
const RING_MS = 15_000;
const ACW_MS = 5_000;
/** Q.850 16: hung up by its party. */
const NORMAL = { cause: 16, sipCode: null } as const;

interface Line {
  post(event: Unstamped<CallEvent>): void;
  state(): CallState;
  now(): number;
}

/** null: done; else why it cannot be. */
export function personDoes(does: PersonDoes, line: Line): string | null {
  if (does === 'answers') return answer(line);
  const { activity } = line.state();
  if (activity.phase !== 'conversation') return 'nobody talks with the caller';
  if (does === 'hangs-up') line.post({ kind: 'leg-ended', channelId: activity.offer.channelId, end: NORMAL });
  else line.post({ kind: 'seat-asked', seatId: SEAT.seatId, ask: 'survey' });
  return line.state().activity.phase === 'conversation' ? 'the flow that answered has no question after a talk' : null;
}

function answer(line: Line): string | null {
  const { activity } = line.state();
  if (activity.phase !== 'waiting') return 'the caller waits in no queue';
  const { entryId } = activity;
  const ringEndsAt = line.now() + RING_MS;
  line.post({ kind: 'seat-offered', ...SEAT, entryId, reservationId: `${entryId}.walk`, expiresAt: ringEndsAt, ringMs: RING_MS, acwMs: ACW_MS });
  const { activity: rung } = line.state();
  if (rung.phase !== 'waiting' || rung.offer === null) return 'the call does not take the offer';
  line.post({ kind: 'leg-answered', channelId: rung.offer.channelId });
  return null;
}
