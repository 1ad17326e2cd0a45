/** Callers who ask for a person, one after the other: from the end of the key that enters the queue to the INVITE at a ready seat. */
import type { SipPeer } from '../../src/lab/sip/sip-transport.ts';
import type { Ring, Seats } from './seats.ts';
import { openTelephone, type Telephone } from './telephone.ts';

export interface QueueLoad {
  readonly peer: SipPeer;
  readonly to: string;
  readonly calls: number;
  readonly atOnce: number;
  readonly welcomeFrame: string;
  readonly menuFrame: string;
}

export interface QueueTimes {
  readonly inviteMs: readonly number[];
  /** Screen pop minus INVITE, for seats with a page: negative when the pop came first. */
  readonly popMs: readonly number[];
  readonly missed: number;
}

const LIMIT_MS = 4_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function measureQueue(load: QueueLoad, seats: Seats): Promise<QueueTimes> {
  const telephone: Telephone = await openTelephone();
  const welcome = Buffer.from(load.welcomeFrame, 'hex');
  const menu = Buffer.from(load.menuFrame, 'hex');
  const inviteMs: number[] = [];
  const popMs: number[] = [];
  const waiting = new Map<string, (ring: Ring | undefined) => void>();
  let missed = 0;
  let count = 0;
  seats.onRing((ring) => waiting.get(ring.from)?.(ring));

  function rung(number: string): Promise<Ring | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), LIMIT_MS);
      waiting.set(number, (ring) => {
        clearTimeout(timer);
        resolve(ring);
      });
    });
  }
  async function one(number: string): Promise<void> {
    const call = await telephone.place({ from: number, to: load.to, peer: load.peer });
    await call.media.hears(welcome, LIMIT_MS);
    // To the menu: there 0 is the key that enters the queue.
    const atMenu = call.media.hears(menu, LIMIT_MS);
    await call.media.press('*');
    await atMenu;
    await pause(300 + Math.random() * 300);
    const ringing = rung(number);
    const pressedMs = await call.media.press('0');
    const ring = await ringing;
    waiting.delete(number);
    if (ring === undefined) missed += 1;
    else inviteMs.push(ring.atMs - pressedMs);
    // Time for a pop that comes late to be seen late.
    await pause(300);
    const poppedMs = ring === undefined ? undefined : seats.poppedAtMs(ring.extension);
    if (ring !== undefined && poppedMs !== undefined && poppedMs > pressedMs) popMs.push(poppedMs - ring.atMs);
    await call.hangUp();
    await pause(300);
  }
  await Promise.all(Array.from({ length: load.atOnce }, async () => {
    while (count < load.calls) {
      count += 1;
      await one(`136${String(10_000_000 + count)}`);
    }
  }));
  telephone.close();
  return { inviteMs, popMs, missed };
}
