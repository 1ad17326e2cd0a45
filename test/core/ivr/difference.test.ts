import { expect, it } from 'vitest';
import { differenceOf } from '../../../src/core/ivr/difference.ts';
import { flowOfText } from '../call/script.ts';

const text = (nodes: string, version = 1): string => `
id: main
version: ${version}
dnis: ["95500"]
entry: ask
onFault: bye
limits: { then: bye }
defaults: { noInput: { say: [again], then: bye }, noMatch: { say: [again], then: bye } }
nodes:
${nodes}
  bye: { kind: hangup, say: [bye] }
`;
const before = flowOfText(text('  ask: { kind: menu, say: [ask], keys: { "1": bye, "2": tell } }\n  tell: { kind: say, say: [ask], next: bye }'));

it('the difference of two releases has a line for each change, by flow, node and field', () => {
  const after = flowOfText(text('  ask: { kind: menu, say: [ask, { speak: price, from: quote.last }], keys: { "1": bye, "3": bye } }\n  more: { kind: say, say: [ask], next: bye }', 2));
  expect(differenceOf([before], [after])).toEqual([
    'main: version: 2, before 1',
    'main / ask: say: ask + (speak price, from quote.last), before ask',
    'main / ask: keys.2: no longer tell',
    'main / ask: keys.3: bye, before nothing',
    'main / more: new say',
    'main / tell: is taken away',
  ]);
});

it('flows that come and go are named; the same has no difference', () => {
  expect(differenceOf([], [before])).toEqual(['main: new flow of 3 nodes']);
  expect(differenceOf([before], [])).toEqual(['main: the flow is taken away']);
  expect(differenceOf([before], [before])).toEqual([]);
});
