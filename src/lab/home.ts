/** Makes a home: its folders, its settings file, and random secrets that exist nowhere else. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { currentEnvironment, type Environment, loadConfig, loadSettings, type Config, type Secrets } from '../config.ts';
import { filesOf, homeFolders } from './files.ts';

/** Seats of the demo firm: 1001 to 1012. */
export const seatIds: readonly string[] = Array.from({ length: 12 }, (_, index) => String(1001 + index));
/** Settings that stay with a home once `up` was told them. */
const keptSettings: Readonly<Record<string, string>> = {
  HOTLINE_PORT_BASE: 'portBase', HOTLINE_HTTP_PORT: 'httpPort', HOTLINE_POSTGRES_PORT: 'postgresPort', HOTLINE_REDIS_PORT: 'redisPort',
  HOTLINE_PBX_ARI_PORT: 'pbxAriPort', HOTLINE_CARRIER_ARI_PORT: 'carrierAriPort', HOTLINE_SIMULATOR_PORT: 'simulatorPort',
  HOTLINE_PBX_SIP_PORT: 'pbxSipPort', HOTLINE_CARRIER_SIP_PORT: 'carrierSipPort', HOTLINE_SERVER_HEALTH_PORT: 'serverHealthPort',
  HOTLINE_WORKER_HEALTH_PORT: 'workerHealthPort', HOTLINE_PBX_MANAGER_PORT: 'pbxManagerPort', HOTLINE_PBX_RTP_PORT: 'pbxRtpPort', HOTLINE_CARRIER_RTP_PORT: 'carrierRtpPort',
};

/** 0 and O, 1 and l look alike when a password is read off a screen: they are left out. */
const readable = 'abcdefghijkmnpqrstuvwxyz23456789';
const readablePassword = (length: number): string => [...randomBytes(length)].map((byte) => readable[byte % readable.length] ?? 'x').join('');
const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

function freshSecrets(): Secrets {
  return {
    postgresPassword: hex(16), redisPassword: hex(16), ariPassword: hex(16), carrierAriPassword: hex(16), brokerageToken: hex(16),
    demoPassword: readablePassword(12), tokenKey: hex(32), sessionKey: hex(32), sealKey: hex(32),
    seatPasswords: Object.fromEntries(seatIds.map((seat) => [seat, hex(12)])),
  };
}

const readObject = (file: string): Record<string, unknown> =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};

function writePrivately(file: string, content: Record<string, unknown>): void {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}

/**
 * Makes what is missing of a home and returns its configuration. Ports named in the environment are kept in
 * `settings.json`; secrets already there are never changed. Throws ConfigError for a wrong setting, before writing.
 */
export function prepareHome(env: Environment = currentEnvironment()): Config {
  const settings = loadSettings(env);
  const files = filesOf(settings.home);
  mkdirSync(settings.home, { recursive: true });
  for (const name of homeFolders) mkdirSync(path.join(settings.home, name), { recursive: true });
  chmodSync(path.join(settings.home, 'recordings'), 0o700);
  const kept = Object.entries(keptSettings).filter(([name]) => env[name] !== undefined).map(([name, field]) => [field, Number(env[name])] as const);
  const given: Record<string, unknown> = Object.fromEntries(kept);
  writePrivately(files.settings, { portBase: settings.portBase, ...readObject(files.settings), ...given });
  writePrivately(files.secrets, { ...freshSecrets(), ...readObject(files.secrets) });
  // Asterisk looks its own host name up; without this line each call stalls for seconds in DNS.
  writeFileSync(files.hosts, `127.0.0.1 localhost ${os.hostname()}\n::1 localhost\n`);
  writeFileSync(files.resolvConf, '');
  const config = loadConfig(env);
  writeFileSync(files.brokerageToken, config.secrets.brokerageToken, { mode: 0o600 });
  return config;
}
