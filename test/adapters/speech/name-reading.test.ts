/** How a security is called in each language: the agreed readings of names, from the simulator's list to what a caller hears. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listedSecurities } from '../../../src/adapters/brokerage/simulator/listed.ts';
import { buildNameClips } from '../../../src/adapters/speech/name-clips.ts';
import { pronounceable } from '../../../src/adapters/speech/pronounce.ts';
import { sayParts } from '../../../src/app/say.ts';
import { securityListSchema } from '../../../src/contract/brokerage/security.ts';
import { NO_READINGS } from '../../../src/contract/prompt-readings.ts';
import { clipInventory } from '../../../src/core/speech/inventory.ts';

const vectors = JSON.parse(readFileSync(new URL('../../core/speech/name-reading.json', import.meta.url), 'utf8')) as [kind: string, code: string, chinese: string, english: string][];
const { securities } = securityListSchema.parse({ securities: listedSecurities });

describe.each(['zh-CN', 'en'] as const)('names of securities in %s', (language) => {
  const texts = new Map([...clipInventory(language), ...buildNameClips(securities, language)].map(({ id, text }) => [id, text]));
  const sounds = { has: (clip: string) => texts.has(clip), durationMs: () => 1_000 };

  it.each(vectors)('%s %s', (kind, code, chinese, english) => {
    const said = sayParts([{ speak: 'name', from: 'quote' }], { sounds, announced: () => [], answers: { 'quote.code': code, 'quote.kind': kind }, language, businessAt: 0 });
    const heard = said.kind === 'clips' ? said.clips.map((clip) => texts.get(clip)) : [];
    const words = language === 'en' ? heard.join(' ').replaceAll(' ,', ',') : heard.join('').replaceAll(',', '，');
    expect(words).toBe(language === 'en' ? english : chinese);
  });

  it('have a clip each, which the engine can say', () => {
    const names = buildNameClips(securities, language);
    expect(names.length).toBe(language === 'en' ? securities.filter(({ englishName }) => englishName !== undefined).length : securities.length);
    for (const { text } of names) expect(pronounceable(text, language, NO_READINGS), text).not.toBe('');
    expect(new Set(names.map(({ id }) => id)).size).toBe(names.length);
  });
});

it('a name that is not in Latin letters is no English name', () => {
  const [first] = securities;
  expect(securityListSchema.safeParse({ securities: [{ ...first, englishName: '茅台' }] }).success).toBe(false);
  expect(securityListSchema.safeParse({ securities: [{ ...first, englishName: undefined }] }).success).toBe(true);
});
