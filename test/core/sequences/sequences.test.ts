/** Random sequences of everything that can happen, in any order; fast-check shrinks what breaks a promise to its core. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveArbitrary } from './moves.ts';
import { runSequence, type Seen } from './run.ts';

const seed = Number(process.env['HOTLINE_SEED'] ?? 20_261_125);

describe(`random sequences (seed ${seed})`, () => {
  it('a seat is on one call, a caller somewhere or gone, each reservation released once, the journal tells the same again (misfortune 5) (misfortune 6) (field note 9) (field note 20)', { timeout: 60_000 }, () => {
    const seen: Seen = new Map();
    fc.assert(fc.property(fc.array(moveArbitrary, { minLength: 10, maxLength: 200, size: 'max' }), (moves) => runSequence(moves, seen)), { seed, numRuns: 500 });
    for (const place of ['ivr saying', 'ivr asking', 'ivr collecting', 'ivr looking-up', 'ivr recording', 'ivr transferring', 'waiting', 'conversation announcing', 'conversation dialling', 'conversation connected', 'conversation held', 'conversation check pausing', 'conversation check asking', 'conversation check verifying', 'conversation page away, its leg dead', 'after'])
      expect(seen.get(place) ?? 0, `hardly came to ${place}`).toBeGreaterThan(30);
  });
});
