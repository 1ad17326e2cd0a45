import { startTicksOf } from '../process-identity.ts';

/**
 * Ids of channels, bridges and apps the lab makes at the carrier: `ear.<pid>.<start ticks>.<n>.<role>`. They name the process they
 * belong to, so that what a killed process left behind can be told from what another one still uses.
 */
export function createOwnIds() {
  const owner = `ear.${process.pid}.${startTicksOf(process.pid) ?? 0}`;
  let count = 0;
  return {
    app: `${owner}.app.${Math.random().toString(36).slice(2, 8)}`,
    /** Ids are unique per use: a bridge id taken again soon after its end destroys the new bridge. */
    next: (): string => {
      count += 1;
      return `${owner}.${count}-${Math.random().toString(36).slice(2, 6)}`;
    },
  };
}

/** True when the id was minted by a process of the lab that is no more. */
export function isOrphan(id: string): boolean {
  const [, pid, ticks] = /^ear\.(\d+)\.(\d+)\./.exec(id) ?? [];
  return pid !== undefined && startTicksOf(Number(pid)) !== Number(ticks);
}
