/**
 * The flows that calls run on. New calls get the newest good release, running ones stay on theirs. Folder and table are looked at each
 * second (a wake-up makes it at once): what changed and is in order becomes the newest; what is not is told with file and line, and callers
 * go on as before.
 */
import type { World } from '../../core/call/world.ts';
import type { Log } from '../log.ts';
import { createFolderFollower, TRY_AGAIN_MS, type FollowDeps } from './follow-folder.ts';
import { createLoadedReleases } from './loaded.ts';
import type { FlowFault } from './ports.ts';

const LOOK_EVERY_MS = 1_000;
const TOLD_FAULTS = 20;

/** The flows are refused and there is no release to serve callers with. */
export class FlowsRefused extends Error {
  readonly code = 'FLOWS_REFUSED';
  readonly faults: readonly FlowFault[];

  constructor(faults: readonly FlowFault[]) {
    super('the flows are refused');
    this.name = 'FlowsRefused';
    this.faults = faults;
  }
}

export interface FlowReleases extends Pick<World, 'flow' | 'flowOf'> {
  /** Loads what new and live calls need. Throws FlowsRefused. */
  open(): Promise<void>;
  /** Loads what calls of another server need that are about to become this one's. */
  keepLive(): Promise<void>;
  start(): void;
  /** A release was published, or something that flows name has changed. */
  look(): Promise<void>;
  stop(): void;
  newest(): number;
  /** Why files of the folder, or the newest release of the table, do not serve callers; none: they do. */
  faults(): readonly FlowFault[];
}

export interface FlowReleasesDeps extends FollowDeps {
  /** Releases that calls in memory run on: they are kept. */
  readonly inUse: () => ReadonlySet<number>;
  readonly log: Log;
}

export function createFlowReleases(deps: FlowReleasesDeps): FlowReleases {
  const { store, reader, log } = deps;
  const loaded = createLoadedReleases(deps.inUse);
  const folder = createFolderFollower(deps);
  const adopt = createAdopter(deps, loaded);
  let faults: readonly FlowFault[] = [];
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | null = null;

  const tell = (found: readonly FlowFault[]): void => {
    const isNews = JSON.stringify(found) !== JSON.stringify(faults);
    faults = found;
    if (!isNews) return;
    for (const fault of found.slice(0, TOLD_FAULTS)) log.error({ ...fault, release: loaded.newest() }, 'flows are refused: callers go on with the release before');
    if (found.length === 0) log.info({ release: loaded.newest() }, 'flows are in order');
  };
  // Before the calls of this server are read back, nobody knows which releases they need.
  const look = async (): Promise<void> => {
    if (timer === undefined) return;
    underWay ??= (async () => tell([...(await folder.look()), ...(await adopt())]))()
      .catch((error: unknown) => log.debug({ err: error }, 'flows could not be looked at, it is tried again in a second'))
      .finally(() => {
        underWay = null;
      });
    await underWay;
  };

  const keepLive = async (): Promise<void> => {
    for (const number of await store.ofLiveCalls()) {
      const release = loaded.has(number) ? null : await store.read(number);
      const read = release === null ? null : reader.read(release.files);
      if (read?.kind === 'loaded') loaded.keep(number, read.flows);
    }
  };

  return {
    flow: loaded.flow,
    flowOf: loaded.flowOf,
    async open() {
      const ofFolder = await folder.begin();
      const ofTable = await adopt();
      if (loaded.newest() === 0) throw new FlowsRefused(ofFolder.length > 0 ? ofFolder : ofTable);
      tell([...ofFolder, ...ofTable]);
      await keepLive();
    },
    keepLive,
    start: () => void (timer = setInterval(() => void look(), LOOK_EVERY_MS)),
    look,
    stop: () => clearInterval(timer),
    newest: loaded.newest,
    faults: () => faults,
  };
}

/** Takes the table's newest release, if it is in order here; else says why not, and tries again from time to time. */
function createAdopter({ store, reader, monotonicMs, log }: FlowReleasesDeps, loaded: ReturnType<typeof createLoadedReleases>) {
  let refused = 0;
  let faults: readonly FlowFault[] = [];
  let triedAtMs = 0;
  return async (): Promise<readonly FlowFault[]> => {
    const head = await store.newest();
    if (head === null || head.number === loaded.newest()) return [];
    if (head.number === refused && monotonicMs() - triedAtMs < TRY_AGAIN_MS) return faults;
    triedAtMs = monotonicMs();
    const release = await store.read(head.number);
    const read = release === null ? null : await reader.check(release.files);
    if (read === null) return [];
    if (read.kind === 'refused') {
      refused = head.number;
      faults = read.faults.map((fault) => ({ ...fault, file: `release ${head.number}, ${fault.file}` }));
      return faults;
    }
    loaded.renew(head.number, read.flows);
    log.info({ release: head.number }, 'new calls run on this release of the flows');
    return [];
  };
}
