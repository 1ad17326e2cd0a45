import { useState } from 'react';
import type { DeskState } from './desk-state.ts';
import type { Seat } from '../../contract/desk/seat.ts';
import { usePhone } from '../phone/use-phone.ts';
import type { PagePhone } from './call/page-phone.ts';
import type { PhonePlace } from './call/situation.ts';
import { keepPhoneChoice, readPhoneChoice } from './phone-choice.ts';
import type { PhoneChoice } from './phone-choice.ts';

export interface DeskPhone extends PagePhone {
  readonly place: PhonePlace;
  readonly choice: PhoneChoice;
  readonly choose: (choice: PhoneChoice) => void;
}

/** The phone of this seat: where it is, and the page's own when it is here. */
export function usePhonePlace(desk: DeskState, seat: Seat): DeskPhone {
  const [choice, setChoice] = useState(readPhoneChoice);
  const isSignedIn = seat.state.phase !== 'signed-out';
  const { phone, actions } = usePhone({
    isWanted: isSignedIn && choice === 'page',
    seatPhone: seat.phone,
    isServerUp: desk.connection === 'up',
    overCallId: seat.call?.step === 'ended' ? seat.call.callId : null,
  });
  const isElsewhere = choice === 'page' ? phone.registration === 'taken' : seat.phone.kind === 'browser' && isSignedIn;
  return {
    phone,
    actions,
    place: isElsewhere ? 'elsewhere' : choice,
    choice,
    choose(next) {
      keepPhoneChoice(next);
      setChoice(next);
    },
  };
}

