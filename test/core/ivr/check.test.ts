import { describe, expect, it } from 'vitest';
import { checkFlow, type Surroundings } from '../../../src/core/ivr/check.ts';
import type { Slot } from '../../../src/core/ivr/slot.ts';
import type { Flow, FlowNode } from '../../../src/core/ivr/flow.ts';
import { operations } from '../../../src/contract/operations/table.ts';
import { mainFlow } from '../call/script.ts';

const hangup: FlowNode = { kind: 'hangup', say: ['goodbye'] };
const retry = (then: string) => ({ say: ['again'], max: 3, then });
const menu = (keys: Record<string, string>, then = 'end'): FlowNode => ({ kind: 'menu', say: ['ask'], firstDigitTimeoutMs: 5_000, keys, noInput: retry(then), noMatch: retry(then) });
const say = (next: string, prompt = 'ask'): FlowNode => ({ kind: 'say', say: [prompt], interruptible: true, next });
const PIN: Slot = { kind: 'pin', slotClass: 'secret', min: 6, max: 6, of: [] };
const flow = (nodes: Record<string, FlowNode>): Flow => ({
  id: 'f', version: 1, dnis: ['95500'], languages: ['zh-CN'], entry: 'start', resumeSay: [], slots: { pin: PIN }, nodes: { end: hangup, ...nodes },
  main: { onFault: 'end', afterTalk: null, limits: { ivrMs: 600_000, visitsPerNode: 40, then: 'end' } },
});

const around: Surroundings = {
  prompts: new Map([['zh-CN', new Set(['ask', 'again', 'goodbye'])], ['en', new Set(['ask', 'again', 'goodbye'])]]),
  calendars: new Set(['service']),
  queues: new Set(['general']),
  operations: { quote: { by: 'brokerage', isAct: false, args: { code: { slotClass: 'plain' } }, results: [], refusals: [] } },
};
const problems = (nodes: Record<string, FlowNode>): string[] => checkFlow(flow(nodes), around).map((one) => `${one.node}: ${one.reason}`);

describe('a flow is refused, with node and reason, when', () => {
  it('a target does not exist', () => {
    expect(problems({ start: menu({ 1: 'nowhere' }) })).toEqual(['start: keys.1 leads to "nowhere", which does not exist']);
  });
  it('a node cannot be reached', () => {
    expect(problems({ start: menu({ 1: 'end' }), lonely: hangup })).toEqual(['lonely: no path leads here']);
  });
  it('it goes round without an act of the caller', () => {
    const found = problems({ start: menu({ 1: 'a' }), a: say('b'), b: say('a') });
    expect(found).toContain('a: goes round for ever without an act of the caller');
    expect(found).toContain('a: no path from here ends in a queue or a hang-up');
  });
  it('silence at a menu leads back to itself', () => {
    expect(problems({ start: menu({ 1: 'end' }, 'start') })).toEqual(['start: goes round for ever without an act of the caller']);
  });
  it('a prompt is missing in one language', () => {
    expect(checkFlow(flow({ start: say('end', 'only-zh') }), { ...around, prompts: new Map([['zh-CN', new Set(['only-zh', 'goodbye'])], ['en', new Set(['goodbye'])]]) })).toEqual([
      { node: 'start', reason: 'prompt "only-zh" is missing in en' },
    ]);
  });
  it('it names an unknown queue, calendar, operation or argument', () => {
    expect(problems({
      start: { kind: 'hours', calendar: 'moon', open: 'queue', closed: 'look' },
      queue: { kind: 'enqueue', queue: 'vip', say: [], notice: [] },
      look: { kind: 'lookup', operation: 'quote', args: { colour: '=red' }, secrets: {}, into: 'quote', timeoutMs: 1_000, waitSay: [], found: 'end', notFound: 'end', notFoundLimit: { max: 3, then: 'end' }, failed: 'other', lost: 'end' },
      other: { kind: 'lookup', operation: 'weather', args: {}, secrets: {}, into: 'quote', timeoutMs: 1_000, waitSay: [], found: 'end', notFound: 'end', notFoundLimit: { max: 3, then: 'end' }, failed: 'end', lost: 'end' },
    })).toEqual([
      'start: there is no calendar "moon"',
      'queue: there is no queue "vip"',
      'look: operation "quote" takes no "colour"',
      'other: there is no operation "weather"',
    ]);
  });
  it('a secret is spoken', () => {
    const collect: FlowNode = {
      kind: 'collect', say: ['ask'], into: 'pin', firstDigitTimeoutMs: 5_000, interDigitTimeoutMs: 3_000, exact: {},
      next: 'tell', noInput: retry('end'), noMatch: retry('end'),
    };
    const found = problems({ start: collect, tell: { kind: 'say', say: [{ speak: 'code', from: 'pin' }], interruptible: true, next: 'end' } });
    expect(found).toEqual(['tell: "pin" is a secret: it may not be spoken, stored or branched on']);
  });
});

it('the shipped main flow is in order', () => {
  const spoken = new Set(JSON.stringify(mainFlow).match(/"[a-z][a-z0-9.-]+"/g)?.map((text) => text.slice(1, -1)));
  expect(checkFlow(mainFlow, { ...around, prompts: new Map([['zh-CN', spoken]]), operations })).toEqual([]);
});
