/**
 * A step from one question of the menus to the next words: nothing but sound is commanded. Its sound goes out beside its save, not
 * after it (docs/decisions/004-saving-before-acting.md): sound is never sent again from the store, so saving it first protects
 * nothing, and the caller waits for it. What an act of the back office brought is saved first, like everything else.
 */
import type { CallCommand } from './commands.ts';
import type { CallState } from './state.ts';

const SOUNDS: ReadonlySet<CallCommand['kind']> = new Set(['play', 'stop-play']);
const QUESTION: ReadonlySet<string> = new Set(['saying', 'asking', 'collecting']);

/** The most ids such a step may use up. A server that begins anew stops the sound of a step that was lost, by these ids (ivr/resume.ts). */
export const SOUND_STEP_IDS = 6;

export function isSoundStep(before: CallState, after: CallState, commands: readonly CallCommand[]): boolean {
  return before.activity.phase === 'ivr' && QUESTION.has(before.activity.step) && after.activity.phase === 'ivr' && after.activity.step !== 'looking-up'
    && commands.every(({ kind }) => SOUNDS.has(kind)) && after.minted - before.minted <= SOUND_STEP_IDS;
}
