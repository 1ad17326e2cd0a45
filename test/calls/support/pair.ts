/** Two servers on one PostgreSQL and Redis: at one Asterisk, or each at an Asterisk of its own. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSettings } from '../../../src/config.ts';
import { type LabEnvironment, startEnvironment } from '../../../src/lab/environment.ts';
import { filesOf } from '../../../src/lab/files.ts';
import { claimPortBase } from '../../../src/lab/port-base.ts';
import type { SeatRunOptions } from '../../../src/lab/sip/seat-run.ts';
import { startWideHotline } from '../../soak/support/wide-hotline.ts';
import { aroundEnvironment, type Hotline } from './around-environment.ts';
import { controlOf } from './environment-link.ts';

export interface Pair {
  /** The first server's; its records are both's. */
  hotline: Hotline;
  /** s1 and s2, supervised each on its own. */
  servers: readonly [LabEnvironment, LabEnvironment];
  /** Where an agent works: at the page of one of the servers, her phone at that server's Asterisk. */
  at(server: 0 | 1, extension: string): Pick<SeatRunOptions, 'registrar' | 'desk'>;
  stop(): Promise<void>;
}

export async function startPair(options: { exchanges: 1 | 2; seats: readonly string[]; portBase?: number }): Promise<Pair> {
  const second = await claimPortBase(loadSettings().portBase);
  const sipOf = (base: number): string => `127.0.0.1:${base + 6}`;
  const isOneExchange = options.exchanges === 1;
  const hosted = await startWideHotline(isOneExchange ? { HOTLINE_EXCHANGE_SERVERS: 's1,s2' } : { HOTLINE_OTHER_EXCHANGES: `pbx2=${sipOf(second.portBase)}` }, options.seats);
  const { environment: first } = hosted;
  try {
    const { settings, secrets } = first;
    const home = mkdtempSync(path.join(tmpdir(), 'hotline-second-'));
    writeFileSync(filesOf(home).secrets, JSON.stringify(secrets), { mode: 0o600 });
    writeFileSync(filesOf(home).settings, JSON.stringify({ portBase: second.portBase, rtpPorts: 600, carrierRtpPort: second.portBase + 700 }));
    const other = await startEnvironment({
      home, portBase: second.portBase, parts: isOneExchange ? ['server'] : ['pbx', 'server'], database: 'empty', prompts: false, removeAfter: true,
      env: {
        HOTLINE_NODE: 's2', HOTLINE_DATABASE_URL: settings.databaseUrl, HOTLINE_REDIS_URL: settings.redisUrl, HOTLINE_BROKERAGE_URL: settings.brokerageUrl,
        HOTLINE_RECORDINGS_DIR: settings.recordingsDir, HOTLINE_SEALED_DIR: settings.sealedDir, HOTLINE_PROMPTS_DIR: settings.promptsDir, HOTLINE_WEB_DIR: settings.webDir,
        ...(isOneExchange ? { HOTLINE_ARI_URL: settings.ariUrl } : { HOTLINE_EXCHANGE: 'pbx2', HOTLINE_OTHER_EXCHANGES: `pbx1=${sipOf(settings.portBase)}` }),
      },
    });
    const hotline = await aroundEnvironment({ home: settings.home, portBase: settings.portBase, parts: controlOf(hosted) });
    const servers = [first, other] as const;
    return {
      hotline, servers,
      at(server, extension) {
        const { ports } = servers[server].settings;
        const exchange = isOneExchange ? settings.ports : ports;
        return {
          registrar: { host: '127.0.0.1', port: exchange.pbxSip },
          desk: { url: `http://127.0.0.1:${ports.http}`, login: extension, password: secrets.demoPassword },
        };
      },
      async stop() {
        await hotline.close();
        await other.stop();
        await first.stop();
        second.release();
      },
    };
  } catch (error) {
    await first.stop();
    second.release();
    throw error;
  }
}
