/** What the virtual stage is made of while a story is played: the house, its server of the moment, the people. */
import { demoClients } from '../../../src/adapters/postgres/demo/clients.ts';
import { createWorld } from '../../../src/app/world.ts';
import { firmCalendarSettings } from '../../../src/contract/firm-calendar.ts';
import { createFirmCalendar } from '../../../src/core/calendar/firm-calendar.ts';
import { DEFAULT_LIMITS } from '../../../src/core/call/world.ts';
import { keepLog } from '../../support/log.ts';
import { shippedFlows } from '../../core/call/script.ts';
import type { Person } from '../language/people.ts';
import type { Channel } from './channels.ts';
import { clipsMs } from './clip-lengths.ts';
import { createMemoryTables, seatIdOf, type SeatTableRow } from './memory-tables.ts';
import { createVirtualExchange } from './virtual-exchange.ts';
import { createVirtualOffice } from './virtual-office.ts';
import { startVirtualServer, type VirtualServer } from './virtual-server.ts';
import { createVirtualJobs, startVirtualWorker } from './virtual-worker.ts';
import { createVirtualTime } from './virtual-time.ts';

/** A Monday in service hours, where no story says otherwise. */
const MONDAY_TEN = Date.parse('2026-11-23T10:00+08:00');
/** What is to be seen is waited for so long, virtual time. */
const SEEN_WITHIN_MS = 60_000;
/** A caller who hears nothing for longer, with nobody asking her for a key, sits in silence. */
const SILENCE_LIMIT_MS = 3_000;

export interface Part {
  /** The first is the one she calls from. */
  readonly numbers: readonly [string, ...string[]];
  channel: Channel | null;
  /** How far in what she heard the story has followed. */
  heardUpTo: number;
}

export type Scene = Awaited<ReturnType<typeof openScene>>;

function createCast() {
  const parts = new Map<string, Part>();
  /** Demo clients nobody else speaks of; every third has one number, the next two (adapters/postgres/demo/clients.ts). */
  let client = 12;
  let strangers = 0;
  const demoNumbers = (index: number): Part['numbers'] => {
    const [first = '', ...more] = demoClients[index]?.numbers ?? [];
    return [first, ...more];
  };
  const numbersOf = ({ kind }: Person): Part['numbers'] => {
    switch (kind) {
      case 'stranger':
        return [`1391234${String((strangers += 1)).padStart(4, '0')}`];
      case 'client':
        return demoNumbers((client += 3));
      case 'two phones':
        return demoNumbers((client += 3) + 1);
      case 'couple':
        return ['13800138002'];
      case 'withheld':
        return ['anonymous'];
    }
  };
  return (who: Person): Part => {
    const known = parts.get(who.name) ?? { numbers: numbersOf(who), channel: null, heardUpTo: 0 };
    parts.set(who.name, known);
    return known;
  };
}

export async function openScene() {
  const time = createVirtualTime(MONDAY_TEN);
  let offsetMs = 0;
  const clock = { now: time.now, businessNow: () => time.now() + offsetMs };
  const tables = createMemoryTables(time.now);
  const exchange = createVirtualExchange(time);
  const office = createVirtualOffice(time);
  const world = createWorld({
    flows: shippedFlows, release: 1, sounds: { has: () => true, durationMs: clipsMs }, calendar: createFirmCalendar(firmCalendarSettings.parse({})), limits: DEFAULT_LIMITS,
  });
  const listeners: [string, (id: string) => void][] = [];
  const wakeups = {
    send: (topic: string, id: string) => listeners.filter(([name]) => name === topic).forEach(([, listener]) => listener(id)),
    on: (topic: string, listener: (id: string) => void) => void listeners.push([topic, listener]),
  };
  const jobs = createVirtualJobs();
  const log = keepLog();
  const house = { time, clock, tables, exchange, office, world, jobs, wakeups, log };
  const worker = startVirtualWorker(house);
  let server: VirtualServer | null = await startVirtualServer(house);
  const part = createCast();
  const silences = new Set<string>();
  time.onRest(() => {
    if (!exchange.hasListener()) return;
    for (const channel of exchange.silentLongerThan(SILENCE_LIMIT_MS)) silences.add(channel.address);
  });

  return {
    ...house,
    worker,
    /** Numbers of callers who sat in silence. */
    silences,
    part,
    /** Her call of the moment, or the last one; a callback's is found when her phone rings. */
    channelOf: (who: Person): Channel | null => {
      const known = part(who);
      const dialled = exchange.all().find((one) => one.kind === 'client' && known.numbers.includes(one.address));
      if (dialled !== undefined && dialled !== known.channel) Object.assign(known, { channel: dialled, heardUpTo: 0 });
      return known.channel;
    },
    clickCodes: new Map<string, string | null>(),
    server: () => server,
    setServer: async (isThere: boolean): Promise<void> => {
      if (!isThere) {
        await server?.die();
        listeners.length = 0;
      }
      server = isThere ? await startVirtualServer(house) : null;
    },
    setBusinessTime: (at: number) => {
      offsetMs = at - time.now();
    },
    seat: (extension: string): SeatTableRow => {
      const seat = tables.seats.get(seatIdOf(extension));
      if (seat === undefined) throw new Error(`there is no seat ${extension}`);
      return seat;
    },
    /** Waits, in virtual time, for what must be seen. `seen` says what was there instead. */
    see: async (isSo: () => boolean, seen: () => unknown, limitMs = SEEN_WITHIN_MS): Promise<void> => {
      if (!(await time.moveUntil(isSo, limitMs))) throw new Error(`not seen within ${limitMs / 1_000} s; instead: ${JSON.stringify(seen())}`);
    },
  };
}
