/** Chance with a seed: the same day every time. */
export interface Chance {
  /** 0 (in) to 1 (out). */
  next(): number;
  exponential(meanMs: number): number;
  of<T>(weighted: readonly (readonly [T, number])[]): T;
}

/** mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    exponential: (meanMs) => -Math.log(1 - next()) * meanMs,
    of: (weighted) => {
      let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of weighted) if ((left -= weight) <= 0) return value;
      return (weighted[weighted.length - 1] as (typeof weighted)[number])[0];
    },
  };
}
