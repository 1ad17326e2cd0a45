/** How a home is right now: each part asked in its own language, and what is alive on the exchange. */
import { loadConfig, type Config, type Environment, type Settings } from '../config.ts';
import { existsSync } from 'node:fs';
import { filesOf } from './files.ts';
import { partNames, type PartName, type Readiness } from './part.ts';
import { readLiveRecord } from './part-record.ts';
import { createPart, pbxAri } from './parts.ts';
import { getJson, readLivePage, type LivePage } from './readiness.ts';
import { findSupervisor } from './supervisor-link.ts';

export type PartStatus = { name: string; pid: number | null; ready: boolean; detail: string };
export type Status = {
  ready: boolean;
  /** Firm's business clock, ISO 8601 with offset; empty while the server does not tell. */
  businessTime: string;
  parts: PartStatus[];
  /** Channels and bridges are all there are on the firm's Asterisk; the rest as the server counts it. null: unknown. */
  live: { calls: number | null; channels: number | null; bridges: number | null; reservations: number | null; deadlines: number | null };
};

async function countOnPbx(config: Config, what: 'channels' | 'bridges'): Promise<number | null> {
  const ari = pbxAri(config);
  try {
    const list = await getJson({ ...ari, url: `${ari.url}/ari/${what}` });
    return Array.isArray(list) ? list.length : null;
  } catch {
    return null;
  }
}

async function statusOf(name: PartName, config: Config, server: Promise<LivePage>): Promise<PartStatus> {
  const pid = readLiveRecord(filesOf(config.home).runDir, name)?.pid ?? null;
  if (pid === null) return { name, pid, ready: false, detail: 'not running' };
  const readiness: Readiness = name === 'server' ? await server : await createPart(name, config).ready();
  return { name, pid, ready: readiness.ready, detail: readiness.detail };
}

/** Asks everything at once; takes two seconds at most. A home that was never started answers too. */
export async function readStatus(settings: Settings, env?: Environment): Promise<Status> {
  const nothing = { calls: null, channels: null, bridges: null, reservations: null, deadlines: null };
  if (!existsSync(filesOf(settings.home).secrets)) {
    const parts = ['supervisor', ...partNames].map((name) => ({ name, pid: null, ready: false, detail: 'not running' }));
    return { ready: false, businessTime: '', parts, live: nothing };
  }
  const config = loadConfig(env);
  const page = readLivePage(config.ports.serverHealth);
  const supervisor = findSupervisor(settings);
  const [server, channels, bridges, ...parts] = await Promise.all([
    page,
    countOnPbx(config, 'channels'),
    countOnPbx(config, 'bridges'),
    ...partNames.map((name) => statusOf(name, config, page)),
  ]);
  const first: PartStatus = { name: 'supervisor', pid: supervisor?.pid ?? null, ready: supervisor !== undefined, detail: supervisor === undefined ? 'not running' : '' };
  const all = [first, ...parts];
  return {
    ready: all.every((part) => part.ready),
    businessTime: server.businessTime ?? '',
    parts: all,
    live: {
      calls: server.calls ?? null, channels, bridges, reservations: server.reservations ?? null, deadlines: server.deadlines ?? null,
    },
  };
}
