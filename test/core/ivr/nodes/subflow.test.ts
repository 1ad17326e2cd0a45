import { describe, expect, it } from 'vitest';
import { hearAll, pressKeys } from '../../call/script.ts';
import { at, flowScript, said } from './flow-script.ts';

const sub = (id: string, nodes: string): string => `
id: ${id}
version: 1
entry: ask
defaults: { noInput: { say: [again], max: 2, then: away }, noMatch: { say: [wrong], max: 2, then: away } }
nodes:
${nodes}
`;
const ASK = sub('login', `
  ask: { kind: menu, say: [sub-ask], keys: { "1": ok, "9": broken } }
  ok: { kind: return, exit: done }
  away: { kind: return, exit: given-up }
  broken: { kind: say, say: [not-there], next: ok }
`);
const MAIN = 'nodes:\n  start: { kind: subflow, flow: login, exits: { done: end, given-up: person } }\n';

describe('a subflow', () => {
  it('is walked, and returns by its exit', () => {
    const script = flowScript(MAIN, { subflows: [ASK] });
    expect([at(script), script.state().flowId, script.state().stack]).toEqual(['ask', 'login', [{ flowId: 'main', node: 'start' }]]);
    pressKeys(script, '1');
    expect([said(script), script.state().flowId, script.state().stack]).toEqual([['goodbye'], 'main', []]);
    expect(script.state().ivrPath).toEqual(['start', 'login/ask', 'end']);
  });
  it('has its own words for silence, and its own way out', () => {
    const script = flowScript(MAIN, { subflows: [ASK] });
    for (const _ of [1, 2]) {
      hearAll(script);
      script.pass('first-digit');
    }
    expect(at(script)).toBe('waiting');
  });
  it('lives by its caller\'s onFault', () => {
    const script = flowScript(MAIN, { subflows: [ASK], missingClips: ['not-there'] });
    pressKeys(script, '9');
    expect([at(script), script.state().flowId, script.state().stack]).toEqual(['sorry', 'main', []]);
  });
  it('that nobody has, an exit that is not named, and a return from nowhere are faults', () => {
    expect(at(flowScript(MAIN))).toBe('sorry');
    const noExit = flowScript('nodes:\n  start: { kind: subflow, flow: login, exits: { given-up: person } }\n', { subflows: [ASK] });
    pressKeys(noExit, '1');
    expect(at(noExit)).toBe('sorry');
    expect(at(flowScript('nodes:\n  start: { kind: return, exit: done }\n'))).toBe('sorry');
  });
  it('calls another, four deep and no deeper', () => {
    const chain = (depth: number): string[] => Array.from({ length: depth }, (_, n) => sub(`f${n + 1}`, `
  ask: { kind: subflow, flow: f${n + 2}, exits: { out: away } }
  away: { kind: return, exit: out }
`));
    const leaf = (n: number): string => sub(`f${n}`, '  ask: { kind: menu, say: [leaf], keys: { "1": away } }\n  away: { kind: return, exit: out }\n');
    const main = 'nodes:\n  start: { kind: subflow, flow: f1, exits: { out: end } }\n';
    const four = flowScript(main, { subflows: [...chain(3), leaf(4)] });
    expect([said(four), four.state().stack.length]).toEqual([['leaf'], 4]);
    pressKeys(four, '1');
    expect(said(four)).toEqual(['goodbye']);
    expect(at(flowScript(main, { subflows: [...chain(4), leaf(5)] }))).toBe('sorry');
  });
  it('is resumed where it was', () => {
    const script = flowScript(MAIN, { subflows: [ASK] });
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    expect([said(script), script.state().flowId]).toEqual([['sub-ask'], 'login']);
  });
});
