import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ariCalls } from '../../../src/adapters/asterisk/command-kinds.ts';

describe('table of ARI calls', () => {
  const texts = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && name !== 'command-kinds.test.ts')
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n');

  it.each(Object.entries(ariCalls))('%s names a test that is there', (_, { test }) => {
    // A name may end in what it cites: (misfortune 3), (field note 13).
    const bare = texts.replaceAll(/ \((?:misfortune|field note) \d+\)/g, '');
    expect(bare.includes(`'${test}'`) || bare.includes(`"${test}"`)).toBe(true);
  });
});
