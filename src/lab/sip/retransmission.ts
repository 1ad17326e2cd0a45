/** Timers of RFC 3261, 17: first repeat after T1, doubled up to T2, given up after 64 * T1. */
const T1_MS = 500;
const T2_MS = 4_000;
const GIVE_UP_MS = 64 * T1_MS;

/**
 * Sends now and again until stopped; `onGivenUp` when nobody reacted for 32 s. UDP loses packets, so every request and every
 * final answer to an INVITE goes out this way.
 */
export function sendUntilStopped(send: () => void, onGivenUp: () => void): () => void {
  let delayMs = T1_MS;
  let timer = setTimeout(repeat, delayMs);
  const giveUp = setTimeout(() => {
    clearTimeout(timer);
    onGivenUp();
  }, GIVE_UP_MS);
  function repeat(): void {
    send();
    delayMs = Math.min(delayMs * 2, T2_MS);
    timer = setTimeout(repeat, delayMs);
  }
  send();
  return () => {
    clearTimeout(timer);
    clearTimeout(giveUp);
  };
}
