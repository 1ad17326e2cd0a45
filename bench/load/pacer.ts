/**
 * The beat of the callers' media: each caller has one of 20 phases of a 20 ms frame, so that packets of many callers do not leave
 * in one burst. One timer serves all; a late one makes up for what is due.
 */
const PHASES = 20;
const MAX_CATCH_UP = 500;

const slots: Set<() => void>[] = Array.from({ length: PHASES }, () => new Set());
let timer: NodeJS.Timeout | undefined;
let cursorMs = 0;
let nextPhase = 0;
let callers = 0;

function tick(): void {
  const nowMs = Math.floor(performance.now());
  if (nowMs - cursorMs > MAX_CATCH_UP) cursorMs = nowMs - MAX_CATCH_UP;
  for (; cursorMs < nowMs; cursorMs += 1) for (const beat of slots[cursorMs % PHASES] ?? []) beat();
  timer = setTimeout(tick, 1);
}

/** Calls back each 20 ms. Returns the way to stop. */
export function everyFrame(beat: () => void): () => void {
  const slot = slots[nextPhase];
  nextPhase = (nextPhase + 1) % PHASES;
  slot?.add(beat);
  callers += 1;
  if (timer === undefined) {
    cursorMs = Math.floor(performance.now());
    timer = setTimeout(tick, 1);
  }
  return () => {
    if (slot?.delete(beat) !== true) return;
    callers -= 1;
    if (callers > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}
