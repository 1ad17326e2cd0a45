/** Callers who arrive at a given rate, hear the first packet of the welcome, and go: how many a second without losing one. */
import type { SipPeer } from '../../src/lab/sip/sip-transport.ts';
import { openTelephone } from './telephone.ts';

export interface ArrivalLoad {
  readonly peer: SipPeer;
  readonly to: string;
  readonly callsPerS: number;
  readonly forMs: number;
  readonly stayMs: number;
  readonly welcomeFrame: string;
}

export interface Arrivals {
  readonly placed: number;
  readonly served: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** INVITE to the first packet of the welcome. */
  readonly ms: readonly number[];
}

/** A caller who hears nothing for so long is lost. */
const PATIENCE_MS = 3_000;

export async function measureArrivals(load: ArrivalLoad): Promise<Arrivals> {
  const telephone = await openTelephone();
  const welcome = Buffer.from(load.welcomeFrame, 'hex');
  const ms: number[] = [];
  const reasons: Record<string, number> = {};
  const calls: Promise<void>[] = [];
  let served = 0;

  async function arrive(at: number): Promise<void> {
    try {
      const call = await telephone.place({ from: `137${String(10_000_000 + at)}`, to: load.to, peer: load.peer, limitMs: PATIENCE_MS });
      const heardMs = await call.media.hears(welcome, PATIENCE_MS);
      if (heardMs === undefined) throw new Error('no welcome heard');
      ms.push(heardMs - call.invitedMs);
      await new Promise((resolve) => setTimeout(resolve, load.stayMs));
      await call.hangUp();
      served += 1;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      reasons[why] = (reasons[why] ?? 0) + 1;
    }
  }
  const startMs = performance.now();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const nowMs = performance.now();
      while (calls.length < ((nowMs - startMs) * load.callsPerS) / 1_000 && nowMs < startMs + load.forMs) calls.push(arrive(calls.length));
      if (nowMs < startMs + load.forMs) return;
      clearInterval(timer);
      resolve();
    }, 2);
  });
  await Promise.all(calls);
  telephone.close();
  return { placed: calls.length, served, reasons, ms };
}
