/** Which ports a part listens on, and whether another program sits on one of them. */
import type { Ports } from '../config.ts';
import type { PartName } from './part.ts';
import { isTcpFree, isUdpFree } from './port-base.ts';

type Listens = { port: number; kind: 'TCP' | 'UDP'; setting: string };

function listens(name: PartName, ports: Ports): Listens[] {
  const tcp = (port: number, setting: string): Listens => ({ port, kind: 'TCP', setting });
  const udp = (port: number, setting: string): Listens => ({ port, kind: 'UDP', setting });
  switch (name) {
    case 'postgres': return [tcp(ports.postgres, 'HOTLINE_POSTGRES_PORT')];
    case 'redis': return [tcp(ports.redis, 'HOTLINE_REDIS_PORT')];
    case 'pbx': return [tcp(ports.pbxAri, 'HOTLINE_PBX_ARI_PORT'), tcp(ports.pbxManager, 'HOTLINE_PBX_MANAGER_PORT'), udp(ports.pbxSip, 'HOTLINE_PBX_SIP_PORT')];
    case 'carrier': return [tcp(ports.carrierAri, 'HOTLINE_CARRIER_ARI_PORT'), udp(ports.carrierSip, 'HOTLINE_CARRIER_SIP_PORT')];
    case 'simulator': return [tcp(ports.simulator, 'HOTLINE_SIMULATOR_PORT')];
    case 'server': return [tcp(ports.http, 'HOTLINE_HTTP_PORT'), tcp(ports.serverHealth, 'HOTLINE_SERVER_HEALTH_PORT')];
    case 'worker': return [tcp(ports.workerHealth, 'HOTLINE_WORKER_HEALTH_PORT')];
    case 'clients': return [];
  }
}

/**
 * Throws, naming port and setting, when another program listens where this part should. Asterisk would start all the same,
 * and calls would go nowhere.
 */
export async function assertPortsFree(name: PartName, ports: Ports): Promise<void> {
  for (const { port, kind, setting } of listens(name, ports)) {
    const isFree = kind === 'TCP' ? await isTcpFree(port) : await isUdpFree(port);
    if (!isFree) throw new Error(`another program has ${kind} port ${port} of this machine. Choose another by ${setting}, or a whole range by HOTLINE_PORT_BASE`);
  }
}
