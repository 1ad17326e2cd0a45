import { useEffect, useState, useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router';
import type { DeskState } from './desk-state.ts';
import { createDeskStore } from './desk-store.ts';
import type { DeskStore } from './desk-store.ts';

/** The desk of this page, followed while it is shown. */
export function useDesk(): { desk: DeskState; store: DeskStore } {
  const navigate = useNavigate();
  const [store] = useState(() => createDeskStore({ onSignedOut: () => void navigate('/sign-in', { replace: true, state: { isOver: true } }) }));
  useEffect(() => {
    store.start();
    return store.stop;
  }, [store]);
  return { desk: useSyncExternalStore(store.subscribe, store.snapshot), store };
}
