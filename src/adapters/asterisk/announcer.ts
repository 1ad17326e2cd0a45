/** Hands events to the one listener: in order, one at a time also when the listener causes the next, never awaited. */
import type { Clock } from '../../app/clock.ts';
import type { Log } from '../../app/log.ts';
import type { TelephonyEvent } from '../../app/ports.ts';

type WithoutTime<Event> = Event extends unknown ? Omit<Event, 'at'> : never;
export type Announcement = WithoutTime<TelephonyEvent>;

export interface Announcer {
  listen(listener: (event: TelephonyEvent) => void): void;
  tell(announcement: Announcement): void;
}

export function createAnnouncer(deps: { clock: Pick<Clock, 'now'>; log: Log }): Announcer {
  const waiting: TelephonyEvent[] = [];
  let listener: (event: TelephonyEvent) => void = () => undefined;
  let isTelling = false;

  return {
    listen: (one) => { listener = one; },
    tell(announcement) {
      waiting.push({ ...announcement, at: deps.clock.now() });
      if (isTelling) return;
      isTelling = true;
      for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
        try {
          listener(event);
        } catch (error) {
          // The event itself may hold a digit: only its kind is logged.
          deps.log.error({ err: error, kind: event.kind }, 'listener of telephony events threw');
        }
      }
      isTelling = false;
    },
  };
}
