/**
 * The estimated wait that is told to a caller: the one formula. With `place` p (1 = next) she waits until p callers have been taken;
 * while callers wait, one is taken every `gapMs` on average (measured), or every (talk + after-call work) / agents before anything was
 * measured. Whoever comes with priority later is not foreseen; docs/soak/queue-day.md has how far it is off.
 */
export interface Pace {
  /** Mean time between two callers of the queue being taken while others waited. */
  readonly gapMs: number;
  readonly samples: number;
}

/** A talk and the work after it, before a queue has measured anything. */
const ASSUMED_WORK_MS = 185_000;
const ENOUGH_SAMPLES = 5;
/** What is older counts less and less: the mean of about so many. */
const MEMORY = 30;
/** A gap longer than this says that nobody worked, not that it takes so long. */
const LONGEST_GAP_MS = 900_000;

/** null: nobody is there to take anybody. */
export function estimateWaitMs({ place, staffed, pace }: { place: number; staffed: number; pace: Pace | null }): number | null {
  if (staffed === 0) return null;
  const gapMs = pace !== null && pace.samples >= ENOUGH_SAMPLES ? pace.gapMs : ASSUMED_WORK_MS / staffed;
  return Math.round(place * gapMs);
}

/** A caller was taken `gapMs` after the one before, and somebody was waiting all the while. */
export function paceAfter(pace: Pace | null, gapMs: number): Pace {
  const gap = Math.min(LONGEST_GAP_MS, gapMs);
  if (pace === null) return { gapMs: gap, samples: 1 };
  const weight = Math.min(MEMORY, pace.samples + 1);
  return { gapMs: pace.gapMs + (gap - pace.gapMs) / weight, samples: pace.samples + 1 };
}

/** In whole minutes as they are said; 0: less than one. Longer than half an hour is not said: it would be a guess. */
export function minutesToSay(waitMs: number): number | null {
  const minutes = Math.ceil(waitMs / 60_000);
  if (waitMs < 60_000) return 0;
  return minutes > 30 ? null : minutes;
}
