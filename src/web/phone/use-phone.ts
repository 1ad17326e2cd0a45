import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Surroundings } from './line-keeper.ts';
import type { PhoneState } from './phone-state.ts';
import { createPhoneStore } from './phone-store.ts';
import type { PhoneActions } from './phone-store.ts';

/** The phone of this page, there while the component is shown. One per page. */
export function usePhone({ isWanted, seatPhone, isServerUp, overCallId }: Surroundings): { phone: PhoneState; actions: PhoneActions } {
  const [store] = useState(() => createPhoneStore());
  useEffect(() => {
    store.start();
    return store.stop;
  }, [store]);
  useEffect(() => store.follow({ isWanted, seatPhone, isServerUp, overCallId }), [store, isWanted, seatPhone, isServerUp, overCallId]);
  return { phone: useSyncExternalStore(store.subscribe, store.snapshot), actions: store };
}
