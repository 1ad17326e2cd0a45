/** Places whose announcements the flows of a folder say; null: the flows cannot be read, so nobody knows. */
import { readFlowFolder, readFlowTexts } from '../../adapters/files/flow-files.ts';
import { saidBy } from '../../core/ivr/graph.ts';
import { announcedAt } from '../../core/ivr/prompt-part.ts';

export async function placesOfFlows(flowsDir: string): Promise<ReadonlySet<string> | null> {
  const texts = await readFlowFolder(flowsDir);
  const read = texts === null ? null : readFlowTexts(texts);
  if (read?.kind !== 'loaded') return null;
  const said = read.flows.flatMap((flow) => [flow.resumeSay, ...Object.values(flow.nodes).flatMap((node) => saidBy(node).map(([, parts]) => parts))]);
  return new Set(said.flatMap(announcedAt));
}
