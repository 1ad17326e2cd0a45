/** Whole numbers from a seed, the same on every machine (splitmix32: additions, shifts and 32-bit products only). */
export type Random = {
  /** 0 to limit - 1 */
  below(limit: number): number;
  /** low to high, both included */
  between(low: number, high: number): number;
};

export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  // The remainder leans to low numbers by at most limit / 2^32: nobody hears that in a made-up price.
  const below = (limit: number): number => next() % limit;
  return { below, between: (low, high) => low + below(high - low + 1) };
}
