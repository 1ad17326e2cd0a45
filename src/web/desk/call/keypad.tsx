import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useWords } from '../../words/use-words.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
type Digit = (typeof digits)[number];
const letters: Readonly<Partial<Record<Digit, string>>> = { 2: 'ABC', 3: 'DEF', 4: 'GHI', 5: 'JKL', 6: 'MNO', 7: 'PQRS', 8: 'TUV', 9: 'WXYZ' };
const shownAtMost = 18;

const isDigit = (key: string): key is Digit => (digits as readonly string[]).includes(key);

/** Keys into the talk, by mouse or typed; what was keyed is shown here and nowhere else, and forgotten with the pad. */
export function Keypad({ send, close }: { send: (digit: string) => boolean; close: () => void }) {
  const { t } = useWords();
  const [keyed, setKeyed] = useState('');
  const pad = useRef<HTMLDivElement>(null);
  useEffect(() => pad.current?.focus(), []);

  function press(digit: Digit): void {
    if (send(digit)) setKeyed((before) => (before + digit).slice(-shownAtMost));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (isDigit(event.key)) {
      event.preventDefault();
      press(event.key);
    }
  }

  return (
    <div ref={pad} className="keypad" role="group" aria-label={t('call.keypad.heading')} tabIndex={-1} onKeyDown={onKeyDown}>
      <output className="keypad-keyed" aria-label={t('call.keypad.keyed')}>{keyed === '' ? <span className="muted">{t('call.keypad.hint')}</span> : keyed}</output>
      <div className="keypad-keys">
        {digits.map((digit) => (
          <button key={digit} type="button" aria-label={digit} onClick={() => press(digit)}><strong>{digit}</strong><small>{letters[digit] ?? ''}</small></button>
        ))}
      </div>
      <button type="button" className="keypad-close" onClick={close}>{t('call.keypad.close')}</button>
    </div>
  );
}
