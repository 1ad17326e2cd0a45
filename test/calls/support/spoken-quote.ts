import type { AnswerLogEntry } from '../../../src/adapters/brokerage/simulator/control-contract.ts';
import type { Language } from '../../../src/core/speech/clip.ts';
import { nameClipId } from '../../../src/core/speech/name-clip.ts';
import { type SayKind, type SayValue, speak } from '../../../src/core/speech/speak.ts';

const say = (kind: SayKind, value: SayValue | null, language: Language = 'zh-CN'): readonly string[] => {
  const spoken = value === null ? undefined : speak(kind, value, language);
  if (spoken === undefined || !('clips' in spoken)) throw new Error(`the simulator gave what cannot be said as ${kind}`);
  return spoken.clips;
};

/** Clips that say a quote as the back office gave it: name, price, change, and the figures of the day, to the question after it. */
export function spokenQuote({ quote }: AnswerLogEntry): string[] {
  const isIndex = quote.kind === 'index';
  const price = isIndex ? 'index' : 'price';
  return [
    nameClipId(quote),
    isIndex ? 'quote.last-index' : 'quote.last', ...say(price, quote.last),
    'quote.change', ...say(isIndex ? 'change_points' : 'change', quote.change),
    'quote.change-percent', ...say('pct', { mantissa: quote.changeBp, decimals: 2 }),
    'quote.open', ...say(price, quote.open),
    'quote.high', ...say(price, quote.high),
    'quote.low', ...say(price, quote.low),
    'quote.volume', ...say('count', `${quote.volume.count}${quote.volume.unit === 'lot' ? '手' : '股'}`),
    'quote.turnover', ...say('turnover_yuan', Math.floor(quote.turnoverFen / 100)),
    'quote.after',
  ];
}

/** Name and price only: what is heard first. */
export function spokenPrice(entry: AnswerLogEntry): string[] {
  const all = spokenQuote(entry);
  return all.slice(0, all.indexOf('quote.change'));
}

/** What an English caller hears first: the English name, and the price. */
export function spokenEnglishPrice({ quote }: AnswerLogEntry): string[] {
  return [nameClipId(quote), 'quote.last', ...say('price', quote.last, 'en')];
}
