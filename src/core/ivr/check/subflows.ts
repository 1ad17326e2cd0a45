/** Subflows: there, called, left by exits that both sides know, never calling themselves, not too deep. */
import type { Flow } from '../flow.ts';
import { at, atNode, oneOf, type FlowProblem } from './problem.ts';

/** The call keeps as many places to come back to. */
const MAX_NESTED = 4;

interface CallSite {
  readonly node: string;
  readonly flow: string;
  readonly exits: readonly string[];
}

const callsOf = (flow: Flow): CallSite[] =>
  Object.entries(flow.nodes).flatMap(([node, one]) => (one.kind === 'subflow' ? [{ node, flow: one.flow, exits: Object.keys(one.exits) }] : []));

const returnsOf = (flow: Flow): (readonly [string, string])[] =>
  Object.entries(flow.nodes).flatMap(([node, one]) => (one.kind === 'return' ? [[node, one.exit] as const] : []));

export function checkSubflows(flows: readonly Flow[]): FlowProblem[] {
  const byId = new Map(flows.map((flow) => [flow.id, flow]));
  const subflows = flows.filter((flow) => flow.main === null);
  const called = new Set(flows.flatMap((flow) => callsOf(flow).map((call) => call.flow)));
  const problems: FlowProblem[] = [];
  for (const flow of flows) {
    for (const call of callsOf(flow)) problems.push(...checkCall(flow, call, { target: byId.get(call.flow), subflows }));
    if (flow.main !== null)
      for (const [node] of returnsOf(flow))
        problems.push(atNode(flow, node, '', 'returns, but this flow answers a dialled number and nobody called it: end with enqueue, transfer or hangup'));
    if (flow.main === null && !called.has(flow.id))
      problems.push(at(flow, ['id'], `no flow calls the subflow "${flow.id}": call it by a subflow node, give it dnis, or take the file away`));
  }
  return problems.length > 0 ? problems : checkNesting(flows, byId);
}

function checkCall(flow: Flow, call: CallSite, around: { readonly target: Flow | undefined; readonly subflows: readonly Flow[] }): FlowProblem[] {
  const { target } = around;
  if (target === undefined)
    return [atNode(flow, call.node, 'flow', `there is no flow "${call.flow}": ${oneOf(around.subflows.map((one) => one.id))}`)];
  if (target.main !== null)
    return [atNode(flow, call.node, 'flow', `"${call.flow}" answers dialled numbers itself: only a flow without dnis can be called as a subflow`)];
  const returns = new Set(returnsOf(target).map(([, exit]) => exit));
  const unknown = call.exits.filter((exit) => !returns.has(exit));
  const unheard = [...returns].filter((exit) => !call.exits.includes(exit));
  return [
    ...unknown.map((exit) => atNode(flow, call.node, `exits.${exit}`, `"${call.flow}" never returns by "${exit}": ${oneOf(returns)}`)),
    ...unheard.map((exit) => atNode(flow, call.node, 'exits', `"${call.flow}" may return by "${exit}": name where the call goes then`)),
  ];
}

function checkNesting(flows: readonly Flow[], byId: ReadonlyMap<string, Flow>): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const reported = new Set<string>();
  const follow = (flow: Flow, path: readonly string[]): void => {
    for (const call of callsOf(flow)) {
      const whole = [...path, call.flow];
      const target = byId.get(call.flow);
      const isRound = path.includes(call.flow);
      const key = `${flow.id} ${call.node}`;
      if (isRound || whole.length - 1 > MAX_NESTED) {
        const reason = isRound
          ? `the subflows call each other in a circle (${whole.slice(path.indexOf(call.flow)).join(' → ')}): go on in one of them instead`
          : `subflows lie ${whole.length - 1} deep here (${whole.join(' → ')}), and ${MAX_NESTED} is the most: put some of them together`;
        if (!reported.has(key)) problems.push(atNode(flow, call.node, 'flow', reason));
        reported.add(key);
      } else if (target !== undefined) follow(target, whole);
    }
  };
  for (const flow of flows) if (flow.main !== null) follow(flow, [flow.id]);
  if (problems.length > 0) return problems;
  // Those that only call each other are come to from no dialled number.
  for (const flow of flows) if (flow.main === null) follow(flow, [flow.id]);
  return problems;
}

/** Called ones before their callers. */
export function calledFirst(flows: readonly Flow[]): readonly Flow[] {
  const byId = new Map(flows.map((flow) => [flow.id, flow]));
  const done = new Set<string>();
  const order: Flow[] = [];
  const visit = (flow: Flow): void => {
    if (done.has(flow.id)) return;
    done.add(flow.id);
    for (const call of callsOf(flow)) {
      const target = byId.get(call.flow);
      if (target !== undefined) visit(target);
    }
    order.push(flow);
  };
  flows.forEach(visit);
  return order;
}
