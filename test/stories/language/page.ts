/** The stories as a page that people read: docs/stories.md. */
import type { Line, Story } from './story.ts';

export interface Chapter {
  readonly title: string;
  readonly stories: readonly Story[];
}

export const PAGE_FILE = new URL('../../../docs/stories.md', import.meta.url);

const INTRO = `# Stories

What callers, clients and agents go through, as it is tested: each story is played line by line by \`./hotline test stories\`, on the
real program with a virtual exchange and a clock that is moved; those marked *also on the real exchange* are played with real phones as
well (\`./hotline test calls stories\`). At the end of every story nothing may be left over (no call, no place in the queue, no seat that
is held, no recording that is not judged), and no caller may have sat in silence for more than three seconds without being asked for a key.

Where nothing else is said it is Monday, 2026-11-23 10:00, a trading day in service hours. Seats 1001 to 1006 take calls and callbacks,
1007 to 1009 callbacks only, 1010 to 1012 are of the marketing series. This page is written by \`node test/stories/write-page.ts\`; a
test fails when it is out of date.
`;

/** A word is not said again while it holds: "and" takes its place. */
function linesOf(lines: readonly Line[]): string {
  return lines.map(({ word, text }, n) => `- ${lines[n - 1]?.word === word ? 'and' : `**${word}**`} ${text}`).join('\n');
}

function storyText({ title, shows, alsoReal, lines }: Story): string {
  const marks = [...(shows.length > 0 ? [shows.join(', ')] : []), ...(alsoReal ? ['*also on the real exchange*'] : [])];
  return `### ${title}\n\n${marks.length > 0 ? `${marks.join('; ')}\n\n` : ''}${linesOf(lines)}\n`;
}

export function pageOf(chapters: readonly Chapter[]): string {
  const all = chapters.flatMap(({ stories }) => stories);
  const counts = `${all.length} stories, ${all.filter(({ alsoReal }) => alsoReal).length} of them also on the real exchange.\n`;
  return [INTRO, counts, ...chapters.map(({ title, stories }) => `## ${title}\n\n${stories.map(storyText).join('\n')}`)].join('\n');
}
