/** The two lines a desk hangs on, in the four words of a connection. */
import type { PhoneState } from '../../phone/phone-state.ts';
import type { PhonePlace } from '../call/situation.ts';
import type { Connection } from '../desk-state.ts';

export type LinkState = 'connected' | 'connecting' | 'disconnected' | 'failed';

export function serverLink(connection: Connection): LinkState {
  switch (connection) {
    case 'up':
      return 'connected';
    case 'connecting':
      return 'connecting';
    case 'down':
      return 'disconnected';
    case 'failed':
      return 'failed';
  }
}

/** null: there is no phone to speak of, the seat is signed out. */
export function phoneLink({ place, isSignedIn, isDeviceOnline, phone }: { place: PhonePlace; isSignedIn: boolean; isDeviceOnline: boolean | null; phone: PhoneState }): LinkState | null {
  if (!isSignedIn) return null;
  if (place === 'desk') return isDeviceOnline === null ? 'connecting' : isDeviceOnline ? 'connected' : 'disconnected';
  switch (phone.registration) {
    case 'off':
    case 'connecting':
    case 'asleep':
      return phone.problem === 'unreachable' ? 'disconnected' : 'connecting';
    case 'registered':
      return 'connected';
    case 'taken':
      return 'disconnected';
    case 'refused':
      return 'failed';
  }
}
