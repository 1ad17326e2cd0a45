/** `./hotline flows check`: the flows as the server would read them, against texts instead of built sounds. */
import { loadFlows } from '../../adapters/files/flow-files.ts';
import type { FlowFault } from '../../app/flows/ports.ts';
import type { Flow } from '../../core/ivr/flow.ts';
import { readSurroundings, type FlowPlaces } from './surroundings.ts';

export function describeFault(fault: FlowFault): string {
  return `${fault.file}:${fault.line}: node ${fault.node === '' ? '-' : fault.node}: ${fault.reason}`;
}

/** The flows when they are in order; else their faults are written and null comes back. */
export async function readFlows(places: FlowPlaces, queues: readonly string[] = []): Promise<readonly Flow[] | null> {
  const { flowsDir } = places;
  const loaded = await loadFlows(flowsDir, await readSurroundings(places, queues));
  if (loaded.kind === 'loaded') return loaded.flows;
  for (const fault of loaded.faults) console.error(describeFault(fault));
  console.error(`${loaded.faults.length} to mend in ${flowsDir}`);
  return null;
}

export async function checkShipped(places: FlowPlaces, queues: readonly string[]): Promise<boolean> {
  const flows = await readFlows(places, queues);
  for (const flow of flows ?? []) console.log(`${flow.id} version ${flow.version}: ${Object.keys(flow.nodes).length} nodes, in order`);
  return flows !== null;
}
