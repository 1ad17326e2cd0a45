/**
 * Keys of the desk: Ctrl+Shift and a digit. Letters of that family belong to browsers (Ctrl+Shift+N, T, W, I ...) or to Chinese
 * input methods; the digits 1 to 9 and the semicolon belong to nobody. 0 switches the keyboard layout on Windows.
 */
export const shortcutIds = ['answer', 'hold', 'mute', 'keypad', 'form', 'seat', 'call', 'check', 'transfer', 'end', 'help'] as const;
export type ShortcutId = (typeof shortcutIds)[number];

const codes: Readonly<Record<string, ShortcutId>> = {
  Digit1: 'answer', Digit2: 'hold', Digit3: 'mute', Digit4: 'keypad', Digit5: 'form', Digit6: 'seat', Digit7: 'call', Digit8: 'check', Digit9: 'end', Semicolon: 'transfer', Slash: 'help',
};

export const keyOf: Readonly<Record<ShortcutId, string>> = { answer: '1', hold: '2', mute: '3', keypad: '4', form: '5', seat: '6', call: '7', check: '8', transfer: ';', end: '9', help: '/' };

export interface KeyPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/** The place of the key decides, not its sign: layouts differ. A key held down, or one of an input method, is none. */
export function shortcutOf(press: KeyPress): ShortcutId | null {
  if (!press.ctrlKey || !press.shiftKey || press.altKey || press.metaKey || press.repeat || press.isComposing) return null;
  return codes[press.code] ?? null;
}

/** The same key again within this time is a nervous finger. */
export const throttleMs = 400;
export const endPauseMs = 1_000;

/** True: act on it, and note its time. */
export function isDue(lastAt: number | undefined, at: number): boolean {
  return lastAt === undefined || at - lastAt >= throttleMs;
}

/**
 * END: the first press hangs up; one in the after-call work ends it, if it does not follow a press, or the end of the talk,
 * within a second: a press meant for a client who left at that moment must not end the work too.
 */
export function endOf({ canHangUp, acwForMs, sinceLastEndMs }: { canHangUp: boolean; acwForMs: number | null; sinceLastEndMs: number }): 'hang-up' | 'acw-done' | null {
  if (canHangUp) return sinceLastEndMs >= throttleMs ? 'hang-up' : null;
  return acwForMs !== null && acwForMs >= endPauseMs && sinceLastEndMs >= endPauseMs ? 'acw-done' : null;
}
