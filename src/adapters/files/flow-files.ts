/** Flow files of ivr-flows/: read, parsed and checked as a whole. A bad one refuses the boot, with file, node and reason. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { ivrFlowSchema, type IvrFlowFile } from '../../contract/ivr-flow.ts';
import { checkFlow, type Surroundings } from '../../core/ivr/check.ts';

export interface FlowFault {
  readonly file: string;
  /** Node, or the field's path in the file. */
  readonly node: string;
  readonly reason: string;
}

export type LoadedFlows =
  | { readonly kind: 'loaded'; readonly flows: readonly IvrFlowFile[] }
  | { readonly kind: 'refused'; readonly faults: readonly FlowFault[] };

export async function loadFlows(folder: string, around: Surroundings): Promise<LoadedFlows> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (names === null) return { kind: 'refused', faults: [{ file: folder, node: '', reason: 'there is no such folder; HOTLINE_FLOWS_DIR says where the flows are' }] };
  const files = names.filter((name) => name.endsWith('.json')).sort();
  const flows: IvrFlowFile[] = [];
  const faults: FlowFault[] = [];
  for (const file of files) {
    const read = await readFlow(path.join(folder, file), file);
    if (read.kind === 'refused') faults.push(...read.faults);
    else {
      flows.push(read.flow);
      faults.push(...checkFlow(read.flow, around).map((problem) => ({ file, ...problem })));
    }
  }
  faults.push(...twice(flows));
  if (flows.length === 0 && faults.length === 0) faults.push({ file: folder, node: '', reason: 'there is no flow file (*.json) in this folder' });
  return faults.length > 0 ? { kind: 'refused', faults } : { kind: 'loaded', flows };
}

async function readFlow(place: string, file: string): Promise<{ kind: 'read'; flow: IvrFlowFile } | { kind: 'refused'; faults: FlowFault[] }> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(place, 'utf8'));
  } catch (error) {
    return { kind: 'refused', faults: [{ file, node: '', reason: `is not JSON: ${error instanceof Error ? error.message : 'unreadable'}` }] };
  }
  const parsed = ivrFlowSchema.safeParse(content);
  if (parsed.success) return { kind: 'read', flow: parsed.data };
  const faults = parsed.error.issues.map((issue) => {
    const where = issue.path.map(String);
    const node = where[0] === 'nodes' ? (where[1] ?? '') : (where[0] ?? '');
    const field = where.slice(where[0] === 'nodes' ? 2 : 1).join('.');
    const words = wordsOf(issue);
    return { file, node, reason: field === '' ? words : `${field}: ${words}` };
  });
  return { kind: 'refused', faults };
}

/** A wrong key, or a value that fits none of several forms, hides what was expected one level down. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  if (issue.code !== 'invalid_union') return issue.message;
  const reasons = issue.errors.flatMap((branch) => branch.slice(0, 1).map((one) => one.message));
  return reasons.length === 0 ? issue.message : reasons.join(', or ');
}

function twice(flows: readonly IvrFlowFile[]): FlowFault[] {
  const owner = new Map<string, string>();
  const faults: FlowFault[] = [];
  for (const flow of flows)
    for (const dnis of flow.dnis) {
      const other = owner.get(dnis);
      if (other !== undefined) faults.push({ file: `${flow.id}.json`, node: 'dnis', reason: `${dnis} is answered by the flow "${other}" already` });
      owner.set(dnis, flow.id);
    }
  return faults;
}
