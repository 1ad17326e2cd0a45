/** `./hotline flows graph`: the flows as Mermaid, one drawing each. Keys stand on the arrows; retries and faults are dotted. */
import type { Flow, FlowNode } from '../../core/ivr/flow.ts';
import { edgesOf, isEnd, type Edge } from '../../core/ivr/graph.ts';

const DOTTED = /^(?:noInput|noMatch|failed|lost|otherwise|notFoundLimit|empty)\b/;
const labelOf = ({ by }: Edge): string => (by === 'next' ? '' : by.replace(/^(?:keys|exact|cases|refused|exits)\./, ''));
const safe = (text: string): string => text.replaceAll('"', "'");
/** Mermaid has words of its own, such as end. */
const idOf = (node: string): string => `n-${node}`;

function shapeOf(id: string, node: FlowNode): string {
  const title = safe(node.title?.en ?? node.title?.['zh-CN'] ?? id);
  const text = `${title}<br><small>${node.kind}${detailOf(node)}</small>`;
  if (isEnd(node) || node.kind === 'return') return `(["${text}"])`;
  if (node.kind === 'menu' || node.kind === 'collect') return `[/"${text}"/]`;
  if (node.kind === 'hours' || node.kind === 'branch') return `{"${text}"}`;
  return node.kind === 'subflow' ? `[["${text}"]]` : `["${text}"]`;
}

function detailOf(node: FlowNode): string {
  switch (node.kind) {
    case 'lookup':
    case 'act':
      return ` ${node.operation}`;
    case 'hours':
      return ` ${node.calendar}`;
    case 'branch':
      return ` ${node.on}`;
    case 'enqueue':
      return ` ${node.queue}`;
    case 'subflow':
      return ` ${node.flow}`;
    case 'return':
      return ` ${node.exit}`;
    default:
      return '';
  }
}

export function mermaidOf(flow: Flow): string {
  const lines = [`%% ${flow.id}`, 'flowchart TD', `  begin((${flow.dnis.length === 0 ? flow.id : flow.dnis.join(', ')})) --> ${idOf(flow.entry)}`];
  for (const [id, node] of Object.entries(flow.nodes)) {
    lines.push(`  ${idOf(id)}${shapeOf(id, node)}`);
    for (const [to, labels] of arrowsOf(node)) {
      const [arrow, text] = labels.every((label) => label.startsWith('.')) ? ['-.->', labels.map((label) => label.slice(1))] : ['-->', labels.filter((label) => !label.startsWith('.'))];
      const words = text.filter((label) => label !== '').join(', ');
      lines.push(`  ${idOf(id)} ${arrow}${words === '' ? '' : `|"${safe(words)}"|`} ${idOf(to)}`);
    }
  }
  return lines.join('\n');
}

/** One arrow for each pair of nodes; labels of dotted ones begin with a dot. */
function arrowsOf(node: FlowNode): ReadonlyMap<string, readonly string[]> {
  const arrows = new Map<string, string[]>();
  for (const edge of edgesOf(node)) {
    const labels = arrows.get(edge.to) ?? [];
    labels.push(`${DOTTED.test(edge.by) ? '.' : ''}${labelOf(edge)}`);
    arrows.set(edge.to, labels);
  }
  return arrows;
}
