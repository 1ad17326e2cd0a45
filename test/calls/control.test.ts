/** A small sample of `./hotline test soak control`: agents hand their clients about by page and by desk phone, a supervisor at their talks. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { controlRound } from '../soak/support/control-round.ts';
import { type Hotline, openHotline } from './support/hotline.ts';

let hotline: Hotline;
beforeAll(async () => {
  hotline = await openHotline();
});
afterAll(() => hotline?.close());

it('five agents hand five clients about while a supervisor goes from talk to talk: nobody is lost or silent, nobody hears her who should not, each talk has its sealed recording, nothing is left', async () => {
  const lines: string[] = [];
  const wrong = await controlRound(hotline, { seats: ['1001', '1002', '1003', '1004', '1005'], supervisors: ['1006'], callers: 5, atOnce: 3, seed: 20_261_125, isAlone: false }, (line) => lines.push(line));
  expect(wrong, lines.join('\n')).toEqual([]);
});
