/** A hotline with more seats and media ports than the demo firm's, for hundreds of calls at once. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { loadSettings } from '../../../src/config.ts';
import { startEnvironment } from '../../../src/lab/environment.ts';
import { filesOf } from '../../../src/lab/files.ts';
import { seatIds } from '../../../src/lab/home.ts';
import { claimPortBase } from '../../../src/lab/port-base.ts';
import type { PartEvent } from '../../../src/lab/watched-part.ts';
import type { HostedEnvironment } from '../../calls/support/environment-link.ts';
import { tradingMorning } from '../../calls/support/whole-environment.ts';

/** Seats of agents who all do what 1001 may. */
export const wideSeats: readonly string[] = Array.from({ length: 48 }, (_, index) => String(2001 + index));

/** `seats`: how many besides the demo firm's. */
export async function startWideHotline(env: Readonly<Record<string, string>> = {}, seats: readonly string[] = wideSeats): Promise<HostedEnvironment> {
  const events: PartEvent[] = [];
  const { portBase, release } = await claimPortBase(loadSettings().portBase);
  const home = mkdtempSync(path.join(tmpdir(), 'hotline-soak-'));
  mkdirSync(home, { recursive: true });
  const seatPasswords = Object.fromEntries([...seatIds, ...seats].map((seat) => [seat, randomBytes(12).toString('hex')]));
  writeFileSync(filesOf(home).secrets, JSON.stringify({ seatPasswords }), { mode: 0o600 });
  // Callers come straight into the trunk: the carrier has nothing to do, and its ports are in nobody's way.
  writeFileSync(filesOf(home).settings, JSON.stringify({ portBase, rtpPorts: 600, carrierRtpPort: portBase + 700 }));
  const environment = await startEnvironment({
    home, portBase, parts: ['postgres', 'redis', 'pbx', 'carrier', 'simulator', 'clients', 'server', 'worker'],
    now: tradingMorning, onEvent: (event) => events.push(event), removeAfter: true, env,
  });
  await addAgents(environment.settings.databaseUrl, seats);
  const stop = async (): Promise<void> => {
    await environment.stop();
    release();
  };
  return { environment: { ...environment, stop }, events };
}

async function addAgents(databaseUrl: string, seats: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`
      insert into agent (id, login, display_name, password_hash, series, licence_no, licence_valid_until, branch_id, roles)
        select gen_random_uuid(), extension, extension, password_hash, series, licence_no || extension, licence_valid_until, branch_id, roles
        from agent, unnest($1::text[]) as extension where login = '1001'`, [seats]);
    await client.query(`
      insert into agent_skill (agent_id, queue, level)
        select a.id, s.queue, s.level from agent a, agent_skill s join agent first on first.id = s.agent_id and first.login = '1001' where a.login = any ($1)`, [seats]);
    await client.query(`insert into seat (id, agent_id, extension) select 's-' || login, id, login from agent where login = any ($1)`, [seats]);
  } finally {
    await client.end();
  }
}
