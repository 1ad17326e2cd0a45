/** Follows the folder of flow files: what changed, has come to rest and is in order is published by the name "file". */
import type { FlowFault, FlowFolder, FlowReader, FlowReleaseStore } from './ports.ts';
import { publishFlows } from './publish.ts';

/** What was refused may be in order later without a change of its files: prompts are built, a queue is added. */
export const TRY_AGAIN_MS = 30_000;

export interface FollowDeps {
  readonly folder: FlowFolder;
  readonly reader: FlowReader;
  readonly store: FlowReleaseStore;
  readonly now: () => number;
  readonly monotonicMs: () => number;
}

export interface FolderFollower {
  /** At the start: a folder that was published before, by whomever, does not push a newer release aside. */
  begin(): Promise<readonly FlowFault[]>;
  /** Faults of the files as they are now. */
  look(): Promise<readonly FlowFault[]>;
}

export function createFolderFollower({ folder, reader, store, now, monotonicMs }: FollowDeps): FolderFollower {
  let seenMark = '';
  let takenMark = '';
  let faults: readonly FlowFault[] = [];
  let triedAtMs = 0;

  const publish = async (isChange: boolean): Promise<readonly FlowFault[]> => {
    const files = await folder.texts();
    const alone = (reason: string): readonly FlowFault[] => [{ file: folder.name, line: 0, node: '', reason }];
    if (files === 'no-folder') return alone('there is no such folder; HOTLINE_FLOWS_DIR says where the flows are');
    if (files === 'no-file') return alone('there is no flow file (*.yaml) in this folder');
    if (!isChange && (await store.isKnown(reader.hash(files)))) return [];
    const published = await publishFlows({ store, reader, now }, { files, by: 'file', note: isChange ? 'the folder was changed' : 'the folder, at the start of a server' });
    return published.kind === 'refused' ? published.faults : [];
  };

  return {
    async begin() {
      takenMark = seenMark = await folder.mark();
      faults = await publish(false);
      return faults;
    },
    async look() {
      const mark = await folder.mark();
      // A file that is being written is taken when it has come to rest.
      const hasRested = mark === seenMark;
      seenMark = mark;
      const isDue = mark !== takenMark || (faults.length > 0 && monotonicMs() - triedAtMs >= TRY_AGAIN_MS);
      if (!hasRested || !isDue) return faults;
      triedAtMs = monotonicMs();
      faults = await publish(true);
      takenMark = mark;
      return faults;
    },
  };
}
