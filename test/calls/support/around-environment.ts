import { createSimulatorControl, type SimulatorControl } from '../../../src/adapters/brokerage/simulator/control.ts';
import { type Config, currentEnvironment, loadConfig } from '../../../src/config.ts';
import { setFirmClock } from '../../../src/lab/firm.ts';
import { readLivePage } from '../../../src/lab/readiness.ts';
import { readStatus, type Status } from '../../../src/lab/status.ts';
import { type Caller, callIn } from './caller.ts';
import type { PartsControl } from './environment-link.ts';
import { openPhones, type Phones } from './phones.ts';
import { openRecords, type Records } from './records.ts';
import { until } from './until.ts';

/** The whole hotline as a test sees it: phones around it, its records, its parts. */
export interface Hotline {
  config: Config;
  phones: Phones;
  records: Records;
  parts: PartsControl;
  simulator: SimulatorControl;
  /** Calls in from a number of its own (or the one given). */
  caller(options?: { number?: string; maxMs?: number; isSilent?: boolean }): Promise<Caller>;
  /** A number nobody has called from yet; its pitch is none of a seat's. */
  freshNumber(): string;
  status(): Promise<Status>;
  /** Moves the firm's business clock and waits until the server goes by it. */
  setClock(isoInstant: string): Promise<void>;
  /** Waits until nothing of any call is left: no channel, bridge, reservation, deadline or row. */
  nothingLeft(limitMs?: number): Promise<void>;
  close(): Promise<void>;
}

let numbers = 0;
/** Files of a run start one after the other, so the second of the start is a file's own. */
const file = String(Math.floor(Date.now() / 1000) % 1000).padStart(3, '0');
/** Tails 20 to 99: the seats 1001 to 1012 have the lower pitches. */
function freshNumber(): string {
  numbers += 1;
  return `139${file}${String(numbers).padStart(3, '0')}${20 + (numbers % 80)}`;
}

/** Everything a test needs around an environment that is there already. */
export async function aroundEnvironment(there: { home: string; portBase: number; parts: PartsControl }): Promise<Hotline> {
  const env = { ...currentEnvironment(), HOTLINE_HOME: there.home, HOTLINE_PORT_BASE: String(there.portBase) };
  const config = loadConfig(env);
  const phones = await openPhones(config);
  const records = openRecords(config);
  const status = (): Promise<Status> => readStatus(config, env);
  return {
    config,
    phones,
    records,
    parts: there.parts,
    simulator: createSimulatorControl({ baseUrl: config.brokerageUrl }),
    caller: (options = {}) => callIn(phones.line, { to: config.dnis, number: freshNumber(), ...options }),
    freshNumber,
    status,
    async setClock(isoInstant) {
      await setFirmClock(config, isoInstant, { isSimulatorUp: true });
      const hour = isoInstant.slice(0, 16);
      await until(`the server's clock says ${hour}`, async () => (await readLivePage(config.ports.serverHealth)).businessTime?.slice(0, 16) === hour);
    },
    nothingLeft: (limitMs = 15_000) => until('nothing is left', async () => (await leftOver(records, await status())).join(', ') || true, limitMs),
    async close() {
      await phones.close();
      await records.close();
    },
  };
}

const LIVE_TABLES = ['call', 'queue_entry', 'inbox'] as const;

async function leftOver(records: Records, { live }: Status): Promise<string[]> {
  const rows = await Promise.all(LIVE_TABLES.map(async (table) => [table, (await records.sql<{ n: number }>(`select count(*) as n from ${table}`))[0]?.n ?? null] as const));
  return [...Object.entries(live), ...rows].filter(([, count]) => count !== 0).map(([name, count]) => `${name} ${count}`);
}
