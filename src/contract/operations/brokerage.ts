/** What flows may ask of the firm's back office. */
import type { Operations } from '../../core/ivr/operation.ts';

const quoteResults = [
  'code', 'kind', 'market', 'name', 'state', 'last', 'previousClose', 'change', 'changePct', 'open', 'high', 'low', 'volume', 'volumeUnit', 'volumeLots',
  'turnoverYuan', 'asOfMs', 'hasIndexToo',
];

export const brokerageLookups = {
  /** `kind` (stock, fund, index) when the code alone is not meant. */
  quote: { by: 'brokerage', isAct: false, args: { code: { slotClass: 'plain' }, kind: { slotClass: 'plain', isOptional: true } }, results: quoteResults, refusals: [] },
  'index-quote': { by: 'brokerage', isAct: false, args: { menuKey: { slotClass: 'plain' } }, results: quoteResults, refusals: [] },
} as const satisfies Operations;
