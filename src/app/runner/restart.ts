/**
 * Commands that were committed but not confirmed when the process before died, judged by kind (docs/architecture.md): what has an id
 * or may safely be repeated is sent again; sound and slots are left to `resumed`; dialling a client is asked about first.
 */
import type { CallCommand } from '../../core/call/commands.ts';
import type { StoredCall } from '../ports.ts';

type Judgement = 'send-again' | 'leave' | 'never';

const JUDGEMENTS: { readonly [K in CallCommand['kind']]: Judgement } = {
  'answer-leg': 'send-again',
  'hang-up-leg': 'send-again',
  'watch-leg': 'send-again',
  /** Perhaps it rang and ended: reconcile finds the leg, or gives the seat back. */
  'create-seat-leg': 'leave',
  /** A phone may have rung already: unknown stays unknown, reconcile finds the leg or its end. */
  'create-client-leg': 'never',
  'create-outside-leg': 'never',
  /** The driver asks first whether the leg was dialled. */
  'dial-leg': 'send-again',
  play: 'leave',
  'stop-play': 'send-again',
  'open-slot': 'leave',
  'end-slot': 'leave',
  'close-slot': 'leave',
  'clear-keys': 'leave',
  /** Perhaps it came and went: reconcile finds it, or another one is made. */
  'create-snoop': 'leave',
  'create-bridge': 'send-again',
  'add-to-bridge': 'send-again',
  'remove-from-bridge': 'send-again',
  'destroy-bridge': 'send-again',
  'mute-leg': 'send-again',
  'unmute-leg': 'send-again',
  /** The driver asks first whether the leg has a monitor. */
  'start-recording': 'send-again',
  'stop-recording': 'send-again',
  'answer-refer': 'send-again',
  /** Reconcile finds the channel gone into the dialplan, or still here. */
  transfer: 'leave',
  /** `resumed` ends the check it was for, and lets the recording go on. */
  'pause-recording': 'leave',
  'resume-recording': 'send-again',
  'enter-queue': 'send-again',
  /** A second time it finds the case of the first: then she waits on, and the case tells. */
  'keep-place': 'send-again',
  'leave-queue': 'send-again',
  'return-to-queue': 'send-again',
  /** The same reservation again is the same: the row says whether it was made. */
  'reserve-seat': 'send-again',
  'ask-place': 'send-again',
  'tell-seat': 'send-again',
  'send-pop': 'send-again',
  'show-call': 'send-again',
  'identify-client': 'send-again',
  'look-up': 'leave',
  'expect-recording': 'send-again',
  'seal-recording': 'send-again',
  'note-recording-gap': 'send-again',
  'note-attempt': 'send-again',
  'file-message': 'send-again',
};

export function commandsToResend(call: StoredCall): readonly CallCommand[] {
  return call.pending.filter((command) => JUDGEMENTS[command.kind] === 'send-again');
}
