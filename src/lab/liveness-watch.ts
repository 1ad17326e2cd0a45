/** Whether a running part still moves: by its heartbeat, or by whether it answers; tells when it falls silent and when it speaks again. */
import { createAnswerWatch } from './answer-watch.ts';
import { createHeartbeatWatch, type Look } from './heartbeat-watch.ts';
import type { Part } from './part.ts';

export function createLivenessWatch(part: Part, tell: (kind: 'silent' | 'answers') => void) {
  const heartbeat = part.heartbeatFile === undefined ? undefined : createHeartbeatWatch(part.heartbeatFile);
  const answers = part.answers === undefined ? undefined : createAnswerWatch({ ask: part.ready, ...part.answers });
  let isSilent = false;
  return {
    /** Begins anew for a new process (`keepFile`: for one that beats already). */
    restart(keepFile: boolean): void {
      heartbeat?.restart(keepFile);
      answers?.restart();
      isSilent = false;
    },
    isFrozen(look: Look): boolean {
      const heard = answers?.look(look) ?? 'answers';
      if (isSilent !== (heard !== 'answers')) {
        isSilent = !isSilent;
        tell(isSilent ? 'silent' : 'answers');
      }
      return heard === 'frozen' || heartbeat?.isFrozen(look) === true;
    },
  };
}
export type LivenessWatch = ReturnType<typeof createLivenessWatch>;
