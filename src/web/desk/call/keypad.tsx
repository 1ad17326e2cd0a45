import { useEffect, useRef, useState } from 'react';
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

  function press(digit: Digit): void {
    if (send(digit)) setKeyed((before) => (before + digit).slice(-shownAtMost));
  }
  const latest = useRef({ press, close });
  useEffect(() => {
    latest.current = { press, close };
  });
  useEffect(() => {
    // What floats cannot take the focus until it stands in its place: keys are heard from the whole page, but for what is written elsewhere.
    const onKeyDown = (event: KeyboardEvent) => {
      const isElsewhere = event.target instanceof Element && event.target.matches('input, textarea') && pad.current?.contains(event.target) !== true;
      if (isElsewhere || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (event.key === 'Escape') latest.current.close();
      else if (isDigit(event.key)) {
        event.preventDefault();
        latest.current.press(event.key);
      }
    };
    document.addEventListener('keydown', onKeyDown);
    const frame = requestAnimationFrame(() => pad.current?.focus({ preventScroll: true }));
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      cancelAnimationFrame(frame);
    };
  }, []);

  return (
    <div ref={pad} className="keypad" role="group" aria-label={t('call.keypad.heading')} tabIndex={-1}>
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
