/** What is asked of the back office and the house: operations, arguments with their class, refusals as their table says. */
import type { ActNode, Flow, LookupNode, NodeId } from '../flow.ts';
import type { Operation } from '../operation.ts';
import { atNode, oneOf, type FlowProblem, type Surroundings } from './problem.ts';

interface Asked {
  readonly id: NodeId;
  readonly node: LookupNode | ActNode;
}

export function checkOperations(flow: Flow, { operations }: Surroundings): FlowProblem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) => {
    if (node.kind !== 'lookup' && node.kind !== 'act') return [];
    const operation = Object.hasOwn(operations, node.operation) ? operations[node.operation] : undefined;
    if (operation === undefined) return [atNode(flow, id, 'operation', `there is no operation "${node.operation}": ${oneOf(Object.keys(operations))}`)];
    return [...checkKind(flow, { id, node }, operation), ...checkArgs(flow, { id, node }, operation), ...checkRefusals(flow, { id, node }, operation)];
  });
}

function checkKind(flow: Flow, { id, node }: Asked, operation: Operation): FlowProblem[] {
  if (operation.isAct === (node.kind === 'act')) return [];
  const reason = operation.isAct
    ? `"${node.operation}" changes something or checks a secret, and a lookup may be asked twice: make it an act`
    : `"${node.operation}" only reads: make it a lookup`;
  return [atNode(flow, id, 'kind', reason)];
}

function checkArgs(flow: Flow, { id, node }: Asked, operation: Operation): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const given = { ...node.args, ...node.secrets };
  for (const [name, from] of Object.entries(given)) {
    const arg = Object.hasOwn(operation.args, name) ? operation.args[name] : undefined;
    const field = `args.${name}`;
    const slotClass = flow.slots[from]?.slotClass ?? 'plain';
    if (arg === undefined) problems.push(atNode(flow, id, field, `operation "${node.operation}" takes no "${name}": ${oneOf(Object.keys(operation.args))}`));
    else if (slotClass !== 'plain' && arg.slotClass === 'plain')
      problems.push(atNode(flow, id, field, `"${from}" is ${slotClass}, and "${name}" would be sent and kept in plain: give it to an argument that takes ${slotClass} digits, or to none`));
    else if (slotClass !== arg.slotClass && !(slotClass === 'private' && arg.slotClass === 'secret'))
      problems.push(atNode(flow, id, field, `"${name}" takes ${arg.slotClass} digits, and "${from}" is ${slotClass}: ask for it into a slot of a ${arg.slotClass} kind (${arg.slotClass === 'secret' ? 'pin' : 'account, phone'})`));
  }
  for (const [name, arg] of Object.entries(operation.args))
    if (arg.isOptional !== true && !Object.hasOwn(given, name)) problems.push(atNode(flow, id, 'args', `operation "${node.operation}" needs "${name}": name the answer it is taken from, or a literal behind "="`));
  return problems;
}

function checkRefusals(flow: Flow, { id, node }: Asked, operation: Operation): FlowProblem[] {
  if (node.kind !== 'act') return [];
  return Object.keys(node.refused)
    .filter((code) => !operation.refusals.includes(code))
    .map((code) => atNode(flow, id, `refused.${code}`, `operation "${node.operation}" never refuses with "${code}": ${oneOf(operation.refusals)}`));
}
