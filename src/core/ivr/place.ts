/** Where a call is: its flow, its node, and the flow that answered the number when it is in a subflow. */
import type { Turn } from '../call/turn.ts';
import type { Flow, FlowNode, MainPart, NodeId } from './flow.ts';

export function flowOfCall(turn: Turn): Flow | null {
  const { flowId, flowVersion } = turn.call();
  return flowId === null ? null : turn.world.flow(flowId, flowVersion);
}

export function nodeOf(turn: Turn, id: NodeId): FlowNode | null {
  const flow = flowOfCall(turn);
  return flow !== null && Object.hasOwn(flow.nodes, id) ? (flow.nodes[id] ?? null) : null;
}

/** Id of the flow that answered the number. */
const mainIdOf = (turn: Turn): string | null => turn.call().stack[0]?.flowId ?? turn.call().flowId;

export function mainOf(turn: Turn): MainPart | null {
  const id = mainIdOf(turn);
  return id === null ? null : (turn.world.flow(id, turn.call().flowVersion)?.main ?? null);
}

/** A node of the flow that answered, wherever the call is now. */
export function mainNodeOf(turn: Turn, id: NodeId): FlowNode | null {
  const flowId = mainIdOf(turn);
  const flow = flowId === null ? null : turn.world.flow(flowId, turn.call().flowVersion);
  return flow !== null && Object.hasOwn(flow.nodes, id) ? (flow.nodes[id] ?? null) : null;
}

/** Out of every subflow. */
export function unwind(turn: Turn): void {
  if (turn.call().stack.length > 0) turn.patch({ flowId: mainIdOf(turn), stack: [] });
}

/** A node's name in the path, in facts and for people: of a subflow with the flow's name before it. */
export function nameOfNode(turn: Turn, id: NodeId): string {
  const { stack, flowId } = turn.call();
  return stack.length === 0 ? id : `${flowId ?? ''}/${id}`;
}
