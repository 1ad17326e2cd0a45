import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clipInventory, textOfClips } from '../../../src/core/speech/inventory.ts';
import { isSayKind, SAY_EXAMPLES, speak, type SayKind, type SayValue } from '../../../src/core/speech/speak.ts';

const vectors = JSON.parse(readFileSync(new URL('./number-reading.en.json', import.meta.url), 'utf8')) as [SayKind, SayValue, string][];

describe('how values are spoken in English', () => {
  it.each(vectors)('says %s %j as %s', (kind, value, reading) => {
    const spoken = speak(kind, value, 'en');
    expect(spoken).toMatchObject({ text: reading });
    // The clips are what the client hears: they must say exactly the text.
    if ('clips' in spoken) expect(textOfClips(spoken.clips, 'en')).toBe(reading);
  });

  it('has agreed readings of every kind, and speaks the example of each', () => {
    expect(new Set(vectors.map(([kind]) => kind))).toEqual(new Set(SAY_EXAMPLES.map(({ kind }) => kind)));
    expect(vectors.every(([kind]) => isSayKind(kind))).toBe(true);
    for (const { kind, value } of SAY_EXAMPLES) expect(speak(kind, value, 'en')).toHaveProperty('text');
  });
});

describe('the English inventory of clips', () => {
  const clips = clipInventory('en');

  it('has unique ids that are safe file names, and a text for each', () => {
    expect(new Set(clips.map(({ id }) => id)).size).toBe(clips.length);
    for (const { id, text } of clips) {
      expect(id).toMatch(/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/);
      expect(text).toMatch(/^(?:[A-Za-z -]+|,)$/);
    }
  });
});

describe('what cannot be spoken', () => {
  it.each([
    ['card', 1.5], ['dec', '12.'], ['money_fen', '12.34'], ['code', ''], ['pct', 'abc'], ['date', '2026-02-29'], ['time', '24:00'],
    ['count', '2头'], ['place', 0], ['duration', -1], ['seat', '12a'], ['turnover_yuan', -1],
  ] as [SayKind, SayValue][])('is refused alike in both languages: %s %j', (kind, value) => {
    const refusal = speak(kind, value, 'en');
    expect(refusal).toMatchObject({ code: 'NOT_SPEAKABLE' });
    expect(refusal).toEqual(speak(kind, value, 'zh-CN'));
  });
});
