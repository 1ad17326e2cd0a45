import type { Decimal } from '../../contract/brokerage/decimal.ts';
import type { Quote } from '../../contract/brokerage/quote.ts';

type QuoteAnswers = Record<string, string | number | Decimal>;

/**
 * A quote as a flow sees it. Prices of today (open, high, low) are there only when `state` is `traded`: a flow branches on it
 * before it speaks them. `volume` is a count with its measure word (3200手, or 股 on the STAR market); `volumeLots` is there for
 * lots only. `turnoverYuan` is cut, not rounded, so that the grammar's own rounding is the only one.
 */
export function quoteAnswers(quote: Quote): QuoteAnswers {
  const answers: QuoteAnswers = {
    code: quote.code,
    kind: quote.kind,
    market: quote.market,
    name: quote.name,
    state: quote.state,
    last: quote.last,
    previousClose: quote.previousClose,
    change: quote.change,
    changePct: { mantissa: quote.changeBp, decimals: 2 },
    volume: `${quote.volume.count}${quote.volume.unit === 'lot' ? '手' : '股'}`,
    volumeUnit: quote.volume.unit,
    turnoverYuan: Math.floor(quote.turnoverFen / 100),
    asOfMs: quote.asOfMs,
    hasIndexToo: quote.otherKinds.includes('index') ? 'yes' : 'no',
    reading: readingOf(quote),
    // Told before the quote: who keyed the old code should key the new one next time.
    isMoved: quote.movedFrom === null ? 'no' : 'yes',
  };
  if (quote.volume.unit === 'lot') answers['volumeLots'] = quote.volume.count;
  if (quote.open !== null) answers['open'] = quote.open;
  if (quote.high !== null) answers['high'] = quote.high;
  if (quote.low !== null) answers['low'] = quote.low;
  return answers;
}

/** How a flow reads it: prices in yuan, points, dollars, a rate; or no trade at all. */
function readingOf(quote: Quote): string {
  if (quote.kind === 'index' || quote.kind === 'repo' || quote.kind === 'subscription') return quote.kind;
  return quote.currency === 'CNY' ? 'price' : quote.currency.toLowerCase();
}
