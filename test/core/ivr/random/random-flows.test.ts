/** Random flows: what passes the check never strands a caller, whatever she keys or does not key, whatever the back office says. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFlows } from '../../../../src/core/ivr/check/flows.ts';
import type { Flow } from '../../../../src/core/ivr/flow.ts';
import { around, flowSeed, makeFlows } from './make-flows.ts';
import { act, begin, isOver, isStranded, waitOn } from './walk-flow.ts';
import type { Script } from '../../call/script.ts';

const seed = Number(process.env['HOTLINE_SEED'] ?? 20_261_125);
/** Far more than the longest silent way: 9 + 5 + 4 nodes, each asked three times. */
const MAX_STEPS = 400;

/** Of the flow: a transfer that Asterisk does not take is none. */
function faultsOf(script: Script): readonly unknown[] {
  return script.facts.filter((fact) => fact.kind === 'fault' && !fact.where.startsWith('transfer '));
}

/** Nothing but the clock moves the call from here: it comes out. */
function comesOut(script: Script): void {
  for (let steps = 0; !isOver(script) && steps < MAX_STEPS; steps += 1) {
    expect(isStranded(script), `stranded in ${JSON.stringify(script.state().activity)}`).toBe(false);
    waitOn(script);
  }
  expect(isOver(script), 'a silent caller goes round for ever').toBe(true);
}

describe(`random flows (seed ${seed})`, () => {
  it('that pass the check bring every caller to a person, a transfer or a goodbye, and never come to a fault', { timeout: 120_000 }, () => {
    const seen = { passed: 0, refused: 0, kinds: new Set<string>(), subflows: 0 };
    const walk = (flows: readonly Flow[], ways: readonly (readonly number[])[]): void => {
      const silent = begin(flows);
      comesOut(silent);
      expect(silent.factKinds(), 'a silent caller needed the limit').not.toContain('ivr-limit-reached');
      expect(faultsOf(silent)).toEqual([]);
      for (const way of ways) {
        const script = begin(flows);
        for (const n of way) {
          expect(isStranded(script), `stranded in ${JSON.stringify(script.state().activity)}`).toBe(false);
          act(script, n);
        }
        comesOut(script);
        expect(faultsOf(script)).toEqual([]);
      }
    };
    const way = fc.array(fc.nat({ max: 999 }), { minLength: 5, maxLength: 60, size: 'max' });
    fc.assert(fc.property(flowSeed, fc.array(way, { minLength: 3, maxLength: 3 }), (made, ways) => {
      const flows = makeFlows(made);
      if (checkFlows(flows, around).length > 0) {
        seen.refused += 1;
        return;
      }
      seen.passed += 1;
      seen.subflows += flows.length - 1;
      for (const flow of flows) for (const node of Object.values(flow.nodes)) seen.kinds.add(node.kind);
      walk(flows, ways);
    }), { seed, numRuns: 3_000 });
    expect(seen.passed).toBeGreaterThan(500);
    expect(seen.refused).toBeGreaterThan(300);
    expect(seen.subflows).toBeGreaterThan(100);
    expect([...seen.kinds].sort()).toEqual([
      'act', 'branch', 'callback', 'collect', 'enqueue', 'hangup', 'hours', 'language', 'lookup', 'menu', 'message', 'return', 'say', 'set', 'subflow', 'transfer',
    ]);
  });
});
