/**
 * A stream that runs later than its timestamps say by more than this has paused, or its sender is behind: it is put at its arrival.
 * (After a stall of the receiver the same happens for a moment, and the packets that waited pull it back.)
 */
const LATE_MS = 100;
/** Ahead by more than this: another count. */
const AHEAD_MS = 60;
/** More missing sequence numbers than this is another stream, not loss. */
const MAX_LOSS = 500;

/**
 * Puts the packets of a stream on the receiver's clock: arrival times jitter with the load of this machine, timestamps don't.
 * Counts what is missing by sequence number. Late and repeated packets have no place (undefined).
 */
export function createStreamClock() {
  let ssrc: number | undefined;
  let lastSequence = 0;
  let firstTimestamp = 0;
  /** Real time of the first timestamp, the earliest any packet suggests. */
  let baseMs = 0;
  let lastAtMs = -Infinity;

  function startAt(timestamp: number, arrivedMs: number): number {
    firstTimestamp = timestamp;
    baseMs = arrivedMs;
    return arrivedMs;
  }

  function onClock(timestamp: number, arrivedMs: number): number {
    const sinceFirstMs = ((timestamp - firstTimestamp) | 0) / 8;
    const aheadMs = baseMs + sinceFirstMs - arrivedMs;
    if (aheadMs > AHEAD_MS || aheadMs < -LATE_MS) return startAt(timestamp, arrivedMs);
    if (aheadMs > 0) baseMs -= aheadMs;
    return baseMs + sinceFirstMs;
  }

  return {
    place(packet: { ssrc: number; sequence: number; timestamp: number; isMarked: boolean; arrivedMs: number }): { atMs: number; lostBefore: number } | undefined {
      const { sequence, timestamp, arrivedMs } = packet;
      const step = (sequence - lastSequence) & 0xffff;
      const isSameStream = ssrc === packet.ssrc;
      if (isSameStream && (step === 0 || step > 0x8000)) return undefined;
      const isContinued = isSameStream && step <= MAX_LOSS;
      const lostBefore = isContinued ? step - 1 : 0;
      const atMs = isContinued && !packet.isMarked ? onClock(timestamp, arrivedMs) : startAt(timestamp, arrivedMs);
      ssrc = packet.ssrc;
      lastSequence = sequence;
      // Time never runs backwards for the listener.
      lastAtMs = Math.max(lastAtMs, atMs);
      return { atMs: lastAtMs, lostBefore };
    },
  };
}
