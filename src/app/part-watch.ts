/**
 * Knows at any moment how a part that this process needs is: it is asked each second, and whoever wants to know more freshly asks
 * too. Away: nobody is there. Frozen: it takes the question and gives no answer, which to callers is worse.
 */
import type { Log } from './log.ts';

const LOOK_EVERY_MS = 1_000;
/** Well before anything that waits for the part gives up by itself. */
const PATIENCE_MS = 1_500;

export type PartCondition = 'there' | 'away' | 'frozen';

export interface PartWatch<Answer> {
  start(): void;
  stop(): void;
  condition(): PartCondition;
  /** Asks now, and waits no longer than its patience; null: no answer. */
  ask(): Promise<Answer | null>;
}

export interface PartWatchDeps<Answer> {
  /** As people call it; for the log. */
  readonly part: string;
  readonly question: () => Promise<Answer>;
  /** Whether this failure means silence; any other means that it refused. */
  readonly isSilence: (error: unknown) => boolean;
  readonly log: Log;
}

export function createPartWatch<Answer>(deps: PartWatchDeps<Answer>): PartWatch<Answer> {
  let condition: PartCondition = 'there';
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<Answer | null> | null = null;

  const become = (next: PartCondition): void => {
    if (next === condition) return;
    condition = next;
    deps.log.warn({ part: deps.part, condition }, next === 'there' ? 'part answers again' : 'part does not answer');
  };
  const put = async (): Promise<Answer | null> => {
    const impatience = setTimeout(() => become('frozen'), PATIENCE_MS);
    try {
      const answer = await deps.question();
      become('there');
      return answer;
    } catch (error) {
      become(deps.isSilence(error) ? 'frozen' : 'away');
      return null;
    } finally {
      clearTimeout(impatience);
      underWay = null;
    }
  };
  const ask = (): Promise<Answer | null> => {
    underWay ??= put();
    let impatience: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      impatience = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    return Promise.race([underWay, late]).finally(() => clearTimeout(impatience));
  };

  return {
    start: () => {
      timer = setInterval(() => void ask(), LOOK_EVERY_MS);
    },
    stop: () => clearInterval(timer),
    condition: () => condition,
    ask,
  };
}
