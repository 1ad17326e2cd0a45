/** Steps of a longer job: each shows its name and the time it took; one that lasts says that it goes on. */
import { CommandError } from './run-command.ts';

/** A step that failed: why, and what the person at the keyboard can do about it. */
export class StepError extends Error {
  readonly code = 'STEP_FAILED';
  readonly step: string;
  readonly reason: string;
  readonly advice: string;
  readonly logFile: string | undefined;
  constructor(what: { step: string; reason: string; advice: string; logFile?: string | undefined; cause?: unknown }) {
    super(`${what.step}: ${what.reason}`, { cause: what.cause });
    this.step = what.step;
    this.reason = what.reason;
    this.advice = what.advice;
    this.logFile = what.logFile;
  }
}

export type StepOptions = {
  advice: string;
  logFile?: string;
};
/** What a step may say when it is done, shown behind its time. */
type Outcome = string | undefined;

const signOfLifeMs = 10_000;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export function createSteps(print: (line: string) => void) {
  return {
    /**
     * Runs a step. Steps may run beside each other: a line is printed when one ends, and every 10 s for one that goes on.
     * `work` gets a function for news on the way.
     */
    async step(name: string, work: (news: (line: string) => void) => Promise<Outcome>, options: StepOptions): Promise<void> {
      const startedAt = performance.now();
      let toldAt = startedAt;
      const news = (line: string): void => {
        toldAt = performance.now();
        print(`  ...  ${name}: ${line}`);
      };
      const timer = setInterval(() => {
        if (performance.now() - toldAt > signOfLifeMs) news(`still at it after ${seconds(performance.now() - startedAt)}`);
      }, 1_000);
      try {
        const outcome = await work(news);
        print(`  ok   ${name.padEnd(40)} ${seconds(performance.now() - startedAt).padStart(7)}${outcome === undefined ? '' : `   ${outcome}`}`);
      } catch (error) {
        const said = error instanceof StepError ? error.reason : error instanceof CommandError ? `${error.message}\n${error.output}` : error instanceof Error ? error.message : String(error);
        // Told at once: steps beside this one may go on for minutes, and what they finish need not be done again.
        print(`  FAIL ${name.padEnd(40)} ${seconds(performance.now() - startedAt).padStart(7)}   ${said.split('\n')[0] ?? ''}`);
        if (error instanceof StepError) throw error;
        throw new StepError({ step: name, reason: said, advice: options.advice, logFile: options.logFile, cause: error });
      } finally {
        clearInterval(timer);
      }
    },
  };
}
export type Steps = ReturnType<typeof createSteps>;
