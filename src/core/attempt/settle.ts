/**
 * What became of an attempt whose ledger row does not say it: the answer comes from the call's own facts, never from a guess.
 * What they do not tell stays `unknown`.
 */
import type { AttemptOutcome } from '../call/commands.ts';

/** From the log of facts of the attempt's call. */
export interface AttemptEvidence {
  readonly wasDialled: boolean;
  readonly wasConnected: boolean;
  /** Outcome the call itself stated when it ended. */
  readonly stated: AttemptOutcome | null;
}

export function outcomeOfEvidence(evidence: AttemptEvidence): AttemptOutcome {
  if (evidence.stated !== null && evidence.stated !== 'unknown') return evidence.stated;
  if (evidence.wasConnected) return 'talked';
  // The fact is saved with the command, before the phone rings: without it no phone rang.
  return evidence.wasDialled ? 'unknown' : 'failed';
}
