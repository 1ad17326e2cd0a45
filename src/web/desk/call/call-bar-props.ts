import type { CallAction } from '../../../contract/desk/call-control.ts';
import type { Seat } from '../../../contract/desk/seat.ts';
import type { PagePhone } from './page-phone.ts';
import type { PhonePlace, Situation } from './situation.ts';

export interface CallBarProps {
  readonly seat: Seat;
  readonly situation: Situation;
  readonly place: PhonePlace;
  readonly phone: PagePhone;
  readonly offsetMs: number;
  /** Asked of the server and not seen done yet. */
  readonly asked: CallAction | null;
  readonly ask: (action: CallAction) => void;
  readonly isKeypadOpen: boolean;
  readonly openKeypad: (isOpen: boolean) => void;
  readonly isTransferOpen: boolean;
  readonly openTransfer: (isOpen: boolean) => void;
}
