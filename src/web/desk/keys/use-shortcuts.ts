import { useEffect, useRef, useState } from 'react';
import { isDue, shortcutOf } from './shortcuts.ts';
import type { ShortcutId } from './shortcuts.ts';

const key = 'hotline.keys';

export interface Shortcuts {
  readonly isOn: boolean;
  readonly turn: (isOn: boolean) => void;
}

/** Listens to the whole page while it is on; the help key is heard even when the others are off. */
export function useShortcuts(act: (id: ShortcutId) => void): Shortcuts {
  const [isOn, setOn] = useState(() => localStorage.getItem(key) !== 'off');
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const lastAt = new Map<ShortcutId, number>();
    const onKeyDown = (event: KeyboardEvent) => {
      const id = shortcutOf(event);
      if (id === null || (!isOn && id !== 'help')) return;
      event.preventDefault();
      if (!isDue(lastAt.get(id), event.timeStamp)) return;
      lastAt.set(id, event.timeStamp);
      latest.current(id);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isOn]);
  return {
    isOn,
    turn(next) {
      localStorage.setItem(key, next ? 'on' : 'off');
      setOn(next);
    },
  };
}
