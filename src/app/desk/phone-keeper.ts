/** Takes phones away from pages whose seat is signed out, and from Asterisk what no seat has. */
import { pageEndpoint } from '../../core/seat/endpoint.ts';
import type { Log } from '../log.ts';
import type { Wakeups } from '../ports.ts';
import type { PagePhones, PagePhoneStore } from './page-phone-ports.ts';
import { seatStream } from './seat.ts';

export interface PhoneKeeperDeps {
  readonly pagePhones: PagePhoneStore;
  readonly phones: PagePhones;
  readonly wakeups: Pick<Wakeups, 'send'>;
  readonly now: () => number;
  readonly log: Log;
}

const LOOK_EVERY_MS = 2_000;
/** Every so many looks: endpoints of pages that no seat has any more. */
const LOOKS_PER_CLEARING = 30;

export function createPhoneKeeper({ pagePhones, phones, wakeups, now, log }: PhoneKeeperDeps) {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let looks = 0;

  async function dropOf(seat: { seatId: string; extension: string }): Promise<void> {
    const dropped = await phones.drop(pageEndpoint(seat.extension));
    if (dropped.kind !== 'done' && dropped.kind !== 'gone') return;
    if (await pagePhones.release({ seatId: seat.seatId, at: now() })) wakeups.send('stream', seatStream(seat.seatId));
  }

  /** Phones that a crash left behind: endpoints that no seat has. */
  async function clearStrays(): Promise<void> {
    const there = await phones.list();
    const held = new Set((await pagePhones.held()).map((seat) => pageEndpoint(seat.extension)));
    for (const endpoint of there) if (!held.has(endpoint)) await phones.drop(endpoint);
  }

  async function look(): Promise<void> {
    if (looks % LOOKS_PER_CLEARING === 0) await clearStrays();
    looks += 1;
    for (const seat of await pagePhones.held()) if (seat.isSignedOut) await dropOf(seat);
  }

  /** A look under way when it is stopped arms no other. */
  const again = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => log.warn({ err: error }, 'phones of signed-out seats could not be looked for, trying again'))
        .finally(again);
    }, LOOK_EVERY_MS);
  };

  return {
    start: again,
    look,
    stop: (): void => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
