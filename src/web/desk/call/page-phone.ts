import type { PhoneState } from '../../phone/phone-state.ts';
import type { PhoneActions } from '../../phone/phone-store.ts';

/** The phone in this page, as the parts of the desk are given it. */
export interface PagePhone {
  readonly phone: PhoneState;
  readonly actions: PhoneActions;
}
