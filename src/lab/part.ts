/** A part: one process of an environment that is started, watched, restarted and stopped as a whole. */

export const partNames = ['postgres', 'redis', 'pbx', 'carrier', 'simulator', 'clients', 'server', 'worker'] as const;
export type PartName = (typeof partNames)[number];

/** `isSilent`: it took the question and gave no answer in time. */
export type Readiness = { ready: boolean; detail: string; isSilent?: boolean };

export type Part = {
  name: string;
  /**
   * Program and arguments; it must stay in the foreground, and its pid must be the part's pid (exec, no fork). A
   * function is asked anew at each start.
   */
  command: readonly [string, ...string[]] | (() => readonly [string, ...string[]]);
  cwd: string;
  /** Added to the environment of the starter. */
  env: Readonly<Record<string, string | undefined>>;
  /** First signal of a stop, and how long it may take before SIGKILL. */
  stop: { signal: 'SIGTERM' | 'SIGINT'; graceMs: number };
  /** File the process touches twice a second; without one a frozen process is not noticed. */
  heartbeatFile?: string;
  /**
   * Without a heartbeat: it is asked each second whether it answers, and its silence is told. After `frozenAfterMs` of it the process is
   * killed and started again; null: never, that is for people to decide.
   */
  answers?: { frozenAfterMs: number | null };
  /** Must have answered before this part is started (after `up`; the supervisor does not wait). */
  ready: () => Promise<Readiness>;
};

export function isPartName(name: string): name is PartName {
  return (partNames as readonly string[]).includes(name);
}
