/** A flow file made whole: defaults filled in, slots given their class. What cannot be filled in is named with its place. */
import type { Flow, FlowNode, IvrLimits, MainPart, NodeId } from '../../core/ivr/flow.ts';
import type { Slot } from '../../core/ivr/slot.ts';
import { compileNode } from './compile-node.ts';
import type { FlowFile } from './flow-file.ts';
import type { FlowGap, Given } from './given.ts';
import { slotOf } from './slots.ts';

const IVR_MS = 1_200_000;
const VISITS_PER_NODE = 40;

export type Compiled = { readonly kind: 'compiled'; readonly flow: Flow } | { readonly kind: 'refused'; readonly gaps: readonly FlowGap[] };

export function compileFlow(file: FlowFile): Compiled {
  const gaps: FlowGap[] = [];
  const slots: Record<string, Slot> = {};
  for (const [name, slot] of Object.entries(file.slots ?? {})) slots[name] = slotOf(slot);
  const given: Given = { defaults: file.defaults ?? {}, slots, gap: (path, reason) => void gaps.push({ path, reason }) };
  const nodes: Record<NodeId, FlowNode> = {};
  for (const [id, node] of Object.entries(file.nodes)) {
    const whole = compileNode({ ...given, at: ['nodes', id] }, node);
    if (whole !== null) nodes[id] = whole;
  }
  const main = mainPart(file, given);
  if (gaps.length > 0) return { kind: 'refused', gaps };
  const [first = 'zh-CN', ...others] = file.languages ?? [];
  return {
    kind: 'compiled',
    flow: {
      id: file.id, version: file.version, dnis: file.dnis ?? [], languages: [first, ...others], entry: file.entry, main, resumeSay: file.resumeSay ?? [], slots, nodes,
    },
  };
}

function mainPart(file: FlowFile, { gap }: Given): MainPart | null {
  if (file.dnis === undefined) {
    for (const field of ['onFault', 'afterTalk', 'limits'] as const)
      if (file[field] !== undefined) gap([field], 'belongs to the flow that answers the number: a subflow (no dnis) lives by the one that called it');
    return null;
  }
  if (file.onFault === undefined) {
    gap(['onFault'], 'is missing: name the node a caller goes to when something here cannot be carried out');
    return null;
  }
  if (file.limits === undefined) {
    gap(['limits'], 'is missing: say where a caller goes who stays in the menus too long, such as limits: { then: person }');
    return null;
  }
  const limits: IvrLimits = { ivrMs: file.limits.ivrMs ?? IVR_MS, visitsPerNode: file.limits.visitsPerNode ?? VISITS_PER_NODE, then: file.limits.then };
  return { onFault: file.onFault, limits, afterTalk: file.afterTalk ?? null };
}
