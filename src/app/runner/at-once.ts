/**
 * Commands that concern nobody outside this process: the vault of keys, and what was read together with a caller's number. They are
 * done as the step is made, so that what they bring (a key typed ahead, who is calling) is stepped and saved with it. None of
 * them outlives the process, so none has to wait until it is saved.
 */
import type { CallCommand } from '../../core/call/commands.ts';
import type { KnownCaller, Telephony } from '../ports.ts';
import type { Mailbox } from './mailbox.ts';

export interface AtOnce {
  /** The clients who have the caller's number, for the one question of the call's first step. */
  know(mailbox: Mailbox, caller: KnownCaller | null): void;
  /** true: done. */
  perform(mailbox: Mailbox, command: CallCommand): boolean;
}

export function createAtOnce({ telephony }: { readonly telephony: Pick<Telephony, 'openSlot' | 'endSlot' | 'closeSlot' | 'clearKeys'> }): AtOnce {
  const callers = new WeakMap<Mailbox, KnownCaller>();
  const identify = (mailbox: Mailbox, numberToken: string): boolean => {
    const known = callers.get(mailbox);
    callers.delete(mailbox);
    if (known?.numberToken !== numberToken) return false;
    const { clientIds, tier, lastAgentId } = known;
    mailbox.post({ kind: 'client-identified', matches: clientIds, ...(tier === undefined ? {} : { tier }), ...(lastAgentId === undefined ? {} : { lastAgentId }) });
    return true;
  };
  return {
    know: (mailbox, caller) => {
      if (caller !== null) callers.set(mailbox, caller);
    },
    perform: (mailbox, command) => {
      if ('channelId' in command && mailbox.isDisowned(command.channelId)) return false;
      switch (command.kind) {
        case 'open-slot':
          void telephony.openSlot(command.channelId, command.spec);
          return true;
        case 'end-slot':
          void telephony.endSlot(command.channelId, command.slot);
          return true;
        case 'close-slot':
          void telephony.closeSlot(command.channelId, command.slot);
          return true;
        case 'clear-keys':
          void telephony.clearKeys(command.channelId);
          return true;
        case 'identify-client':
          return identify(mailbox, command.numberToken);
        default:
          return false;
      }
    },
  };
}
