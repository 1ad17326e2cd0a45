/**
 * What is wrong with flows beyond their schema (docs/flows.md): targets, reachability, an end to every path, no endless loop without a
 * caller's act, menus not too deep, prompts there in every language, all that is named known, secrets kept, answers there when read.
 */
import type { Flow } from '../flow.ts';
import { checkAnswers } from './answers.ts';
import { checkDepth } from './depth.ts';
import { checkKeys } from './keys.ts';
import { checkLegal } from './legal.ts';
import { checkLoops } from './loops.ts';
import { checkNames } from './names.ts';
import { checkOperations } from './operations.ts';
import { passagesOf } from './passages.ts';
import type { FlowProblem, Surroundings } from './problem.ts';
import { checkEnds, checkReach, endingNodes } from './reach.ts';
import { checkSecrets } from './secrets.ts';
import { calledFirst, checkSubflows } from './subflows.ts';
import { checkTargets } from './targets.ts';

/** `isPartial`: some of the flows cannot be read, so nothing is said of what lies between flows. */
export function checkFlows(flows: readonly Flow[], around: Surroundings, { isPartial = false } = {}): readonly FlowProblem[] {
  const spoken = [...new Set(flows.flatMap((flow) => (flow.main === null ? [] : flow.languages)))];
  const named = flows.flatMap((flow) => [
    ...checkNames(flow, around, spoken), ...checkKeys(flow, around), ...checkLegal(flow, around), ...checkOperations(flow, around),
  ]);
  const alone = [...named, ...checkSecrets(flows)];
  const shape = [...flows.flatMap(checkTargets), ...(isPartial ? [] : checkSubflows(flows))];
  // Paths can be followed only where all of them lead somewhere.
  return shape.length > 0 || isPartial ? [...shape, ...alone] : [...checkPaths(calledFirst(flows), around), ...alone];
}

function checkPaths(flows: readonly Flow[], around: Surroundings): FlowProblem[] {
  const passages = passagesOf(flows, () => true);
  const ending = endingNodes(flows);
  return [
    ...flows.flatMap((flow) => [...checkReach(flow, passages), ...checkEnds(flow, ending.get(flow.id) ?? new Set())]),
    ...checkLoops(flows, ending), ...checkDepth(flows, passages), ...checkAnswers(flows, around),
  ];
}
