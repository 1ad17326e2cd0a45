import { median, spread } from '../frame/statistics.ts';
import { type Claim, column } from './claim.ts';

const P50_MORE_MS = 3;
const P99_MORE_MS = 10;

/** For benches that give the quantiles of a time on both sides. */
export function latencyClaim(claim: Pick<Claim, 'bench' | 'what' | 'against'> & { at: string; p50MoreMs: number; p99MoreMs: number }): Claim {
  const { at, p50MoreMs, p99MoreMs } = claim;
  return {
    bench: claim.bench, what: claim.what, against: claim.against,
    must: `p50 + ${p50MoreMs} ms, p99 + ${p99MoreMs} ms`,
    judge(pairs) {
      const measured = pairs.filter(({ ours }) => ours[`${at}P50`] !== undefined);
      const more = (name: string): number[] => measured.map(({ ours, peer }) => (ours[`${at}${name}`] ?? Number.NaN) - (peer[`${at}${name}`] ?? Number.NaN));
      const told = (side: 'ours' | 'peer'): string => `p50 ${spread(column(measured, side, `${at}P50`), 1)}, p99 ${spread(column(measured, side, `${at}P99`), 1)} ms`;
      const [p50, p99] = [more('P50'), more('P99')];
      return { ours: told('ours'), peer: told('peer'), figure: `p50 ${signed(p50)}, p99 ${signed(p99)} ms`, isMet: median(p50) <= p50MoreMs && median(p99) <= p99MoreMs };
    },
  };
}

const signed = (values: readonly number[]): string => (median(values) < 0 ? '' : '+') + spread(values, 1);

export const keyIdleClaim = latencyClaim({ bench: 'keys', what: 'key press to first packet of the next prompt, idle', against: 'the same menu as plain dialplan', at: 'idle', p50MoreMs: P50_MORE_MS, p99MoreMs: P99_MORE_MS });
export const keyLoadClaim = latencyClaim({ bench: 'keys', what: 'the same at half load (50 quote calls at once)', against: 'the same menu and load as plain dialplan', at: 'load', p50MoreMs: P50_MORE_MS, p99MoreMs: P99_MORE_MS });
