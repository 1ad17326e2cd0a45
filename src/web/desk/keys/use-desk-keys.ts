import { App } from 'antd';
import { useRef, useState } from 'react';
import type { Seat } from '../../../contract/desk/seat.ts';
import { useWords } from '../../words/use-words.ts';
import { buttonsOf } from '../call/situation.ts';
import type { CallButton, Situation } from '../call/situation.ts';
import type { CallWishes } from '../call/use-call-wish.ts';
import type { DeskPhone } from '../use-phone-place.ts';
import { focusOn } from './focus-on.ts';
import { endOf } from './shortcuts.ts';
import type { ShortcutId } from './shortcuts.ts';
import { useShortcuts } from './use-shortcuts.ts';
import type { Shortcuts } from './use-shortcuts.ts';

export interface DeskKeysOptions {
  readonly situation: Situation;
  readonly phone: DeskPhone;
  readonly wishes: CallWishes;
  readonly seat: Seat;
  readonly serverNow: () => number;
  readonly endAcw: () => Promise<void>;
}

export interface DeskKeys {
  readonly shortcuts: Shortcuts;
  readonly isHelpOpen: boolean;
  readonly showHelp: (isOpen: boolean) => void;
  readonly isKeypadOpen: boolean;
  readonly openKeypad: (isOpen: boolean) => void;
  readonly isTransferOpen: boolean;
  readonly openTransfer: (isOpen: boolean) => void;
}

/** What each key does at this moment; one that cannot be obeyed now does nothing. */
export function useDeskKeys({ situation, phone, wishes, seat, serverNow, endAcw }: DeskKeysOptions): DeskKeys {
  const { t, say } = useWords();
  const { notification } = App.useApp();
  const [isHelpOpen, showHelp] = useState(false);
  const [keypadFor, setKeypadFor] = useState<string | null>(null);
  const [transferFor, setTransferFor] = useState<string | null>(null);
  const endedAt = useRef(Number.NEGATIVE_INFINITY);
  const can = buttonsOf(situation, phone.place);
  const first = (...wanted: readonly CallButton[]) => wanted.find((button) => can.includes(button));
  // The pad belongs to one talk, and goes with it.
  const isKeypadOpen = keypadFor !== null && keypadFor === situation.callId && can.includes('keypad');

  const isTransferOpen = transferFor !== null && transferFor === situation.callId && can.includes('transfer');

  function openTransfer(isOpen: boolean): void {
    setTransferFor(isOpen ? situation.callId : null);
    if (!isOpen) focusOn('transfer');
  }
  function openKeypad(isOpen: boolean): void {
    setKeypadFor(isOpen ? situation.callId : null);
    if (!isOpen) focusOn('keypad');
  }
  function end(): void {
    const at = performance.now();
    const acwForMs = seat.state.phase === 'acw' ? serverNow() - seat.since : null;
    const what = endOf({ canHangUp: can.includes('hang-up'), acwForMs, sinceLastEndMs: at - endedAt.current });
    endedAt.current = at;
    if (what === 'hang-up') wishes.ask('hang-up');
    if (what === 'acw-done') endAcw().catch((error: unknown) => notification.warning({ title: t('error.heading'), description: say(error) }));
  }
  const act: Readonly<Record<ShortcutId, () => void>> = {
    answer: () => can.includes('answer') && phone.phone.call.phase === 'ringing' && void phone.actions.answer(),
    hold: () => press(first('hold', 'retrieve')),
    mute: () => press(first('mute', 'unmute')),
    keypad: () => can.includes('keypad') && openKeypad(!isKeypadOpen),
    check: () => press(first('check-pin', 'end-check')),
    transfer: () => can.includes('transfer') && openTransfer(!isTransferOpen),
    form: () => focusOn('form'),
    seat: () => focusOn('seat'),
    call: () => focusOn('call'),
    end,
    help: () => showHelp(!isHelpOpen),
  };
  function press(button: CallButton | undefined): void {
    if (button === 'hold' || button === 'retrieve' || button === 'mute' || button === 'unmute' || button === 'check-pin' || button === 'end-check') wishes.ask(button);
  }
  const shortcuts = useShortcuts((id) => act[id]());
  return { shortcuts, isHelpOpen, showHelp, isKeypadOpen, openKeypad, isTransferOpen, openTransfer };
}
