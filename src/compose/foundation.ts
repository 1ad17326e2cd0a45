/** What both roles stand on: log, database, clocks; and the shape of a role. */
import { pino, type Logger } from 'pino';
import { createBusinessClockStore } from '../adapters/postgres/business-clock.ts';
import { openDatabase, type Database } from '../adapters/postgres/pool.ts';
import { createBusinessClock } from '../app/business-clock.ts';
import { createClock, type Clock } from '../app/clock.ts';
import type { Config } from '../config.ts';

export interface Role {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A flow, a prompt or a calendar is broken: the process does not open. The message says what to mend. */
export class BootRefused extends Error {
  readonly code = 'BOOT_REFUSED';
}

const BUSINESS_CLOCK_EVERY_MS = 1_000;

export interface Foundation {
  readonly config: Config;
  readonly log: Logger;
  readonly database: Database;
  readonly clock: Clock;
  /** Business time as status shows it. */
  businessTime(): string;
  /** PostgreSQL broke a connection: it may have crashed. */
  onStoreBreak(listener: () => void): void;
  pause(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function layFoundation(config: Config, part: 'server' | 'worker'): Promise<Foundation> {
  const log = pino({ level: config.logLevel, base: { part, node: config.node }, serializers: { err: pino.stdSerializers.err } });
  const breakListeners: (() => void)[] = [];
  const database = openDatabase({
    databaseUrl: config.databaseUrl,
    part,
    onConnectionLost: (error) => {
      log.warn({ err: error }, 'database connection lost');
      for (const listener of breakListeners) listener();
    },
  });
  const store = createBusinessClockStore(database);
  const { offsetMs } = await store.read();
  const epochNowMs = (): number => Math.round(performance.timeOrigin + performance.now());
  const business = createBusinessClock({ store, epochNowMs, monotonicNowMs: () => performance.now(), initialOffsetMs: offsetMs });
  const clock = createClock(() => business.offsetMs());
  const timer = setInterval(() => void business.refresh(), BUSINESS_CLOCK_EVERY_MS);
  return {
    config,
    log,
    database,
    clock,
    businessTime: () => shanghai(clock.businessNow()),
    onStoreBreak: (listener) => void breakListeners.push(listener),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    close: async () => {
      clearInterval(timer);
      await database.close();
    },
  };
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

function shanghai(epochMs: number): string {
  return `${new Date(epochMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}
