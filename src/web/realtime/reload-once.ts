/**
 * Page and server speak different versions: load the page anew. Twice in a minute means that reloading does not help (an old
 * page in a cache on the way): then false, and the page says so instead of turning in circles.
 */
const key = 'hotline.reloadedAt';

export function reloadOnce(): boolean {
  const before = Number(sessionStorage.getItem(key) ?? 0);
  if (Date.now() - before < 60_000) return false;
  sessionStorage.setItem(key, String(Date.now()));
  location.reload();
  return true;
}
