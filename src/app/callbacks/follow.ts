/** Follows a case from its first line to the end of one try: completed, or not for now. */
import type { CaseTrail, TrailStep } from './ports.ts';

export interface FollowDeps {
  readonly trail: CaseTrail;
  /** A clock that never steps, ms. */
  readonly now: () => number;
  /** The firm's business clock, epoch ms: by it the next try is planned. */
  readonly businessNow: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

export interface FollowWish {
  readonly caseId: string;
  readonly maxMs: number;
  readonly onStep: (step: TrailStep) => void;
  /** Nothing has happened for a while: `last` is where it stands. */
  readonly onQuiet: (last: TrailStep | null) => void;
  readonly signal?: AbortSignal;
}

/** not-reached: this try is over, the case goes on later. */
export type FollowEnd = 'completed' | 'not-reached' | 'cancelled' | 'time-out' | 'aborted';

const LOOK_EVERY_MS = 200;
const QUIET_MS = 8_000;
/** After a try that reached nobody the case says what is next; by then it should have. */
const NEXT_WORD_MS = 5_000;
/** A next try that is so near is followed too: another number of the client, for instance. */
const SOON_MS = 30_000;

export async function followCase(deps: FollowDeps, wish: FollowWish): Promise<FollowEnd> {
  const began = deps.now();
  const told = new Set<string>();
  let last: TrailStep | null = null;
  let quietSince = began;
  let missedAt: number | null = null;
  while (wish.signal?.aborted !== true) {
    for (const step of await deps.trail.read(wish.caseId)) {
      const key = JSON.stringify(step);
      if (told.has(key)) continue;
      told.add(key);
      wish.onStep(step);
      last = step;
      quietSince = deps.now();
      if (step.kind === 'completed' || step.kind === 'cancelled') return step.kind;
      if (step.kind === 'attempt-claimed') missedAt = null;
      if (step.kind === 'attempt-ended' && step.outcome !== 'talked') missedAt = deps.now();
      if (step.kind !== 'put-off') continue;
      if ((step.nextAttemptAt ?? Infinity) > deps.businessNow() + SOON_MS) return 'not-reached';
      missedAt = null;
    }
    if (missedAt !== null && deps.now() - missedAt > NEXT_WORD_MS) return 'not-reached';
    if (deps.now() - began > wish.maxMs) return 'time-out';
    if (deps.now() - quietSince > QUIET_MS) {
      wish.onQuiet(last);
      quietSince = deps.now();
    }
    await deps.pause(LOOK_EVERY_MS);
  }
  return 'aborted';
}
