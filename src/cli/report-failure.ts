/** How a command that failed says so: what is wrong and what to do, without a stack for faults that are nobody's bug. */
import { ConfigError } from '../config.ts';
import { SpeechFault } from '../adapters/speech/speech-fault.ts';
import { StepError } from '../lab/steps.ts';
import { CommandError } from '../lab/run-command.ts';

/** Prints the failure to standard error and returns the exit code: 2 for wrong settings and prompt files, 1 for the rest. */
export function reportFailure(error: unknown): number {
  if (error instanceof ConfigError || error instanceof SpeechFault) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof StepError) {
    console.error(`\n  FAILED  ${error.step}: ${error.reason}`);
    console.error(`  What to do: ${error.advice}`);
    if (error.logFile !== undefined) console.error(`  Its log:    ${error.logFile}`);
    return 1;
  }
  console.error(error instanceof CommandError ? `${error.message}\n${error.output}` : error);
  return 1;
}
