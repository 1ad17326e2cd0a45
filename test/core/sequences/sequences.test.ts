/** Random sequences of everything that can happen, in any order; fast-check shrinks what breaks a promise to its core. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepMoveArbitrary, moveArbitrary, type Move } from './moves.ts';
import { runSequence, type Seen } from './run.ts';

const seed = Number(process.env['HOTLINE_SEED'] ?? 20_261_125);

function run(moves: fc.Arbitrary<Move>, places: readonly string[]): void {
  const seen: Seen = new Map();
  fc.assert(fc.property(fc.array(moves, { minLength: 10, maxLength: 200, size: 'max' }), (made) => runSequence(made, seen)), { seed, numRuns: 500 });
  for (const place of places) expect(seen.get(place) ?? 0, `hardly came to ${place}`).toBeGreaterThan(30);
}

describe(`random sequences (seed ${seed})`, () => {
  it('a seat is on one call, a caller somewhere or gone, each reservation released once, the journal tells the same again (misfortune 5) (misfortune 6) (field note 9) (field note 20)', { timeout: 60_000 }, () => {
    run(moveArbitrary, [
      'ivr saying', 'ivr asking', 'ivr collecting', 'ivr looking-up', 'ivr recording', 'ivr transferring', 'waiting', 'conversation announcing', 'conversation dialling', 'conversation connected',
      'conversation held', 'conversation check pausing', 'conversation check asking', 'conversation check verifying', 'conversation page away, its leg dead', 'after',
    ]);
  });

  it('the same with third parties and supervisors in most talks: consulted, swapped, in conference, handed the client, listened to, taken over, never two rings for one seat (field note 20) (field note 27)', { timeout: 60_000 }, () => {
    run(deepMoveArbitrary, ['guest asking', 'guest ringing', 'guest consult', 'guest swapped', 'guest conference', 'outside dialling', 'outside talking', 'monitor reserving', 'monitor ringing', 'monitor listen', 'monitor whisper', 'monitor barge']);
  });
});
