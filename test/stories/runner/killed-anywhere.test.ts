/**
 * A call is acted to its end; then again for every command it gave, with the server killed just before or just after that command is
 * carried out. A new process reads the saved step, judges what was not confirmed, and brings the call to its end.
 */
import { describe, expect, it } from 'vitest';
import { commandsToResend } from '../../../src/app/runner/restart.ts';
import type { CallCommand } from '../../../src/core/call/commands.ts';
import { wrongWith } from './acted/checks.ts';
import { useVirtualClock } from './acted/clockwork.ts';
import { act, PIECES, type Stage } from './acted/play.ts';

useVirtualClock();

/** The port's word for a command, where it has a thing that can be told apart. */
const WORDS: Partial<Record<CallCommand['kind'], string>> = {
  'answer-leg': 'answer', 'hang-up-leg': 'hangUp', 'watch-leg': 'watch', 'dial-leg': 'dial', 'stop-play': 'stopPlay', 'create-snoop': 'createSnoop', 'create-bridge': 'createBridge', 'add-to-bridge': 'addToBridge',
  'remove-from-bridge': 'removeFromBridge', 'mute-leg': 'mute', 'destroy-bridge': 'destroyBridge', 'start-recording': 'startRecording', 'stop-recording': 'stopRecording', play: 'play', 'create-seat-leg': 'createLeg', 'create-client-leg': 'createLeg',
};

const subjectOf = (command: CallCommand): string =>
  'playbackId' in command ? command.playbackId : 'channelId' in command ? command.channelId : 'bridgeId' in command ? command.bridgeId : '';

/** Saved and not confirmed when the process died: sent again, or left, as the table says. */
function wrongAfterDeath(stage: Stage, pending: readonly CallCommand[], died: number): string[] {
  const again = new Set(commandsToResend({ callId: '', version: 1, nextFactSeq: 1, state: {} as never, pending }));
  const wrong: string[] = [];
  for (const command of pending) {
    const word = WORDS[command.kind];
    if (word === undefined) continue;
    const times = stage.telephone.performed.slice(died).filter(({ name, subject }) => name === word && subject === subjectOf(command)).length;
    const isOvertaken = pending.some((later) => later.id > command.id && later.kind === 'hang-up-leg' && subjectOf(later) === subjectOf(command));
    if (again.has(command) && times === 0 && !isOvertaken) wrong.push(`${command.kind} was owed and never done`);
    if (!again.has(command) && times > 0) wrong.push(`${command.kind} was done again`);
  }
  return wrong;
}

describe('the server is killed at any moment', () => {
  it.each(PIECES)('around each command of a call (%s): what is saved is done once, the call comes to its end (misfortune 16)', { timeout: 120_000 }, async (piece) => {
    const good = await act(piece, () => ({}));
    const wrong: string[] = [];
    let deaths = 0;
    for (let index = 0; index < good.telephone.performed.length; index += 1) {
      for (const when of ['before', 'after'] as const) {
        let pending: readonly CallCommand[] = [];
        let died = Infinity;
        const stage = await act(piece, (acted) => ({
          [when]: (at: number) => {
            if (at !== index || died !== Infinity) return;
            pending = [...acted.floor.calls.rows.values()].flatMap((row) => row.pending);
            acted.killServer();
            died = acted.telephone.performed.length;
            deaths += 1;
          },
        }));
        const { legs } = stage.telephone;
        const found = [...wrongWith(stage), ...wrongAfterDeath(stage, pending, died)];
        if (new Set(legs.recorded).size !== legs.recorded.length) found.push('a recording begun twice');
        if (legs.dialled.filter((channelId) => channelId.includes('.client.')).length > 1) found.push('a client rung twice');
        wrong.push(...found.map((what) => `${when} command ${index} (${stage.telephone.performed[index]?.name}): ${what}`));
      }
    }
    expect(wrong).toEqual([]);
    expect(deaths).toBe(2 * good.telephone.performed.length);
  });
});
