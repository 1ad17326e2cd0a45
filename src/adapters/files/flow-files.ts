/** Flow files of ivr-flows/: read, made whole and checked together; each fault with its file, line, node and what to do. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FlowFault, FlowTexts } from '../../app/flows/ports.ts';
import { checkFlows } from '../../core/ivr/check/flows.ts';
import type { Surroundings } from '../../core/ivr/check/problem.ts';
import type { Flow } from '../../core/ivr/flow.ts';
import { faultAt, readFlow, type ReadFlow } from './read-flow.ts';

export type LoadedFlows =
  | { readonly kind: 'loaded'; readonly flows: readonly Flow[] }
  | { readonly kind: 'refused'; readonly faults: readonly FlowFault[] };

const FILE = /\.(?:yaml|yml|json)$/;
/** Lies beside the flows for editors. */
const SCHEMA_FILE = 'flow.schema.json';

export const isFlowFile = (name: string): boolean => FILE.test(name) && name !== SCHEMA_FILE;

/** null: there is no such folder. */
export async function readFlowFolder(folder: string): Promise<FlowTexts | null> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (names === null) return null;
  const files = names.filter(isFlowFile).sort();
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(path.join(folder, file), 'utf8')] as const)));
}

export async function loadFlows(folder: string, around: Surroundings): Promise<LoadedFlows> {
  const texts = await readFlowFolder(folder);
  const alone = (reason: string): LoadedFlows => ({ kind: 'refused', faults: [{ file: folder, line: 0, node: '', reason }] });
  if (texts === null) return alone('there is no such folder; HOTLINE_FLOWS_DIR says where the flows are');
  if (Object.keys(texts).length === 0) return alone('there is no flow file (*.yaml) in this folder');
  return checkFlowTexts(texts, around);
}

export function checkFlowTexts(texts: FlowTexts, around: Surroundings): LoadedFlows {
  const read: ReadFlow[] = [];
  const faults: FlowFault[] = [];
  for (const [file, source] of Object.entries(texts)) {
    const one = readFlow(file, source);
    if (one.kind === 'refused') faults.push(...one.faults);
    else read.push(one.read);
  }
  const double = twice(read);
  const isPartial = faults.length > 0 || double.length > 0;
  const byId = new Map(read.map((one) => [one.flow.id, one]));
  for (const { flow, place, reason } of checkFlows([...byId.values()].map((one) => one.flow), around, { isPartial })) {
    const one = byId.get(flow);
    if (one !== undefined) faults.push(faultAt(one, place, reason));
  }
  faults.push(...double);
  return faults.length > 0 ? { kind: 'refused', faults: inOrder(faults) } : { kind: 'loaded', flows: read.map(({ flow }) => flow) };
}

/** Read only: what was in order when it was published serves the calls that began with it. */
export function readFlowTexts(texts: FlowTexts): LoadedFlows {
  const all = Object.entries(texts).map(([file, source]) => readFlow(file, source));
  const faults = all.flatMap((one) => (one.kind === 'refused' ? one.faults : []));
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'loaded', flows: all.flatMap((one) => (one.kind === 'read' ? [one.read.flow] : [])) };
}

/** As they stand in the files; one fault of the defaults is told once, not for each node that has them. */
function inOrder(faults: readonly FlowFault[]): readonly FlowFault[] {
  const once = new Map(faults.map((fault) => [`${fault.file}:${fault.line}:${fault.reason}`, fault]));
  const files = [...new Set(faults.map((fault) => fault.file))];
  return [...once.values()].sort((one, other) => files.indexOf(one.file) - files.indexOf(other.file) || one.line - other.line);
}

function twice(read: readonly ReadFlow[]): FlowFault[] {
  const owner = new Map<string, string>();
  const ids = new Map<string, string>();
  const faults: FlowFault[] = [];
  for (const one of read) {
    const { flow, file } = one;
    const same = ids.get(flow.id);
    if (same !== undefined) faults.push(faultAt(one, ['id'], `there is a flow "${flow.id}" in ${same} already: give this one another id`));
    ids.set(flow.id, file);
    for (const [index, dnis] of flow.dnis.entries()) {
      const other = owner.get(dnis);
      if (other !== undefined) faults.push(faultAt(one, ['dnis', index], `${dnis} is answered by the flow "${other}" already: a number has one flow`));
      owner.set(dnis, flow.id);
    }
  }
  return faults;
}
