/**
 * Callers who ask for a quote, so many a second: 1 to the quotes, a code typed, the price heard, gone after so long. A caller counts
 * as served when the clip that names the stock reached the ear.
 */
import type { SipPeer } from '../../src/lab/sip/sip-transport.ts';
import { type BenchCall, openTelephone } from './telephone.ts';

export interface QuoteLoad {
  readonly peer: SipPeer;
  readonly to: string;
  readonly callsPerS: number;
  readonly callMs: number;
  /** First frame of the clip that names the stock, hexadecimal. */
  readonly nameFrame: string;
}

export interface QuoteCounts {
  readonly placed: number;
  readonly finished: number;
  readonly served: number;
  readonly failed: number;
  readonly live: number;
  readonly packetsHeard: number;
  readonly reasons: Readonly<Record<string, number>>;
}

const CHOOSE_AT_MS = 1_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

export async function startQuoteCallers(load: QuoteLoad) {
  const telephone = await openTelephone();
  const nameFrame = Buffer.from(load.nameFrame, 'hex');
  const counts = { placed: 0, finished: 0, served: 0, failed: 0, live: 0, packetsHeard: 0 };
  const reasons: Record<string, number> = {};
  const underWay = new Set<Promise<void>>();
  const over = Promise.withResolvers<void>();
  let isOver = false;

  async function ask(call: BenchCall): Promise<void> {
    await pause(CHOOSE_AT_MS);
    await call.media.press('1');
    await pause(300);
    const heard = call.media.hears(nameFrame, load.callMs);
    await call.media.press('600519#');
    void heard.then((atMs) => (atMs !== undefined ? (counts.served += 1) : isOver ? undefined : fail('no quote heard')));
    await Promise.race([pause(call.invitedMs + load.callMs - performance.now()), over.promise]);
    counts.packetsHeard += call.media.received();
    await call.hangUp();
  }
  function fail(why: string): void {
    counts.failed += 1;
    reasons[why] = (reasons[why] ?? 0) + 1;
  }
  async function one(): Promise<void> {
    counts.placed += 1;
    counts.live += 1;
    try {
      await ask(await telephone.place({ from: `139${String(10_000_000 + counts.placed)}`, to: load.to, peer: load.peer }));
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
    counts.live -= 1;
    counts.finished += 1;
  }
  let nextMs = performance.now();
  const timer = setInterval(() => {
    for (; nextMs <= performance.now(); nextMs += 1_000 / load.callsPerS) {
      const call = one();
      underWay.add(call);
      void call.finally(() => underWay.delete(call));
    }
  }, 5);
  return {
    counts: (): QuoteCounts => ({ ...counts, reasons: { ...reasons } }),
    /** Places no more; those under way hang up now. */
    async stop(): Promise<QuoteCounts> {
      clearInterval(timer);
      isOver = true;
      over.resolve();
      await Promise.all(underWay);
      telephone.close();
      return { ...counts, reasons };
    },
  };
}
export type QuoteCallers = Awaited<ReturnType<typeof startQuoteCallers>>;
