import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ariCalls, judgeAfterRestart } from '../../../src/adapters/asterisk/command-kinds.ts';

describe('table of ARI calls', () => {
  const texts = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && name !== 'command-kinds.test.ts')
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n');

  it.each(Object.entries(ariCalls))('%s names a test that is there', (_, { test }) => {
    expect(texts.includes(`'${test}'`) || texts.includes(`"${test}"`)).toBe(true);
  });

  it('commands that would happen twice are asked about, the others are sent again', () => {
    expect([judgeAfterRestart('play'), judgeAfterRestart('dial-leg')]).toEqual(['ask-first', 'ask-first']);
    expect([judgeAfterRestart('hang-up-leg'), judgeAfterRestart('create-client-leg'), judgeAfterRestart('add-to-bridge')]).toEqual(['send-again', 'send-again', 'send-again']);
  });
});
