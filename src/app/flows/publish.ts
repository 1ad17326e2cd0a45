/** Publishes flow files as the next release, if they are in order and differ from the newest. */
import { differenceOf } from '../../core/ivr/difference.ts';
import type { FlowFault, FlowReader, FlowReleaseStore, FlowTexts } from './ports.ts';

export interface PublishDeps {
  readonly store: FlowReleaseStore;
  readonly reader: FlowReader;
  readonly now: () => number;
}

export type Published =
  | { readonly kind: 'published'; readonly number: number; readonly difference: readonly string[] }
  | { readonly kind: 'same'; readonly number: number }
  | { readonly kind: 'refused'; readonly faults: readonly FlowFault[] };

/** Two servers of one folder, or two people, publish at the same moment: who comes second looks again. */
const MAX_TRIES = 5;

export async function publishFlows(deps: PublishDeps, what: { readonly files: FlowTexts; readonly by: string; readonly note: string }): Promise<Published> {
  const { store, reader } = deps;
  const checked = await reader.check(what.files);
  if (checked.kind === 'refused') return checked;
  const hash = reader.hash(what.files);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const newest = await store.newest();
    if (newest?.hash === hash) return { kind: 'same', number: newest.number };
    const before = newest === null ? null : await store.read(newest.number);
    const read = before === null ? null : reader.read(before.files);
    const difference = differenceOf(read?.kind === 'loaded' ? read.flows : [], checked.flows);
    const number = (newest?.number ?? 0) + 1;
    const isAdded = await store.add({ number, hash, difference, files: what.files, publishedAt: deps.now(), publishedBy: what.by, note: what.note });
    if (isAdded) return { kind: 'published', number, difference };
  }
  throw new Error('others publish flows again and again: nothing was published');
}
