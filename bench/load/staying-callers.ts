/** Callers who stay in the menu and press nothing: live calls for as long as they are held. */
import type { SipPeer } from '../../src/lab/sip/sip-transport.ts';
import { openTelephone } from './telephone.ts';

export interface StayLoad {
  readonly peer: SipPeer;
  readonly to: string;
  readonly count: number;
  readonly callsPerS: number;
}

/** Resolves when all of them are up. */
export async function holdCallers(load: StayLoad) {
  const telephone = await openTelephone();
  const calls = await Promise.all(Array.from({ length: load.count }, async (_, at) => {
    await new Promise((resolve) => setTimeout(resolve, (at * 1_000) / load.callsPerS));
    return telephone.place({ from: `135${String(10_000_000 + at)}`, to: load.to, peer: load.peer });
  }));
  return {
    live: (): number => calls.filter((call) => call.isUp()).length,
    async drop(): Promise<void> {
      await Promise.all(calls.map((call) => call.hangUp()));
      telephone.close();
    },
  };
}
export type HeldCallers = Awaited<ReturnType<typeof holdCallers>>;
