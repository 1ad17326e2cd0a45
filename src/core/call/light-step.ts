/**
 * A step of the menus that nobody outside them has to know: no fact, nothing done but a prompt stopped (a digit among others, a
 * prompt that is over). It need not be saved by itself: the next step that is saved carries it, and a server that dies before asks
 * the node's question again, as it does after every death.
 */
import type { CallState } from './state.ts';
import type { TurnResult } from './turn.ts';

export function isLightStep(before: CallState, { state, commands, facts }: TurnResult): boolean {
  return before.activity.phase === 'ivr' && state.activity.phase === 'ivr' && facts.length === 0 && commands.every(({ kind }) => kind === 'stop-play');
}
