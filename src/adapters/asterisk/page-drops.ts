/**
 * A page's socket may drop while the sound of its talk flows on: SIP goes by our server, sound does not (a proxy that restarts, a network
 * that changes). The word that such a phone is gone waits for a few seconds; back in time, nobody hears of it. When the sound stops
 * (a page that is loaded anew or closed), or there is no talk, it is told at once.
 *
 *   gone --sound flows--> in doubt --back--> told as back only
 *        \--no sound--> told        \--sound stops, or 5 s--> told
 */
import { PAGE_PREFIX } from '../../core/seat/endpoint.ts';

const graceMs = 5_000;
/** Ten frames: as long as a page that sends can hardly be quiet. */
const lookEveryMs = 200;

export interface Device {
  readonly endpoint: string;
  readonly isOnline: boolean;
  readonly isNews: boolean;
}

export interface PageDropDeps {
  /** Packets that came from the talk of this phone so far; null: it has none, or nobody knows. */
  readonly received: (endpoint: string) => Promise<number | null>;
  readonly tell: (device: Device) => void;
  readonly pause: (ms: number) => Promise<void>;
}

export interface PageDrops {
  take(device: Device): void;
  /** Asterisk is out of reach: what is in doubt is told. */
  giveUp(): void;
}

export function createPageDrops({ received, tell, pause }: PageDropDeps): PageDrops {
  const inDoubt = new Map<string, Device>();

  const settle = (device: Device): void => {
    if (inDoubt.get(device.endpoint) !== device) return;
    inDoubt.delete(device.endpoint);
    tell(device);
  };

  async function watch(device: Device): Promise<void> {
    let before = await received(device.endpoint);
    for (let waitedMs = 0; before !== null && waitedMs < graceMs && inDoubt.get(device.endpoint) === device; waitedMs += lookEveryMs) {
      await pause(lookEveryMs);
      const now = await received(device.endpoint);
      before = now !== null && now > before ? now : null;
    }
    settle(device);
  }

  return {
    take(device) {
      inDoubt.delete(device.endpoint);
      if (device.isOnline || !device.isNews || !device.endpoint.startsWith(PAGE_PREFIX)) return tell(device);
      inDoubt.set(device.endpoint, device);
      void watch(device).catch(() => { settle(device); });
    },
    giveUp: () => { for (const device of [...inDoubt.values()]) settle(device); },
  };
}
