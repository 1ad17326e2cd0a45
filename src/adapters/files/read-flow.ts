/** One flow file's text as a whole flow, not yet checked against what it names; each fault with its line, node and field. */
import { compileFlow } from '../../contract/ivr-flow/compile.ts';
import { flowFileSchema } from '../../contract/ivr-flow/flow-file.ts';
import type { FlowFault } from '../../app/flows/ports.ts';
import type { Flow } from '../../core/ivr/flow.ts';
import { wordsOf } from './schema-words.ts';
import { readYaml, type YamlText } from './yaml-file.ts';

export interface ReadFlow {
  readonly file: string;
  readonly flow: Flow;
  readonly text: YamlText;
}

export type OneFlow = { readonly kind: 'read'; readonly read: ReadFlow } | { readonly kind: 'refused'; readonly faults: readonly FlowFault[] };

type Place = readonly (string | number)[];

export function readFlow(file: string, source: string): OneFlow {
  const text = readYaml(source);
  if (text.faults.length > 0) return { kind: 'refused', faults: text.faults.map(({ line, reason }) => ({ file, line, node: '', reason: `is not YAML: ${reason}` })) };
  const at = (place: Place, reason: string): FlowFault => faultAt({ file, text }, place, fieldOf(place) === '' ? reason : `${fieldOf(place)}: ${reason}`);
  const parsed = flowFileSchema.safeParse(text.value);
  if (!parsed.success) return { kind: 'refused', faults: parsed.error.issues.map((issue) => at(issue.path as Place, wordsOf(issue, (place) => text.valueAt(place)))) };
  const compiled = compileFlow(parsed.data);
  if (compiled.kind === 'refused') return { kind: 'refused', faults: compiled.gaps.map((gap) => at(gap.path, gap.reason)) };
  return { kind: 'read', read: { file, flow: compiled.flow, text } };
}

const isInNode = (place: Place): boolean => place[0] === 'nodes' && place.length > 1;
const fieldOf = (place: Place): string => place.slice(isInNode(place) ? 2 : 1).map(String).join('.');

/** What a node has from the flow's defaults is a fault of those, told once. */
export function faultAt(one: Pick<ReadFlow, 'file' | 'text'>, place: Place, reason: string): FlowFault {
  const { file, text } = one;
  if (isInNode(place) && place.length > 2 && !text.has(place)) {
    const shared = ['defaults', ...place.slice(2).map((step, index) => (index === 0 && step === 'exact' ? 'keys' : step))];
    if (text.has(shared)) return { file, line: text.lineOf(shared), node: 'defaults', reason };
  }
  return { file, line: text.lineOf(place), node: String((isInNode(place) ? place[1] : place[0]) ?? ''), reason };
}
