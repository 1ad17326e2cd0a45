import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** When the button that had the focus inside is gone, the first one that is there now gets it, else the place itself. */
export function useKeptFocus(place: RefObject<HTMLElement | null>): void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      last.current = target instanceof Element && place.current?.contains(target) === true ? target : null;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, [place]);
  useEffect(() => {
    if (last.current === null || last.current.isConnected || document.activeElement !== document.body) return;
    last.current = null;
    // A scroll would move what opens just now away from its button.
    (place.current?.querySelector<HTMLElement>('button:not(:disabled)') ?? place.current)?.focus({ preventScroll: true });
  });
}
