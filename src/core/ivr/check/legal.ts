/** A notice that the law wants heard is never cut by a key. */
import type { Flow } from '../flow.ts';
import { saidBy } from '../graph.ts';
import { promptIdsOf } from '../prompt-part.ts';
import { atNode, type FlowProblem, type Surroundings } from './problem.ts';

export function checkLegal(flow: Flow, around: Surroundings): FlowProblem[] {
  const isLegal = (id: string): boolean => [...(around.words?.values() ?? [])].some((words) => words.get(id)?.isLegal === true);
  return Object.entries(flow.nodes).flatMap(([id, node]) => {
    const isCut = node.kind === 'menu' || node.kind === 'collect' || (node.kind === 'say' && node.interruptible);
    if (!isCut) return [];
    return saidBy(node).flatMap(([field, parts]) =>
      promptIdsOf(parts).filter(isLegal).map((prompt) =>
        node.kind === 'say'
          ? atNode(flow, id, 'interruptible', `"${prompt}" is a legal notice and a key would cut it: say interruptible: false`)
          : atNode(flow, id, field, `"${prompt}" is a legal notice and a key would cut it in a ${node.kind}: say it before, in a say node with interruptible: false`),
      ),
    );
  });
}
