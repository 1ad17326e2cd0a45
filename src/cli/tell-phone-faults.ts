import { ConfigError } from '../config.ts';
import { PhoneFault } from '../lab/ear/phone-fault.ts';

/** Faults that a person can put right end in their own words and exit code 2; all others go on. */
export async function tellPhoneFaults(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof PhoneFault || error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
