import type { SeatEvent, SeatRun } from '../../../src/lab/sip/seat-run.ts';
import type { Caller } from './caller.ts';
import type { Hotline } from './hotline.ts';

/** Agents and callers of a test about people; `clear` sends all of them home. */
export interface Stage {
  /** An agent at a seat, ready. */
  agent(...given: Parameters<Hotline['phones']['seat']>): Promise<SeatRun>;
  /** A caller who asks for a person at once. */
  wantsPerson(number?: string): Promise<Caller>;
  clear(): Promise<void>;
}

export const isPhase = (phase: string, afterMs = 0) => ({ kind, detail, atMs }: SeatEvent): boolean => kind === 'state' && detail['phase'] === phase && atMs > afterMs;
export const isKind = (wanted: SeatEvent['kind']) => ({ kind }: SeatEvent): boolean => kind === wanted;
export const phasesOf = (run: SeatRun): unknown[] => run.events().flatMap(({ kind, detail }) => (kind === 'state' ? [detail['phase']] : []));
/** Time that a talk takes; nothing is waited for. */
export const talkFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function openStage(hotline: Hotline): Stage {
  const agents: SeatRun[] = [];
  const callers: Caller[] = [];
  return {
    async agent(...given) {
      const run = await hotline.phones.seat(...given);
      agents.push(run);
      await run.until(isPhase('ready'), 10_000).catch((e: unknown) => { console.log(JSON.stringify(run.events())); throw e; });
      return run;
    },
    async wantsPerson(number) {
      const caller = await hotline.caller(number === undefined ? {} : { number });
      callers.push(caller);
      await caller.hears('welcome');
      await caller.press('0');
      return caller;
    },
    async clear() {
      await Promise.all(callers.splice(0).map((caller) => caller.hangUp()));
      await Promise.all(agents.splice(0).map((run) => run.close()));
    },
  };
}
