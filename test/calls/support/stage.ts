import type { SeatEvent, SeatRun } from '../../../src/lab/sip/seat-run.ts';
import type { Caller } from './caller.ts';
import type { Hotline } from './hotline.ts';
import { until } from './until.ts';

/** Agents and callers of a test about people; `clear` sends all of them home. */
export interface Stage {
  /** An agent at a seat, ready (or asked already). */
  agent(...given: Parameters<Hotline['phones']['seat']>): Promise<SeatRun>;
  /** A caller who asks for a person at once. */
  wantsPerson(number?: string): Promise<Caller>;
  clear(): Promise<void>;
}

export const isPhase = (phase: string, afterMs = 0) => ({ kind, detail, atMs }: SeatEvent): boolean => kind === 'state' && detail['phase'] === phase && atMs > afterMs;
export const isKind = (wanted: SeatEvent['kind']) => ({ kind }: SeatEvent): boolean => kind === wanted;
/** Phases a seat went through, from its facts (the desk's stream shows what a seat is, not each step of its way). */
export async function phasesOf({ records }: Hotline, seatId: string, since: Date): Promise<string[]> {
  const rows = await records.sql<{ phase: string }>(`select body ->> 'phase' as phase from fact where subject = $1 and kind = 'seat-state' and at >= $2 order by seq`, [seatId, since]);
  return rows.map(({ phase }) => phase);
}
/** Time that a talk takes; nothing is waited for. */
export const talkFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function openStage(hotline: Hotline): Stage {
  const agents: SeatRun[] = [];
  const callers: Caller[] = [];
  return {
    async agent(...given) {
      const run = await hotline.phones.seat(...given);
      agents.push(run);
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
      const leaving = agents.splice(0);
      await Promise.all(leaving.map((run) => run.close()));
      // Who leaves in after-call work is signed out when it ends; the next test finds an empty seat.
      const seatIds = leaving.map(({ extension }) => `s-${extension}`);
      const staying = `select id from seat where id = any ($1) and phase <> 'signed-out'`;
      await until('the seats are empty', async () => (await hotline.records.sql(staying, [seatIds])).length === 0);
    },
  };
}
