/** Keys that a prompt's text tells the caller to press, as its language says it: 请按1, press 1, 按星号键, press star. */
import type { Language } from '../speech/clip.ts';

const CHINESE = /按(?:数字)?(?:([0-9])(?:(?:到|至|-)([0-9]))?(?![0-9])|(星号|米字)|(井号))/g;
const ENGLISH = /press(?:ing)?\s+(?:the\s+)?(?:([0-9]|zero|one|two|three|four|five|six|seven|eight|nine)(?:\s*(?:to|through|-)\s*([0-9]))?(?![0-9])|(star|asterisk)|(hash|pound))/gi;
const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

export function keysTold(text: string, language: Language): readonly string[] {
  const keys = new Set<string>();
  for (const [, from, to, star, hash] of text.matchAll(language === 'zh-CN' ? CHINESE : ENGLISH)) {
    if (star !== undefined) keys.add('*');
    if (hash !== undefined) keys.add('#');
    if (from === undefined) continue;
    const first = digitOf(from);
    const last = to === undefined ? first : Number(to);
    for (let digit = first; digit <= last; digit += 1) keys.add(String(digit));
  }
  return [...keys];
}

const digitOf = (text: string): number => (/^\d$/.test(text) ? Number(text) : WORDS.indexOf(text.toLowerCase()));

interface Prompt {
  readonly id: string;
  readonly text: string;
  readonly isLegal: boolean;
}

/** What each prompt of a language tells, for checking flows. */
export function promptWords(prompts: readonly Prompt[], language: Language): ReadonlyMap<string, { readonly keys: readonly string[]; readonly isLegal: boolean }> {
  return new Map(prompts.map(({ id, text, isLegal }) => [id, { keys: keysTold(text, language), isLegal }]));
}
