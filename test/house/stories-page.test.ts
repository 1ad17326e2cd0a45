import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAGE_FILE, pageOf } from '../stories/language/page.ts';
import { chapters } from '../stories/told/chapters.ts';

const stories = chapters.flatMap((chapter) => chapter.stories);

describe('docs/stories.md', () => {
  test('is what the stories say now (node test/stories/write-page.ts writes it)', () => {
    expect(readFileSync(PAGE_FILE, 'utf8')).toBe(pageOf(chapters));
  });

  test('no two stories have one title, each expects something, and what it expects comes after what happens', () => {
    expect(new Set(stories.map(({ title }) => title)).size).toBe(stories.length);
    for (const { title, lines } of stories) expect([title, lines.some(({ word }) => word === 'when'), lines.at(-1)?.word]).toEqual([title, true, 'then']);
  });
});
