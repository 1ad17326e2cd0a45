/** How an answer of Asterisk reads as the outcome of a command. */
import type { CommandOutcome } from '../../app/ports.ts';
import type { AriAnswer } from './ari-http.ts';

export const done: CommandOutcome = { kind: 'done' };
export const gone: CommandOutcome = { kind: 'gone' };
export const notPossible = (detail: string): CommandOutcome => ({ kind: 'not-possible', detail });

/**
 * 2xx done; 404 gone; every other answer is a no. `goneAt`: further codes that mean "is no more" for this call
 * (addChannel says 400 of an unknown channel, a subscription 422 of an unknown source).
 */
export function outcomeOf(answer: AriAnswer<unknown>, goneAt: readonly number[] = []): CommandOutcome {
  if (answer.kind === 'silent') return { kind: 'unknown', detail: answer.detail };
  if (answer.kind === 'withheld') return notPossible('another process has our application');
  if (answer.status < 300) return done;
  if (answer.status === 404 || goneAt.includes(answer.status)) return gone;
  return notPossible(`http ${answer.status}`);
}
