/** A command of the menus that was not carried out: where the caller goes next, command by command. */
import { endCall } from '../call/ending.ts';
import type { TelephonyCommand } from '../call/commands.ts';
import type { EventOf } from '../call/row.ts';
import type { IvrState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import type { Cell } from '../machine.ts';
import { keepMessage } from './keep-message.ts';
import { recordingFailed } from './message.ts';
import { faulty, STAY, type Outcome } from './outcome.ts';
import { transferFailed } from './transfer.ts';

type Failure = EventOf<'command-failed'>;
type FailureTable = { readonly [K in TelephonyCommand['kind']]: Cell<Turn, IvrState, Failure, Outcome> };

/** Words beside an act or a message are lost alone; words that lead the call on are not. */
function wordsFailed(turn: Turn, state: IvrState, event: Failure): Outcome {
  if (event.subject !== state.playbackId) return STAY;
  if (state.step !== 'looking-up' && state.step !== 'recording') return faulty(`playback ${event.reason}`);
  turn.fact({ kind: 'fault', where: state.node, reason: `playback ${event.reason}` });
  turn.become({ ...state, playbackId: null });
  return STAY;
}

/** gone: the end of the leg is told by itself. */
const failures: FailureTable = {
  'answer-leg': (turn, state, event) => {
    if (event.reason === 'gone') return STAY;
    keepMessage(turn, state);
    endCall(turn, null);
    return STAY;
  },
  play: wordsFailed,
  // A message ends by its time or by a hang-up when its `#` cannot be heard.
  'open-slot': (_turn, state, event) => (event.reason === 'gone' || state.slot === null || state.step === 'recording' ? STAY : faulty(`no keys can be heard: ${event.reason}`)),
  'start-recording': (turn, state, event) => recordingFailed(turn, state, event.reason),
  transfer: (turn, state, event) => (state.step === 'transferring' && event.reason !== 'gone' ? transferFailed(turn, state, event.reason) : STAY),
  // The input counts as wrong when its time is over (input.ts).
  'end-slot': 'ignore',
  'close-slot': 'ignore',
  'clear-keys': 'ignore',
  'stop-play': 'ignore',
  'stop-recording': 'ignore',
  'watch-leg': 'ignore',
  'hang-up-leg': 'ignore',
  // Of a talk before, or not of the menus at all.
  'create-seat-leg': 'ignore',
  'create-client-leg': 'ignore',
  'create-outside-leg': 'ignore',
  'dial-leg': 'ignore',
  'create-snoop': 'ignore',
  'create-bridge': 'ignore',
  'add-to-bridge': 'ignore',
  'remove-from-bridge': 'ignore',
  'destroy-bridge': 'ignore',
  'answer-refer': 'ignore',
  'mute-leg': 'ignore',
  'unmute-leg': 'ignore',
  'pause-recording': 'ignore',
  'resume-recording': 'ignore',
};

export function commandFailed(turn: Turn, state: IvrState, event: Failure): Outcome {
  const cell = Object.hasOwn(failures, event.command) ? failures[event.command as keyof FailureTable] : 'ignore';
  return cell === 'ignore' ? STAY : cell(turn, state, event);
}
