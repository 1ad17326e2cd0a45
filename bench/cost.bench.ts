/**
 * Cost of control: the CPU that our server, PostgreSQL, Redis and Asterisk's part of it take for a quote call of 10 s, beside
 * Asterisk's CPU for the same call as plain dialplan; 100 calls at once.
 */
import { ourQuoteSide, quoteCost, quoteSize } from './frame/quote-cost.ts';
import { alternate, runBench } from './frame/run.ts';

await runBench({
  name: 'cost',
  measure: (world, { pairs, isQuick }) => alternate({
    pairs,
    ours: () => quoteCost(world, ourQuoteSide(world), quoteSize(isQuick)),
    peer: () => quoteCost(world, { to: '95501', peer: world.sip.peer, parts: { asterisk: world.peer.pid() } }, quoteSize(isQuick)),
  }),
});
