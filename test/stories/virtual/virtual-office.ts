/** A back office in memory: the simulator's own market behind the real adapter, in any mood. */
import type { BrokerageAnswer } from '../../../src/adapters/brokerage/answer.ts';
import { createBrokerageAnswerer } from '../../../src/adapters/brokerage/answerer.ts';
import type { Brokerage } from '../../../src/adapters/brokerage/client.ts';
import { createMarket } from '../../../src/adapters/brokerage/simulator/market.ts';
import type { Answerer } from '../../../src/app/house/answerer.ts';
import type { OfficeMood } from '../language/stage.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Longer than the caller's patience of a second, shorter than the time-out of four. */
const SLOW_MS = 2_500;

/** Everybody's trading password. */
const RIGHT_PIN = '836152';

export function createVirtualOffice(time: VirtualTime): { readonly ask: Answerer; setMood(mood: OfficeMood): void; suspend(code: string): void } {
  const market = createMarket(1);
  market.step();
  let mood: OfficeMood = 'answers';
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const answer = async <T>(value: T | undefined, timeoutMs = 4_000): Promise<BrokerageAnswer<T>> => {
    if (mood === 'fails') return { kind: 'unavailable', reason: 'down' };
    if (mood === 'answers slowly') await pause(SLOW_MS);
    if (mood === 'does not answer in time') {
      await pause(timeoutMs);
      return { kind: 'unavailable', reason: 'timeout' };
    }
    return value === undefined ? { kind: 'not-found' } : { kind: 'found', value };
  };
  const verify = ({ password }: { password: string }): BrokerageAnswer<{ clientId: string }> =>
    password === RIGHT_PIN ? { kind: 'found', value: { clientId: 'whose-number-it-is' } } : { kind: 'refused', code: 'WRONG_PASSWORD', details: { left: 4, tell: false } };
  const brokerage: Pick<Brokerage, 'quote' | 'indexQuote' | 'verifyPassword'> = {
    verifyPassword: async (ask) => {
      const there = await answer(true, ask.timeoutMs);
      return there.kind === 'found' ? verify(ask) : there.kind === 'not-found' ? { kind: 'unavailable', reason: 'down' } : there;
    },
    quote: ({ code, kind, timeoutMs }) => answer(market.quote({ code, kind, asOfMs: time.now() }), timeoutMs),
    indexQuote: ({ menuKey, timeoutMs }) => answer(market.indexQuote({ menuKey, asOfMs: time.now() }), timeoutMs),
  };
  const ofBrokerage = createBrokerageAnswerer({ brokerage: brokerage as Brokerage, clips: { clipFor: async () => null } });
  return {
    // The house's own answers are told in test/stories/house; here a rating is only taken.
    ask: async (asked) => (asked.operation === 'rate' ? { kind: 'found', answers: {} } : ofBrokerage(asked)),
    suspend: (code) => market.suspend(new Set([code])),
    setMood: (next) => {
      mood = next;
    },
  };
}
