import { median, spread } from '../frame/statistics.ts';
import { type Claim, column } from './claim.ts';

export const COST_PARTS = ['server', 'postgres', 'redis'] as const;

/** (CPU of server, PostgreSQL, Redis and Asterisk's extra CPU over plain dialplan) / (Asterisk's CPU as plain dialplan). */
export function costRatio({ ours, peer }: { ours: Readonly<Record<string, number>>; peer: Readonly<Record<string, number>> }): number {
  const own = COST_PARTS.reduce((sum, part) => sum + (ours[part] ?? Number.NaN), 0);
  const plain = peer['asterisk'] ?? Number.NaN;
  return (own + (ours['asterisk'] ?? Number.NaN) - plain) / plain;
}

const MUST = 0.35;

export const costClaim: Claim = {
  bench: 'cost',
  what: 'cost of control, quote call of 10 s, 100 at once',
  against: 'plain dialplan, the same menus and clips',
  must: `<= ${MUST}x; aim 0.25x`,
  judge(pairs) {
    const ratios = pairs.map(costRatio);
    const each = ['asterisk', ...COST_PARTS].map((part) => `${part} ${median(column(pairs, 'ours', part)).toFixed(1)}`).join(', ');
    return { ours: `ms of CPU a call: ${each}`, peer: `asterisk ${spread(column(pairs, 'peer', 'asterisk'), 1)} ms`, figure: `${spread(ratios)}x`, isMet: median(ratios) <= MUST };
  },
};
