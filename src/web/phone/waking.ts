/**
 * Tells when a machine has slept, its network came back, or a browser thaws a page. A hidden page's timers come once a minute
 * at the least; a longer pause is a sleep.
 */
const beatMs = 5_000;
const sleepMs = 90_000;

/** `hasSlept`: time is missing. Called at once when the page can act again. */
export function onWaking(act: (hasSlept: boolean) => void): () => void {
  let beatAt = Date.now();
  const look = (): boolean => {
    const hasSlept = Date.now() - beatAt > sleepMs;
    beatAt = Date.now();
    if (hasSlept) act(true);
    return hasSlept;
  };
  const lookNow = () => void (document.visibilityState === 'visible' && look());
  const networkIsBack = () => void (look() || act(false));
  const timer = setInterval(look, beatMs);
  document.addEventListener('visibilitychange', lookNow);
  document.addEventListener('resume', lookNow);
  window.addEventListener('online', networkIsBack);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', lookNow);
    document.removeEventListener('resume', lookNow);
    window.removeEventListener('online', networkIsBack);
  };
}
