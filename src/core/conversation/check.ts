/**
 * The agent has the client key her PIN in the middle of a talk. The client leaves the bridge and is asked; the agent hears music, no
 * tone, and learns pass or fail only. The recording is silent before the slot opens and goes on after it is closed.
 *
 *   check-pin --> pausing --recording is silent--> asking --keyed--> verifying --answer--> both together again
 *                    |                               | ^ \
 *                    |                               \_/ silence or too short: asked again, 3 times in all
 *                    \--- out of time, cancelled, a command that failed, a restart: both together again, whatever it was
 *   client or agent hangs up, the agent's page stays away: as in any talk (end.ts), and the recording goes on first
 */
import type { EventOf } from '../call/row.ts';
import type { ConversationState, PinCheck } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { playable } from '../call/playable.ts';
import { checkMusic } from '../waiting/words.ts';
import { endCheck } from './check-end.ts';

const MAX_ASKS = 3;
const PIN_DIGITS = 6;
/** From the first word to the last answer; the vault forgets what was keyed 60 s after the last key. */
const CHECK_MS = 90_000;
const FIRST_KEY_MS = 10_000;
const NEXT_KEY_MS = 5_000;
const VERIFY_MS = 4_000;
const ANSWER_GRACE_MS = 1_000;
/** Of 10 s each: longer than six keys may take. */
const LISTENING_CLIPS = 4;

/** Whose PIN it must be: who she is already, or the one client that her number or the callback names. */
export function clientToCheck(turn: Turn): string | null {
  const { auth, clientMatches, callback } = turn.call();
  const [only, ...others] = clientMatches;
  return auth.clientId ?? callback?.clientId ?? (others.length === 0 ? only ?? null : null);
}

export function startCheck(turn: Turn, state: ConversationState, clientId: string): void {
  const { clientChannelId } = turn.call();
  if (clientChannelId === null || state.bridgeId === null) return;
  const pauseId = turn.mint('pause');
  turn.fact({ kind: 'check-started', seatId: state.offer.seatId });
  turn.do({ kind: 'clear-keys', channelId: clientChannelId });
  turn.do({ kind: 'remove-from-bridge', bridgeId: state.bridgeId, channelId: clientChannelId });
  turn.do({ kind: 'pause-recording', channelId: clientChannelId, recordingId: state.recordingId, pauseId });
  const seatPlaybackId = state.away === null ? seatWaits(turn, state.offer.channelId) : null;
  turn.arm('check', CHECK_MS);
  const check: PinCheck = {
    step: 'pausing', since: turn.at, clientId, pauseId, playbackId: null, seatPlaybackId, slot: null, length: 0, asks: 0, requestId: null,
  };
  turn.become({ ...state, check, since: turn.at });
}

/** The agent, alone in the bridge. */
export function seatWaits(turn: Turn, channelId: string): string {
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId, playbackId, language: turn.call().language, clips: checkMusic(turn, CHECK_MS + NEXT_KEY_MS) });
  return playbackId;
}

function askPin(turn: Turn, state: ConversationState, check: PinCheck): void {
  const { clientChannelId } = turn.call();
  if (clientChannelId === null) return;
  if (check.slot !== null) turn.do({ kind: 'close-slot', channelId: clientChannelId, slot: check.slot });
  const slot = turn.mint('s');
  const clips = playable(turn, check.asks === 0 ? ['check.pin'] : ['check.again']);
  if (clips.length === 0) return endCheck(turn, { ...state, check }, 'unavailable');
  turn.do({ kind: 'open-slot', channelId: clientChannelId, spec: { slot, maxDigits: PIN_DIGITS, terminators: '#*', slotClass: 'secret' } });
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId: clientChannelId, playbackId, language: turn.call().language, clips });
  turn.arm('check-prompt', turn.world.durationMs(clips, turn.call().language) + turn.world.limits.playbackGraceMs);
  turn.become({ ...state, check: { ...check, step: 'asking', slot, playbackId, length: 0, asks: check.asks + 1 } });
}

function askAgain(turn: Turn, state: ConversationState, check: PinCheck): void {
  quietClient(turn, check);
  if (check.asks >= MAX_ASKS) return endCheck(turn, state, 'timed-out');
  const { clientChannelId } = turn.call();
  if (clientChannelId !== null) turn.do({ kind: 'clear-keys', channelId: clientChannelId });
  askPin(turn, state, { ...check, playbackId: null });
}

function quietClient(turn: Turn, { playbackId }: PinCheck): void {
  if (playbackId !== null) turn.do({ kind: 'stop-play', playbackId });
  for (const name of ['check-prompt', 'check-first-key', 'check-next-key']) turn.disarm(name);
}

export function recordingPaused(turn: Turn, state: ConversationState, event: EventOf<'recording-paused'>): void {
  const { check } = state;
  if (check?.step === 'pausing' && event.pauseId === check.pauseId) askPin(turn, state, check);
}

/** From the end of the words runs the time for the first key. */
export function promptOver(turn: Turn, state: ConversationState, check: PinCheck): void {
  turn.disarm('check-prompt');
  if (check.step === 'asking' && check.length === 0) turn.arm('check-first-key', FIRST_KEY_MS);
  turn.become({ ...state, check: { ...check, playbackId: null } });
}

export function checkKey(turn: Turn, state: ConversationState, event: EventOf<'key'>): void {
  const { check } = state;
  if (check?.step !== 'asking' || event.slot !== check.slot) return;
  if (check.length === 0) quietClient(turn, check);
  turn.arm('check-next-key', NEXT_KEY_MS);
  turn.become({ ...state, check: { ...check, playbackId: check.length === 0 ? listen(turn) : check.playbackId, length: check.length + 1 } });
}

/**
 * A short tone and then quiet while she keys. A phone that sends a key sends no sound meanwhile: if none went to it either, the
 * recording would lack that time.
 */
function listen(turn: Turn): string | null {
  const { clientChannelId, language } = turn.call();
  const clips = playable(turn, ['tone.listening']);
  if (clientChannelId === null || clips.length === 0) return null;
  const playbackId = turn.mint('p');
  turn.do({ kind: 'play', channelId: clientChannelId, playbackId, language, clips: new Array<string>(LISTENING_CLIPS).fill(clips[0] ?? '') });
  return playbackId;
}

export function checkKeyed(turn: Turn, state: ConversationState, event: EventOf<'slot-complete'>): void {
  const { check } = state;
  const { clientChannelId } = turn.call();
  if (check?.step !== 'asking' || event.slot !== check.slot || clientChannelId === null) return;
  if (event.by === '*' || event.length < PIN_DIGITS) return askAgain(turn, state, check);
  quietClient(turn, check);
  const requestId = turn.mint('r');
  turn.do({
    kind: 'look-up', requestId, operation: 'verify-password', args: { client: check.clientId }, held: { password: check.slot },
    channelId: clientChannelId, timeoutMs: VERIFY_MS, isAct: true,
  });
  const clips = playable(turn, ['back-office.wait']);
  const playbackId = turn.mint('p');
  if (clips.length > 0) turn.do({ kind: 'play', channelId: clientChannelId, playbackId, language: turn.call().language, clips });
  turn.arm('check-answer', VERIFY_MS + ANSWER_GRACE_MS);
  turn.become({ ...state, check: { ...check, step: 'verifying', requestId, playbackId: clips.length > 0 ? playbackId : null } });
}

export function checkAnswered(turn: Turn, state: ConversationState, event: EventOf<'lookup-answered'>): void {
  const { check } = state;
  if (check?.step !== 'verifying' || event.requestId !== check.requestId) return;
  switch (event.answer.kind) {
    case 'found': {
      const auth = { level: 'password', method: 'agent-check', clientId: check.clientId, at: turn.at } as const;
      turn.patch({ auth });
      turn.fact({ kind: 'authenticated', level: auth.level, method: auth.method, clientId: auth.clientId });
      return endCheck(turn, state, 'passed');
    }
    case 'refused':
      return endCheck(turn, state, 'failed');
    case 'not-found':
    case 'failed':
    case 'lost':
      return endCheck(turn, state, 'unavailable');
    default:
      return event.answer satisfies never;
  }
}

/** true: the deadline was one of a check. */
export function checkDeadline(turn: Turn, state: ConversationState, name: string): boolean {
  const { check } = state;
  if (check === undefined || check === null) return false;
  switch (name) {
    case 'check':
      endCheck(turn, state, 'timed-out');
      return true;
    case 'check-prompt':
      promptOver(turn, state, check);
      return true;
    case 'check-first-key':
    case 'check-next-key':
      askAgain(turn, state, check);
      return true;
    case 'check-answer':
      endCheck(turn, state, 'unavailable');
      return true;
    default:
      return false;
  }
}

/**
 * true: it was the check's, and is dealt with. A client who is still in the bridge, or a recording that may still run, is not asked
 * for a secret.
 */
export function checkCommandFailed(turn: Turn, state: ConversationState, { command, subject, reason }: EventOf<'command-failed'>): boolean {
  const { check } = state;
  if (check === undefined || check === null) return false;
  if (command === 'play' && subject === check.seatPlaybackId) {
    turn.fact({ kind: 'fault', where: 'music of a check', reason });
    turn.become({ ...state, check: { ...check, seatPlaybackId: null } });
    return true;
  }
  // Its start had failed, as it seemed, and there is none indeed.
  if (command === 'pause-recording' && reason === 'not-possible' && state.recording === 'failed' && check.step === 'pausing') {
    askPin(turn, state, check);
    return true;
  }
  const isOfClient = subject === turn.call().clientChannelId;
  const isFatal = isOfClient ? ['pause-recording', 'remove-from-bridge', 'open-slot'].includes(command) : command === 'play' && subject === check.playbackId && check.step === 'asking' && check.length === 0;
  if (!isFatal) return false;
  turn.fact({ kind: 'fault', where: 'check', reason: `${command} ${reason}` });
  endCheck(turn, state, 'unavailable');
  return true;
}
