import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { speak } from '../../core/speech/speak.ts';

/**
 * Where the engine takes the wrong reading, a character of the right sound stands in. Order matters; the text that is shown
 * stays as it is. Source: domain.md 5.6, and listening to the engine's own phonemes.
 */
const SOUNDS_LIKE: readonly (readonly [RegExp, string])[] = [
  [/还款/g, '环款'],
  [/兴业/g, '星业'],
  [/藏格/g, '葬格'],
  [/^美的/, '美弟'],
  [/万俟/g, '莫其'],
  [/尉迟/g, '玉迟'],
  // 一 counts with its own tone inside a number: 一百一十二, 十一点, 第十一位.
  [/一(?=十)/g, '衣'],
  [/(?<=十)一(?=[点位])/g, '衣'],
  // Before a measure word 一 takes the fourth tone, before a fourth tone the second; these the engine leaves flat.
  [/^一(?=[分签秒])/g, '易'],
  [/^一(?=户)/g, '移'],
  [/^([一两]?)只$/g, '$1支'],
  [/^个$/g, '各'],
];

/** What is given to the engine to say a text: no digits, no symbols, abbreviations letter by letter. */
export function pronounceable(text: string, language: PromptLanguage): string {
  // The engine takes AM for a word.
  if (language !== 'zh-CN') return text.replace(/\bAM\b/g, 'A.M.');
  const words = text
    .normalize('NFKC')
    .replaceAll('*', '星')
    .replace(/[-–—_/·]/g, ' ')
    .replace(/\d+/g, digitsInWords)
    .replace(/[A-Za-z]+/g, (letters) => ` ${[...letters.toUpperCase()].join(' ')} `)
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    // Without this short stop the engine swallows letters after Hanzi.
    .replace(/(?<=\p{Script=Han}) (?=[A-Z])/gu, '、')
    .trim();
  return SOUNDS_LIKE.reduce((spoken, [written, sound]) => spoken.replace(written, sound), words);
}

/** A number in a text is a quantity (沪深300 is 沪深三百), a long one a code. */
function digitsInWords(digits: string): string {
  const spoken = digits.length > 4 ? speak('code', digits, 'zh-CN') : speak('card', digits, 'zh-CN');
  return 'text' in spoken ? spoken.text : digits;
}
