/** What differs between two releases of the flows, one line for each change, as people read it. */
import type { Flow, FlowNode } from './flow.ts';

export function differenceOf(before: readonly Flow[], after: readonly Flow[]): readonly string[] {
  const old = new Map(before.map((flow) => [flow.id, flow]));
  const now = new Map(after.map((flow) => [flow.id, flow]));
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((id) => {
    const was = old.get(id);
    const is = now.get(id);
    if (is === undefined) return [`${id}: the flow is taken away`];
    if (was === undefined) return [`${id}: new flow of ${Object.keys(is.nodes).length} nodes`];
    return flowLines(was, is);
  });
}

function flowLines(was: Flow, is: Flow): string[] {
  const { nodes: oldNodes, ...oldHead } = was;
  const { nodes: newNodes, ...newHead } = is;
  const head = changes(oldHead, newHead).map((line) => `${is.id}: ${line}`);
  const names = [...new Set([...Object.keys(oldNodes), ...Object.keys(newNodes)])].sort();
  return [...head, ...names.flatMap((name) => nodeLines(`${is.id} / ${name}`, oldNodes[name], newNodes[name]))];
}

function nodeLines(place: string, was: FlowNode | undefined, is: FlowNode | undefined): string[] {
  if (is === undefined) return [`${place}: is taken away`];
  if (was === undefined) return [`${place}: new ${is.kind}`];
  return changes(was, is).map((line) => `${place}: ${line}`);
}

function changes(was: object, is: object): string[] {
  const old = leavesOf(was);
  const now = leavesOf(is);
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const [from, to] = [old.get(path), now.get(path)];
    if (from === to) return [];
    if (from === undefined) return [`${path}: ${to}, before nothing`];
    return to === undefined ? [`${path}: no longer ${from}`] : [`${path}: ${to}, before ${from}`];
  });
}

/** Path -> its value as text; what is said is one value. */
function leavesOf(value: object, prefix = ''): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [name, one] of Object.entries(value) as [string, unknown][]) {
    const path = prefix + name;
    if (typeof one === 'object' && one !== null && !Array.isArray(one)) for (const [inner, text] of leavesOf(one, `${path}.`)) leaves.set(inner, text);
    else leaves.set(path, textOf(one));
  }
  return leaves;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(textOf).join(' + ');
  if (typeof value === 'object' && value !== null) return `(${Object.entries(value).map(([name, one]) => `${name} ${textOf(one)}`).join(', ')})`;
  return String(value);
}
