/** Flow files of ivr-flows/: read, made whole and checked together. A bad one refuses the boot, with file, line, node and reason. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { compileFlow } from '../../contract/ivr-flow/compile.ts';
import { flowFileSchema } from '../../contract/ivr-flow/flow-file.ts';
import { checkFlow, type Surroundings } from '../../core/ivr/check.ts';
import type { Flow } from '../../core/ivr/flow.ts';
import { readYaml, type YamlText } from './yaml-file.ts';

export interface FlowFault {
  readonly file: string;
  readonly line: number;
  /** Node, or the field's path in the file. */
  readonly node: string;
  readonly reason: string;
}

export type LoadedFlows =
  | { readonly kind: 'loaded'; readonly flows: readonly Flow[] }
  | { readonly kind: 'refused'; readonly faults: readonly FlowFault[] };

interface ReadFlow {
  readonly file: string;
  readonly flow: Flow;
  readonly text: YamlText;
}

const FILE = /\.(?:yaml|yml|json)$/;

export async function loadFlows(folder: string, around: Surroundings): Promise<LoadedFlows> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (names === null) return { kind: 'refused', faults: [{ file: folder, line: 0, node: '', reason: 'there is no such folder; HOTLINE_FLOWS_DIR says where the flows are' }] };
  const files = names.filter((name) => FILE.test(name)).sort();
  const read: ReadFlow[] = [];
  const faults: FlowFault[] = [];
  for (const file of files) {
    const one = readFlow(file, await readFile(path.join(folder, file), 'utf8'));
    if (one.kind === 'refused') faults.push(...one.faults);
    else read.push(one.read);
  }
  for (const one of read) faults.push(...checkFlow(one.flow, around).map(({ node, reason }) => faultAt(one, node in one.flow.nodes ? ['nodes', node] : [node], node, reason)));
  faults.push(...twice(read));
  if (read.length === 0 && faults.length === 0) faults.push({ file: folder, line: 0, node: '', reason: 'there is no flow file (*.yaml) in this folder' });
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'loaded', flows: read.map(({ flow }) => flow) };
}

const faultAt = (one: Pick<ReadFlow, 'file' | 'text'>, place: readonly (string | number)[], node: string, reason: string): FlowFault => ({
  file: one.file, line: one.text.lineOf(place), node, reason,
});

export type OneFlow = { readonly kind: 'read'; readonly read: ReadFlow } | { readonly kind: 'refused'; readonly faults: readonly FlowFault[] };

/** One file's text as a whole flow, not yet checked against what it names. */
export function readFlow(file: string, source: string): OneFlow {
  const text = readYaml(source);
  if (text.faults.length > 0) return { kind: 'refused', faults: text.faults.map(({ line, reason }) => ({ file, line, node: '', reason: `is not YAML: ${reason}` })) };
  const parsed = flowFileSchema.safeParse(text.value);
  const at = (place: readonly (string | number)[], reason: string): FlowFault => {
    const where = place.map(String);
    const node = where[0] === 'nodes' ? (where[1] ?? '') : (where[0] ?? '');
    const field = where.slice(where[0] === 'nodes' ? 2 : 1).join('.');
    return faultAt({ file, text }, place, node, field === '' ? reason : `${field}: ${reason}`);
  };
  if (!parsed.success) return { kind: 'refused', faults: parsed.error.issues.map((issue) => at(issue.path as (string | number)[], wordsOf(issue))) };
  const compiled = compileFlow(parsed.data);
  if (compiled.kind === 'refused') return { kind: 'refused', faults: compiled.gaps.map((gap) => at(gap.path, gap.reason)) };
  return { kind: 'read', read: { file, flow: compiled.flow, text } };
}

/** A wrong key, or a value that fits none of several forms, hides what was expected one level down. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code !== 'invalid_union') return issue.message;
  const reasons = issue.errors.flatMap((branch) => branch.slice(0, 1).map((one) => one.message));
  return reasons.length === 0 ? issue.message : reasons.join(', or ');
}

function twice(read: readonly ReadFlow[]): FlowFault[] {
  const owner = new Map<string, string>();
  const ids = new Map<string, string>();
  const faults: FlowFault[] = [];
  for (const one of read) {
    const { flow, file } = one;
    const same = ids.get(flow.id);
    if (same !== undefined) faults.push(faultAt(one, ['id'], 'id', `there is a flow "${flow.id}" in ${same} already`));
    ids.set(flow.id, file);
    for (const [index, dnis] of flow.dnis.entries()) {
      const other = owner.get(dnis);
      if (other !== undefined) faults.push(faultAt(one, ['dnis', index], 'dnis', `${dnis} is answered by the flow "${other}" already`));
      owner.set(dnis, flow.id);
    }
  }
  return faults;
}
