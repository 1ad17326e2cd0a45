/** Erlang C: what a queue with one kind of caller, one kind of seat and chance alone comes to. */
export interface Line {
  readonly seats: number;
  readonly callsPerMs: number;
  readonly talkMs: number;
}

/** Probability that a caller waits. By the recursion of Erlang B, which does not overflow. */
export function waitProbability({ seats, callsPerMs, talkMs }: Line): number {
  const load = callsPerMs * talkMs;
  let blocked = 1;
  for (let n = 1; n <= seats; n += 1) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / seats) * (1 - blocked));
}

/** Share of callers taken within `withinMs`. */
export function serviceLevel(line: Line, withinMs: number): number {
  const { seats, callsPerMs, talkMs } = line;
  return 1 - waitProbability(line) * Math.exp((-(seats - callsPerMs * talkMs) * withinMs) / talkMs);
}
