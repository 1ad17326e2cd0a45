/** Two Asterisks, a server each: a caller at one, her agent at the other. The 40 calls are `./hotline test soak two-nodes`. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Pair, startPair } from '../calls/support/pair.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { callsAcross } from '../soak/support/across-exchanges.ts';
import { figure } from './support/outage.ts';

const seats = ['2001', '2002', '2003', '2004'];

let pair: Pair;
beforeAll(async () => {
  pair = await startPair({ exchanges: 2, seats });
  await hurryQueues(pair.hotline, { ringMs: 60_000, acwMs: 500 });
}, 180_000);
afterAll(() => pair?.stop(), 60_000);

it('calls across two exchanges go on, heard at both ends, while the server of one is killed (-9) (field note 41)', async () => {
  const wrong = await callsAcross(pair, [
    { talks: 2, ringing: 0, queued: 0, menus: 2, seats: seats.slice(0, 2) }, { talks: 2, ringing: 0, queued: 2, menus: 1, seats: seats.slice(2) },
  ], figure);
  expect(wrong).toEqual([]);
});
