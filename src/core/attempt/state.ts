/**
 * One dial attempt of a callback: a row of the ledger, written before the phone is dialled.
 *
 *   claimed --dialling--> dialling --answered--> answered
 *      |                     |                      |
 *      +------- ended -------+-------- ended -------+--> ended(outcome)
 *
 *   ended(unknown) --settled--> ended(outcome): asked what became of the call; never dialled again without asking
 */
import type { AttemptNews, AttemptOutcome } from '../call/commands.ts';

export type AttemptState =
  | { readonly phase: 'claimed' }
  | { readonly phase: 'dialling' }
  | { readonly phase: 'answered' }
  | { readonly phase: 'ended'; readonly outcome: AttemptOutcome };

/** What the call tells, and what a later question to the log of facts found. */
export type AttemptEvent = AttemptNews | { readonly kind: 'settled'; readonly outcome: AttemptOutcome };

export type AttemptRefusal = 'ATTEMPT_OVER' | 'ATTEMPT_NOT_DIALLED' | 'ATTEMPT_ALREADY_ANSWERED';
