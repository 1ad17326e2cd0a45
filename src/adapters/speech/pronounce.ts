import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import type { PromptReading, PromptReadings } from '../../contract/prompt-readings.ts';
import { numbersInWords } from './numbers-in-words.ts';

/**
 * Tones that a clip needs because of what it is stitched to, and that no single text shows: a character of the right sound stands
 * in. Order matters; the text that is shown stays as it is. (Wrong readings of words: ivr-flows/prompts/readings.json.)
 */
const SOUNDS_LIKE: readonly (readonly [RegExp, string])[] = [
  // 一 counts with its own tone inside a number: 一百一十二, 十一点, 第十一位.
  [/一(?=十)/g, '衣'],
  [/(?<=十)一(?=[点位])/g, '衣'],
  // Before a measure word 一 takes the fourth tone, before a fourth tone the second; these the engine leaves flat.
  [/^一(?=[分签秒])/g, '易'],
  [/^一(?=户)/g, '移'],
  [/^([一两]?)只$/g, '$1支'],
  [/^个$/g, '各'],
];

/**
 * What is given to the engine to say a text: no digits, no symbols, abbreviations letter by letter. A Mandarin reading stands as
 * pinyin in braces, `{huan2 kuan3}`, which the engine turns into its own phonemes.
 */
export function pronounceable(text: string, language: PromptLanguage, readings: PromptReadings): string {
  // Brackets are the engine's way to be given phonemes: a text has none of them.
  const plain = text.normalize('NFKC').replace(/[[\]{}<>]/g, ' ');
  if (language !== 'zh-CN') return withReadings(numbersInWords(plain, language), readings.en, (read) => read);
  const words = numbersInWords(plain.replaceAll('*', '星'), language)
    .replace(/[-–—_/·]/g, ' ')
    .replace(/[A-Za-z]+/g, (letters) => ` ${[...letters.toUpperCase()].join(' ')} `)
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    // Without this short stop the engine swallows letters after Hanzi.
    .replace(/(?<=\p{Script=Han}) (?=[A-Z])/gu, '、')
    .trim();
  const toned = SOUNDS_LIKE.reduce((spoken, [written, sound]) => spoken.replace(written, sound), words);
  return withReadings(toned, readings['zh-CN'], (read) => `{${read}}`);
}

/** Longer words first: 单先生 before a reading of 先生. */
function withReadings(text: string, readings: readonly PromptReading[], spoken: (read: string) => string): string {
  const byLength = [...readings].sort((one, other) => other.written.length - one.written.length);
  return byLength.reduce((said, { written, read, at }) => {
    const pattern = written.replace(/[.*+?^${}()|\\]/g, '\\$&');
    const isWord = /^\w+$/.test(written);
    const where = isWord ? `\\b${pattern}\\b` : pattern;
    return said.replace(new RegExp(`${at === undefined ? '' : '^'}${where}${at === 'whole' ? '$' : ''}`, 'g'), spoken(read));
  }, text);
}
