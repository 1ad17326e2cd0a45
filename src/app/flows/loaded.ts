/** Releases in memory: the newest for new calls, older ones as long as a call runs on them. */
import type { World } from '../../core/call/world.ts';
import type { Flow } from '../../core/ivr/flow.ts';

export interface LoadedReleases extends Pick<World, 'flow' | 'flowOf'> {
  newest(): number;
  has(number: number): boolean;
  /** Becomes what new calls get; older ones that no call needs go. */
  renew(number: number, flows: readonly Flow[]): void;
  /** For calls that began with it. */
  keep(number: number, flows: readonly Flow[]): void;
}

/** `inUse`: releases that calls in memory run on. */
export function createLoadedReleases(inUse: () => ReadonlySet<number>): LoadedReleases {
  const loaded = new Map<number, { readonly byId: ReadonlyMap<string, Flow>; readonly byDnis: ReadonlyMap<string, Flow> }>();
  let newest = 0;
  const keep = (number: number, flows: readonly Flow[]): void => {
    loaded.set(number, {
      byId: new Map(flows.map((flow) => [flow.id, flow])),
      byDnis: new Map(flows.flatMap((flow) => flow.dnis.map((dnis) => [dnis, flow] as const))),
    });
  };
  return {
    flow: (id, release) => loaded.get(release)?.byId.get(id) ?? null,
    flowOf(dnis) {
      const flow = loaded.get(newest)?.byDnis.get(dnis);
      return flow === undefined ? null : { flow, release: newest };
    },
    newest: () => newest,
    has: (number) => loaded.has(number),
    keep,
    renew(number, flows) {
      keep(number, flows);
      newest = number;
      const used = inUse();
      for (const old of [...loaded.keys()]) if (old !== newest && !used.has(old)) loaded.delete(old);
    },
  };
}
