/** Renders the configuration of both Asterisks from the templates in `asterisk-config/` into a home. */
import { createHmac } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import type { Config } from '../config.ts';
import { answerHeader, callHeader } from '../contract/desk/phone.ts';
import { fillTemplate } from './template.ts';

export type AsteriskName = 'pbx' | 'carrier';
const instanceFolders = ['etc', 'spool/recording', 'run', 'log', 'lib/keys', 'cache'] as const;

function seatSections(seatPasswords: Readonly<Record<string, string>>): string {
  return Object.entries(seatPasswords).map(([seat, password]) => [
    `[${seat}](seat)`, `auth = ${seat}`, `aors = ${seat}`, `callerid = ${seat} <${seat}>`, '',
    `[${seat}](seat-auth)`, `username = ${seat}`, `password = ${password}`, '',
    `[${seat}](seat-aor)`, '',
  ].join('\n')).join('\n');
}

/** One extension for each destination, by its name; its number is in no other place. */
function transferLines(transfers: Config['transfers']): string {
  return Object.entries(transfers).map(([name, number]) => `exten => ${name},1,Set(TRANSFER_TO=${number})\n same => n,Goto(dial,1)`).join('\n');
}

const appsOf = ({ exchangeServers, stasisApp }: Config): string[] => exchangeServers?.map((node) => `hotline-${node}`) ?? [stasisApp];

/** One trunk to each other exchange; both ends prove themselves by a password that all servers of the firm can make. */
function exchangeTrunks({ exchange, otherExchanges, secrets }: Config): string {
  // The key is read only where it is used: a container that writes the configuration of a single exchange is not given it.
  if (Object.keys(otherExchanges).length === 0) return '';
  const password = createHmac('sha256', secrets.tokenKey).update('SIP between exchanges').digest('hex');
  return Object.entries(otherExchanges).map(([name, address]) => [
    `[exchange-${name}](exchange)`, `aors = exchange-${name}`, `auth = exchange-${name}`, `outbound_auth = exchange-${name}-out`, `from_user = exchange-${exchange}`, '',
    `[exchange-${name}]`, 'type = auth', 'auth_type = digest', `username = exchange-${name}`, `password = ${password}`, '',
    `[exchange-${name}-out]`, 'type = auth', 'auth_type = digest', `username = exchange-${exchange}`, `password = ${password}`, '',
    `[exchange-${name}]`, 'type = aor', `contact = sip:${address}`, 'qualify_frequency = 0', '',
  ].join('\n')).join('\n');
}

/** Module folder of the root: its name holds the machine's architecture, so the root's own file is asked. */
function moduleFolderOf({ asteriskRoot, asteriskModules }: Config): string {
  if (asteriskModules !== undefined) return asteriskModules;
  const text = readFileSync(path.join(asteriskRoot, 'etc/asterisk/asterisk.conf'), 'utf8');
  const found = /^astmoddir\s*=>\s*(\S+)/m.exec(text)?.[1];
  if (found === undefined) throw new Error(`${asteriskRoot}: its asterisk.conf names no astmoddir`);
  return found;
}

/** Each address of this machine, shown to browsers as the one that media is bound to. */
function hiddenAddresses({ mediaAddress, pbxSipHost }: Config): string {
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ family }) => family === 'IPv4').map(({ address }) => address);
  const hidden = [...new Set([...own, pbxSipHost])].filter((address) => address !== mediaAddress);
  return hidden.map((address) => `${address} => ${mediaAddress}`).join('\n');
}

/** Behind an address translator SIP and SDP must name the outer address, but not to neighbours in the same network. */
function outerAddress({ externalHost, pbxSipHost }: Config): string {
  if (externalHost === undefined) return '';
  return [`external_signaling_address = ${externalHost}`, `external_media_address = ${externalHost}`, `local_net = ${pbxSipHost}/24`].join('\n');
}

function valuesOf(which: AsteriskName, config: Config): Record<string, string | number> {
  const { ports, secrets } = config;
  const own = which === 'pbx'
    ? { ariHost: config.pbxAriBindHost, ariPort: ports.pbxAri, sipPort: ports.pbxSip, rtp: ports.pbxRtp, ariPassword: secrets.ariPassword, ariUser: config.ariUser }
    : { ariHost: '127.0.0.1', ariPort: ports.carrierAri, sipPort: ports.carrierSip, rtp: ports.carrierRtp, ariPassword: secrets.carrierAriPassword, ariUser: 'carrier' };
  const seatPasswords = which === 'pbx' ? secrets.seatPasswords : {};
  return {
    which, ariUser: own.ariUser, ariPassword: own.ariPassword, ariHost: own.ariHost, ariPort: own.ariPort, sipPort: own.sipPort,
    rtpStart: own.rtp[0], rtpEnd: own.rtp[1], pbxSipPort: ports.pbxSip, carrierSipPort: ports.carrierSip,
    managerPort: ports.pbxManager, pbxSipHost: config.pbxSipHost, carrierSipHost: config.carrierSipHost, outerAddress: outerAddress(config),
    mediaBind: config.externalHost === undefined ? config.mediaAddress : config.pbxSipHost, iceHostCandidates: hiddenAddresses(config),
    logFile: config.asteriskLog ?? `/hotline/log/${which}.log`, moduleFolder: moduleFolderOf(config), playRoot: config.promptsPlayRoot, stasisApps: appsOf(config).join('&'), stasisAppCount: appsOf(config).length,
    exchangeTrunks: which === 'pbx' ? exchangeTrunks(config) : '',
    seats: seatSections(seatPasswords), huntGroup: Object.keys(seatPasswords).join('&'),
    transfers: transferLines(config.transfers), callHeader, answerHeader,
  };
}

/** Writes `<home>/<which>/etc` and the folders the instance writes to. Files hold passwords: readable by the owner only. */
export function renderAsterisk(which: AsteriskName, config: Config): void {
  const base = path.join(config.home, which);
  for (const folder of instanceFolders) mkdirSync(path.join(base, folder), { recursive: true });
  chmodSync(path.join(base, 'etc'), 0o700);
  const values = valuesOf(which, config);
  for (const source of ['common', which]) {
    const from = path.join(config.projectRoot, 'asterisk-config', source);
    for (const name of readdirSync(from)) {
      const text = fillTemplate(readFileSync(path.join(from, name), 'utf8'), values, `asterisk-config/${source}/${name}`);
      writeFileSync(path.join(base, 'etc', name), text, { mode: 0o600 });
    }
  }
}
