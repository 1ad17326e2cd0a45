import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { mermaidOf } from '../../../src/cli/flows/graph.ts';
import { tryFlows } from '../../../src/cli/flows/try.ts';
import { flowOfText, MONDAY_TEN } from '../call/script.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));

async function tried(lines: readonly string[], dials = '95500'): Promise<string> {
  const printed: string[] = [];
  await tryFlows({
    flowsDir: `${project}/test/core/ivr/tried`, projectRoot: project, dials, at: MONDAY_TEN, client: 'none',
    input: Readable.from(lines.map((line) => `${line}\n`)), print: (line) => void printed.push(line),
  });
  return printed.join('\n');
}

it('a flow is walked in the terminal: words are printed, keys pressed, silence kept, the back office answered for', async () => {
  const printed = await tried(['1', '', '600519#', 'what', 'found last=1688.88', '0']);
  expect(printed).toContain('[welcome]');
  expect(printed).toContain('the back office is asked quote(code=600519)');
  expect(printed).toContain('  ? answer: found');
  expect(printed).toContain('一千六百八十八点八八');
  expect(printed.split('\n').at(-1)).toMatch(/^the call is in the queue general; /);
});

it('a person takes the call out of the queue, and the talk ends', async () => {
  const printed = await tried(['person hangs-up', '0', 'person answers', 'person dances', 'person hangs-up']);
  expect(printed).toContain('  ? nobody talks with the caller');
  expect(printed).toContain('[agent.before ');
  expect(printed).toContain('the caller talks with a person; "person hangs-up"');
  expect(printed).toContain('  ? "person answers" takes it');
  expect(printed.split('\n').at(-1)).toBe('the call is hung up');
});

it('music is told once with how often, and a number that no flow answers with those that are', async () => {
  expect(await tried(['0', 'person answers', 'bye'])).toMatch(/\[queue\.offered .*music\.queue x\d+\]/);
  expect(await tried([], '12345')).toBe('no flow answers 12345: there is 95500');
});

it('what is not given to an answer is made up, so that it can be spoken', async () => {
  expect(await tried(['1', '600519#', 'found'])).toMatch(/quote\.last /);
});

it('the drawing has a node for each node, keys on arrows, and dotted lines for what goes wrong', () => {
  const drawn = mermaidOf(flowOfText(`id: main
version: 1
dnis: ["95500"]
entry: ask
onFault: end
limits: { then: end }
defaults: { noInput: { say: [again], then: end }, noMatch: { say: [again], then: end } }
nodes:
  ask: { kind: menu, title: { en: "Which \\"one\\"" }, say: [ask], keys: { "1": tell } }
  tell: { kind: say, say: [ask], next: end }
  end: { kind: hangup, say: [bye] }
`));
  expect(drawn.split('\n')).toEqual([
    '%% main',
    'flowchart TD',
    '  begin((95500)) --> n-ask',
    '  n-ask[/"Which \'one\'<br><small>menu</small>"/]',
    '  n-ask -->|"1"| n-tell',
    '  n-ask -.->|"noInput.then, noMatch.then"| n-end',
    '  n-tell["tell<br><small>say</small>"]',
    '  n-tell --> n-end',
    '  n-end(["end<br><small>hangup</small>"])',
  ]);
});
