/** All that the simulator lists. New kinds go to the end, so that a seed gives the old ones the days they had. */
import type { Security } from '../../../contract/brokerage/security.ts';
import { englishNameOf } from './english-names.ts';
import { listedFunds } from './listed-funds.ts';
import { listedIndexes } from './listed-indexes.ts';
import { listedOthers } from './listed-others.ts';
import { listedStocks } from './listed-stocks.ts';
import type { Listing } from './listing.ts';

export const listed: readonly Listing[] = [...listedStocks, ...listedFunds, ...listedIndexes, ...listedOthers];

export const listedSecurities: readonly Security[] = listed.map(({ code, kind, market, name, board, currency }) => {
  const englishName = englishNameOf({ kind, code });
  return { code, kind, market, name, ...(englishName === undefined ? {} : { englishName }), board, currency };
});
