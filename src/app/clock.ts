/** True time for the use cases: epoch milliseconds that never jump, and the firm's business time beside it. */
export interface Clock {
  /** Epoch ms, advanced by monotonic time: a step of the machine's clock neither fires nor delays anything. */
  now(): number;
  /** The firm's business clock (hours, calendar). */
  businessNow(): number;
}

export function createClock(businessOffsetMs: () => number): Clock {
  const now = (): number => Math.round(performance.timeOrigin + performance.now());
  return { now, businessNow: () => now() + businessOffsetMs() };
}
