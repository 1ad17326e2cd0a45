/** Commands to Asterisk. `send-pop` and `expect-recording` go ahead in the same lane, but may hold it only for a moment. */
import { answerHeader, callHeader } from '../../contract/desk/phone.ts';
import type { CallCommand } from '../../core/call/commands.ts';
import type { CommandOutcome, NumberBook, OutsideNumbers, Telephony } from '../ports.ts';
import type { Mailbox } from './mailbox.ts';

const DONE: CommandOutcome = { kind: 'done' };
const GONE: CommandOutcome = { kind: 'gone' };

export interface TelephonyPerformer {
  perform(mailbox: Mailbox, command: CallCommand): Promise<CommandOutcome>;
}

export interface TelephonyPerformerDeps {
  readonly telephony: Telephony;
  readonly numbers: NumberBook;
  readonly outside: OutsideNumbers;
  /** Folder of raw recordings as Asterisk sees it. */
  readonly recordingsRoot: string;
  /** Pop and expectation: store work that stands before telephony work. Resolves when done or when its bound is over. */
  readonly ahead: (mailbox: Mailbox, command: CallCommand) => Promise<void>;
}

/** Over the trunk. No number stands in a call's state: it is looked up now; one that is no longer allowed, or kept, is not dialled. */
async function outwardLeg({ telephony, numbers, outside }: TelephonyPerformerDeps, command: Extract<CallCommand, { kind: 'create-client-leg' | 'create-outside-leg' }>, callerId: string): Promise<CommandOutcome> {
  const allowed = command.kind === 'create-outside-leg' && Object.hasOwn(outside, command.name) ? outside[command.name] : null;
  const number = command.kind === 'create-client-leg' ? await numbers.reveal(command.numberToken) : allowed;
  if (number === null || number === undefined) return { kind: 'not-possible', detail: command.kind === 'create-client-leg' ? 'number is not kept any more' : 'no such destination' };
  return telephony.createLeg({ channelId: command.channelId, endpoint: { kind: 'trunk', number }, callerId });
}

function record({ telephony, recordingsRoot }: TelephonyPerformerDeps, command: Extract<CallCommand, { recordingId: string; channelId: string }>): Promise<CommandOutcome> {
  const { kind, channelId, recordingId } = command;
  if (kind === 'start-recording') return telephony.startRecording({ channelId, path: `${recordingsRoot}/${recordingId}` });
  return kind === 'stop-recording' ? tolerant(telephony.stopRecording(channelId)) : telephony.pauseRecording(channelId, kind === 'pause-recording');
}

function bridge(telephony: Telephony, command: Extract<CallCommand, { kind: 'create-bridge' | 'add-to-bridge' | 'remove-from-bridge' | 'destroy-bridge' }>): Promise<CommandOutcome> {
  switch (command.kind) {
    case 'create-bridge':
      return telephony.createBridge(command.bridgeId);
    case 'add-to-bridge':
      return telephony.addToBridge(command.bridgeId, command.channelIds);
    case 'remove-from-bridge':
      return goneIsDone(telephony.removeFromBridge(command.bridgeId, command.channelId));
    case 'destroy-bridge':
      return goneIsDone(telephony.destroyBridge(command.bridgeId));
  }
}

function keysOf(telephony: Telephony, command: Extract<CallCommand, { kind: 'open-slot' | 'end-slot' | 'close-slot' | 'clear-keys' }>): Promise<CommandOutcome> {
  switch (command.kind) {
    case 'open-slot':
      return telephony.openSlot(command.channelId, command.spec);
    case 'end-slot':
      return telephony.endSlot(command.channelId, command.slot);
    case 'close-slot':
      return telephony.closeSlot(command.channelId, command.slot);
    case 'clear-keys':
      return telephony.clearKeys(command.channelId);
  }
}

export function createTelephonyPerformer(deps: TelephonyPerformerDeps): TelephonyPerformer {
  const { telephony } = deps;
  /** The caller's number, asked for while the pop is under way: the INVITE needs it next. */
  const asked = new WeakMap<Mailbox, { token: string; number: Promise<string | null> }>();
  const ask = (mailbox: Mailbox, token: string): void => {
    asked.set(mailbox, { token, number: deps.numbers.reveal(token).catch(() => null) });
  };
  /** The seat's phone shows the caller's number; when the book is away it rings all the same. */
  const seatLeg = async (mailbox: Mailbox, leg: Extract<CallCommand, { kind: 'create-seat-leg' }>): Promise<CommandOutcome> => {
    const { channelId, endpoint, callerToken, answers } = leg;
    const before = asked.get(mailbox);
    asked.delete(mailbox);
    const number = callerToken === null ? null : await (before?.token === callerToken ? before.number : deps.numbers.reveal(callerToken).catch(() => null));
    const callerId = number ?? mailbox.state().dnis;
    const headers = { [callHeader]: mailbox.callId, ...(answers === 'at-once' ? { [answerHeader]: 'auto' } : {}) };
    return telephony.createLeg({ channelId, endpoint: { kind: 'seat', name: endpoint, headers }, callerId });
  };

  return {
    perform: async (mailbox, command) => {
      if ('channelId' in command && mailbox.isDisowned(command.channelId)) return GONE;
      switch (command.kind) {
        case 'answer-leg':
          return telephony.answer(command.channelId);
        case 'hang-up-leg':
          return telephony.hangUp(command.channelId, command.reason);
        case 'watch-leg':
          return telephony.watch(command.channelId);
        case 'create-seat-leg':
          return seatLeg(mailbox, command);
        case 'create-client-leg':
        case 'create-outside-leg':
          return outwardLeg(deps, command, mailbox.state().dnis);
        case 'dial-leg':
          return telephony.dial({ channelId: command.channelId, timeoutMs: command.timeoutMs });
        case 'play':
          return telephony.play(command);
        case 'stop-play':
          return tolerant(telephony.stopPlay(command.playbackId));
        case 'open-slot':
        case 'end-slot':
        case 'close-slot':
        case 'clear-keys':
          return keysOf(telephony, command);
        case 'create-snoop':
          return telephony.createSnoop(command);
        case 'create-bridge':
        case 'add-to-bridge':
        case 'remove-from-bridge':
        case 'destroy-bridge':
          return bridge(telephony, command);
        case 'mute-leg':
        case 'unmute-leg':
          return telephony.mute(command.channelId, command.kind === 'mute-leg');
        case 'answer-refer':
          return tolerant(telephony.answerRefer(command.channelId, command.answer));
        case 'transfer':
          return telephony.transfer(command.channelId, command.to);
        case 'start-recording':
        case 'stop-recording':
        case 'pause-recording':
        case 'resume-recording':
          return record(deps, command);
        default:
          if (command.kind === 'send-pop' && command.pop.numberToken !== null) ask(mailbox, command.pop.numberToken);
          await deps.ahead(mailbox, command);
          return DONE;
      }
    },
  };
}

async function goneIsDone(outcome: Promise<CommandOutcome>): Promise<CommandOutcome> {
  const got = await outcome;
  return got.kind === 'gone' ? DONE : got;
}

/** Gone already, or not possible any more, is as good as done for these. */
async function tolerant(outcome: Promise<CommandOutcome>): Promise<CommandOutcome> {
  const got = await outcome;
  return got.kind === 'gone' || got.kind === 'not-possible' ? DONE : got;
}
