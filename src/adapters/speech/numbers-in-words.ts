import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { speak, type SayKind } from '../../core/speech/speak.ts';

/** What stands in a text, as the kind it is read as; the first that fits counts. `take`: the value in the match. */
const IN_MANDARIN: readonly { readonly written: RegExp; readonly kind: SayKind; readonly before?: string }[] = [
  { written: /(\d{4})(?=年)/g, kind: 'code' },
  { written: /([+-]?\d+(?:\.\d+)?)%/g, kind: 'dec', before: '百分之' },
  { written: /(?<!\d)((?:[01]\d|2[0-3]):[0-5]\d)(?!\d)/g, kind: 'time' },
  { written: /(\d+\.\d+)/g, kind: 'dec' },
  // A number of things, however long: 12345手.
  { written: /(\d+)(?=[亿万元手股份只家点人笔户个张日月天条项次倍])/g, kind: 'card' },
  // A number in a text is a quantity (沪深300 is 沪深三百), a long one a code.
  { written: /(\d{5,})/g, kind: 'code' },
  { written: /(\d+)/g, kind: 'card' },
];

/** Digits of a text as words. English engines read numbers well, but for the six digits of a security. */
export function numbersInWords(text: string, language: PromptLanguage): string {
  if (language !== 'zh-CN') return text.replace(/(?<![\d.,])\d{6}(?![\d.,])/g, (code) => inWords('code', code, language));
  return IN_MANDARIN.reduce((said, { written, kind, before = '' }) => said.replace(written, (match: string, value: string) => {
    const words = inWords(kind, value, language);
    return words === value ? match : before + (kind === 'code' && value.length === 4 ? words.replaceAll('幺', '一') : words);
  }), text);
}

function inWords(kind: SayKind, value: string, language: PromptLanguage): string {
  const spoken = speak(kind, value.replace(/^\+/, ''), language);
  return 'text' in spoken ? spoken.text : value;
}
