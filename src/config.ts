/**
 * The only reader of the process environment. One zod schema, each key with its help text, what it expects and an
 * example; values come from (strongest first) the environment, `HOTLINE_<KEY>_FILE`, `<home>/settings.json`, `<home>/secrets.json`, defaults.
 */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConfigError } from './config/config-error.ts';
import { databaseUrlOf } from './config/database-url.ts';
import { assertKnown } from './config/known-names.ts';
import { exchangesForm, readPairs, serversForm, transfersForm } from './config/lists.ts';
import { readJsonFile, withValueFiles } from './config/read-files.ts';

export { ConfigError };

type KeyNotes = { help: string; expects: string; example: string; secret?: true };
export type Environment = Readonly<Record<string, string | undefined>>;

const key = <T extends z.ZodType>(schema: T, notes: KeyNotes): T => schema.meta(notes);
const wholeNumber = (low: number, high: number) =>
  z.union([z.string().regex(/^\d+$/).transform(Number), z.number()]).pipe(z.int().min(low).max(high));
const port = (help: string) =>
  key(wholeNumber(1024, 65535).optional(), { help, expects: 'a port number 1024..65535', example: '21000' });
const milliseconds = (help: string, fallback: number) =>
  key(wholeNumber(1, 600_000).default(fallback), { help, expects: 'a time in ms, 1..600000', example: String(fallback) });
const folder = (help: string, example: string) =>
  key(z.string().startsWith('/').optional(), { help, expects: 'an absolute path', example });
const onOrOff = (help: string) => key(z.enum(['on', 'off']).default('on'), { help, expects: 'on or off', example: 'on' });
const host = (help: string) =>
  key(z.string().regex(/^[\w.-]+$/).default('127.0.0.1'), { help, expects: 'a host name or IPv4 address', example: '127.0.0.1' });
const url = (help: string, example: string) =>
  key(z.url({ protocol: /^(https?|redis|postgresql)$/ }).optional(), { help, expects: 'a URL', example });
const hex32 = (help: string) =>
  key(z.string().regex(/^[0-9a-f]{64}$/), { help, expects: '64 hexadecimal digits', example: 'the output of: openssl rand -hex 32', secret: true });
const password = (help: string) =>
  key(z.string().min(16), { help, expects: 'a password of 16 characters or more', example: 'the output of: openssl rand -hex 16', secret: true });

const settingsSchema = z.object({
  home: folder('Folder with all data of this environment. Default: .hotline in the project.', '/srv/hotline'),
  portBase: key(wholeNumber(1024, 64000).default(21000), {
    help: 'First port of this environment; every port has its offset from it unless it is set on its own.', expects: 'a port number 1024..64000', example: '21000',
  }),
  httpPort: port('Pages and REST (base + 0).'),
  postgresPort: port('PostgreSQL (base + 1).'),
  redisPort: port('Redis (base + 2).'),
  pbxAriPort: port("ARI of the firm's Asterisk (base + 3)."),
  carrierAriPort: port("ARI of the carrier's Asterisk (base + 4)."),
  simulatorPort: port('Back-office simulator (base + 5).'),
  pbxSipPort: port("SIP over UDP of the firm's Asterisk (base + 6)."),
  carrierSipPort: port("SIP over UDP of the carrier's Asterisk (base + 7)."),
  serverHealthPort: port('Internal health page of the server (base + 8).'),
  workerHealthPort: port('Internal health page of the worker (base + 9).'),
  pbxManagerPort: port("Manager interface of the firm's Asterisk, on its own machine only (base + 10)."),
  pbxRtpPort: port("First media port of the firm's Asterisk (base + 100)."),
  carrierRtpPort: port("First media port of the carrier's Asterisk (base + 500)."),
  rtpPorts: key(wholeNumber(4, 10_000).default(400), {
    help: 'How many media ports each Asterisk may use; a leg takes two.', expects: 'a number 4..10000', example: '400',
  }),
  postgresHost: host('Where PostgreSQL is.'),
  redisHost: host('Where Redis is.'),
  simulatorBindHost: host('Address the back-office simulator listens on.'),
  pbxAriBindHost: host("Address that ARI of the firm's Asterisk listens on."),
  pbxSipHost: host("Address on which the firm's Asterisk takes SIP, as the carrier sees it."),
  carrierSipHost: host("Address of the carrier's trunk, as the firm's Asterisk sees it; calls from there are clients' calls."),
  externalHost: key(z.string().regex(/^[\w.-]+$/).optional(), {
    help: "Address at which phones and carrier outside reach the firm's Asterisk, when that is not its own (a container, a router between).",
    expects: 'a host name or IPv4 address', example: '198.51.100.7',
  }),
  asteriskModules: folder("Asterisk's module folder as Asterisk sees it. Default: what the private root's own asterisk.conf says.", '/usr/lib/asterisk/modules'),
  asteriskLog: folder('Where Asterisk writes warnings and errors, as it sees it. Default: its log in the home folder.', '/dev/stdout'),
  bindHost: key(z.string().min(1).default('127.0.0.1'), {
    help: 'Address that pages, REST and health listen on.', expects: 'an IP address', example: '127.0.0.1',
  }),
  mediaAddress: key(z.ipv4().default('127.0.0.1'), {
    help: "Address of the firm's Asterisk to which pages send their sound.", expects: 'an IPv4 address', example: '127.0.0.1',
  }),
  tlsCertFile: folder('Certificate chain of the pages (PEM): with it they come by https, which microphones of other machines need.', '/etc/hotline/desk.crt'),
  tlsKeyFile: folder('Its private key (PEM, no passphrase).', '/etc/hotline/desk.key'),
  node: key(z.string().regex(/^[a-z][a-z0-9]{0,15}$/).default('s1'), {
    help: 'Name of this server; its Stasis app is hotline-<node>.', expects: 'a short name of small letters and digits', example: 's1',
  }),
  exchange: key(z.string().regex(/^[a-z][a-z0-9]{0,15}$/).default('pbx1'), {
    help: 'Name of the Asterisk that this server commands; several servers may have one.', expects: 'a short name of small letters and digits', example: 'pbx1',
  }),
  exchangeServers: key(z.string().regex(serversForm).transform((text) => text.split(',')).optional(), {
    help: 'Servers to which this Asterisk offers new calls in turn. Default: this server alone.', expects: 'names of servers', example: 's1,s2',
  }),
  otherExchanges: key(z.string().regex(exchangesForm).transform(readPairs).default({}), {
    help: "The firm's other Asterisks, at which seats may be registered: a name and its SIP address.", expects: 'names and addresses, such as pbx2=192.0.2.7:5060', example: 'pbx2=192.0.2.7:5060',
  }),
  dnis: key(z.string().regex(/^\d{3,15}$/).default('95500'), {
    help: 'The hotline number clients dial.', expects: 'a number of 3 to 15 digits', example: '95500',
  }),
  cacheDir: folder('What several clones share: Asterisk root, prompts. Default: hotline in the XDG cache folder.', '/var/cache/hotline'),
  asteriskRoot: folder('A ready private Debian root with Asterisk 22. Default: asterisk-root in the home folder.', '/srv/asterisk-root'),
  databaseUrl: url('PostgreSQL of this environment. Default: the private one.', 'postgresql://hotline:secret@127.0.0.1:21001/hotline'),
  redisUrl: url('Redis of this environment. Default: the private one.', 'redis://:secret@127.0.0.1:21002/0'),
  ariUrl: url("ARI of the firm's Asterisk. Default: the private one.", 'http://127.0.0.1:21003'),
  ariUser: key(z.string().min(1).default('hotline'), { help: 'ARI user.', expects: 'a user name', example: 'hotline' }),
  ariDriver: key(z.enum(['direct', 'ari-client']).default('direct'), {
    help: 'Driver behind the Telephony port: direct, or the package ari-client (slower, no longer maintained; docs/decisions/002-ari-driver.md).',
    expects: 'direct or ari-client', example: 'direct',
  }),
  ariTimeoutMs: milliseconds('Time-out of one ARI request.', 5_000),
  asteriskFrozenLimitMs: milliseconds('So long may Asterisk give no answer before it is killed and started again; its calls end with that.', 30_000),
  brokerageUrl: url("The firm's back office. Default: the simulator.", 'http://127.0.0.1:21005'),
  brokerageConnectTimeoutMs: milliseconds('Time-out of connecting to the back office.', 1_000),
  brokerageTimeoutMs: milliseconds('Time-out of one back-office request.', 3_000),
  recordingsDir: folder('Recordings as this process sees them. Default: recordings in the home folder.', '/srv/recordings'),
  sealedDir: folder('Sealed recordings. Default: sealed in the home folder.', '/srv/sealed'),
  recordingsPbxRoot: key(z.string().startsWith('/').default('/hotline/recordings'), {
    help: 'The same folder as Asterisk sees it.', expects: 'an absolute path', example: '/hotline/recordings',
  }),
  promptsDir: folder('Prompt files as this process sees them. Default: prompts in the home folder.', '/srv/prompts'),
  promptsPlayRoot: key(z.string().startsWith('/').default('/hotline/prompts/play'), {
    help: 'Folder of the playable prompts as Asterisk sees it.', expects: 'an absolute path', example: '/hotline/prompts/play',
  }),
  flowsDir: folder('IVR flow files. Default: ivr-flows in the project.', '/srv/hotline/ivr-flows'),
  transfers: key(z.string().regex(transfersForm).transform(readPairs).default({}), {
    help: 'Destinations that a flow or an agent may hand a caller to: a name and the number that the carrier is asked for.', expects: 'names and numbers, such as branch-1=02161234567,bank=95588', example: 'branch-1=02161234567',
  }),
  monitorShown: onOrOff("off: an agent's page says that a supervisor is there only when she can be heard."),
  webDir: folder('Built pages. Default: web in the home folder.', '/srv/hotline/web'),
  heartbeatFile: folder('File this process touches twice a second while it is alive. Set by the supervisor.', '/run/hotline/server.heartbeat'),
  logLevel: key(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'), {
    help: 'How much is logged.', expects: 'one of fatal, error, warn, info, debug, trace, silent', example: 'info',
  }),
  postgresFsync: onOrOff('off only for tests: faster, not safe against a crash of the machine.'),
  part: key(z.string().optional(), { help: 'Which part this process is. Set by the supervisor.', expects: 'a part', example: 'server' }),
  sipCallLog: folder('Tests note each real SIP call here, one line each. Set by ./hotline test.', '/tmp/sip-calls'),
});

const secretsSchema = z.object({
  postgresPassword: password('Password of the private PostgreSQL.'),
  redisPassword: password('Password of the private Redis.'),
  ariPassword: password("ARI password of the firm's Asterisk."),
  carrierAriPassword: password("ARI password of the carrier's Asterisk."),
  demoPassword: key(z.string().min(8), { help: 'Password of every demo sign-in.', expects: 'a password of 8 characters or more', example: 'the output of: openssl rand -hex 8', secret: true }),
  brokerageToken: password('Bearer token of the back office.'),
  tokenKey: hex32('Key of the keyed tokens that stand for numbers and accounts.'),
  sessionKey: hex32('Key that signs desk sessions.'),
  sealKey: hex32('Key that wraps the keys of stored recordings.'),
  seatPasswords: key(
    z.union([z.string().transform((text, context) => parseJson(text, context)), z.unknown()]).pipe(z.record(z.string().regex(/^\d{3,6}$/), z.string().min(8))),
    { help: 'SIP password of each seat, as JSON.', expects: 'a JSON object of seat and password (8 characters or more)', example: '{"1001":"..."}', secret: true },
  ),
});

type RawSettings = z.infer<typeof settingsSchema>;
export type Secrets = z.infer<typeof secretsSchema>;

export type Ports = {
  http: number; postgres: number; redis: number; pbxAri: number; carrierAri: number; simulator: number;
  pbxSip: number; carrierSip: number; serverHealth: number; workerHealth: number; pbxManager: number;
  /** First and last UDP port of each Asterisk's media. */
  pbxRtp: readonly [number, number]; carrierRtp: readonly [number, number];
};
/** Effective settings: every default worked out, every folder absolute. */
export type Settings = Omit<RawSettings, FolderKey | `${string}Port` | 'brokerageUrl' | 'ariUrl'> &
  Record<FolderKey, string> & { projectRoot: string; ports: Ports; ariUrl: string; carrierAriUrl: string; brokerageUrl: string; stasisApp: string; pageUrl: string };
type FolderKey = 'home' | 'cacheDir' | 'asteriskRoot' | 'recordingsDir' | 'sealedDir' | 'promptsDir' | 'flowsDir' | 'webDir';
/** What server and worker run on: settings, secrets, and the addresses made of both. */
export type Config = Omit<Settings, 'databaseUrl' | 'redisUrl'> & { secrets: Secrets; databaseUrl: string; redisUrl: string };

const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const tail = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
/** Environment name of a key: `portBase` -> `HOTLINE_PORT_BASE`. */
export const environmentName = (name: string): string => `HOTLINE_${tail(name)}`;

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
}

const knownNames = [...Object.keys(settingsSchema.shape), ...Object.keys(secretsSchema.shape)].map(environmentName);

function parse<T extends z.ZodObject>(schema: T, file: Record<string, unknown>, fileName: string, env: Environment): z.infer<T> {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) given[name] = env[environmentName(name)] ?? file[name];
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const wrong = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
  throw new ConfigError(wrong.map((name) => describeWrong({ schema, name, value: given[name], fileName, isEnv: env[environmentName(name)] !== undefined })).join('\n'));
}

function describeWrong(what: { schema: z.ZodObject; name: string; value: unknown; fileName: string; isEnv: boolean }): string {
  const notes = (what.schema.shape[what.name] as z.ZodType).meta() as KeyNotes;
  const label = environmentName(what.name);
  const source = what.isEnv || what.value === undefined ? '' : ` ("${what.name}" in ${what.fileName})`;
  const shown = notes.secret ? 'the value' : JSON.stringify(what.value);
  const problem = what.value === undefined ? `is missing; expected ${notes.expects}` : `${shown} is not ${notes.expects}`;
  return `${label}${source}: ${problem}. Example: ${label}=${notes.example}`;
}

/** Help lines of every setting, for `./hotline settings` and the docs. */
export function describeSettings(): { name: string; help: string; expects: string; example: string; isSecret: boolean }[] {
  return [settingsSchema, secretsSchema].flatMap((schema) =>
    Object.entries(schema.shape).map(([name, shape]) => {
      const { help, expects, example, secret } = (shape as z.ZodType).meta() as KeyNotes;
      return { name: environmentName(name), help, expects, example, isSecret: secret === true };
    }),
  );
}

function portsOf(raw: RawSettings): Ports {
  const at = (own: number | undefined, offset: number) => own ?? raw.portBase + offset;
  const pbxRtp = at(raw.pbxRtpPort, 100);
  const carrierRtp = at(raw.carrierRtpPort, 500);
  return {
    http: at(raw.httpPort, 0), postgres: at(raw.postgresPort, 1), redis: at(raw.redisPort, 2), pbxAri: at(raw.pbxAriPort, 3),
    carrierAri: at(raw.carrierAriPort, 4), simulator: at(raw.simulatorPort, 5), pbxSip: at(raw.pbxSipPort, 6),
    carrierSip: at(raw.carrierSipPort, 7), serverHealth: at(raw.serverHealthPort, 8), workerHealth: at(raw.workerHealthPort, 9),
    pbxManager: at(raw.pbxManagerPort, 10),
    pbxRtp: [pbxRtp, pbxRtp + raw.rtpPorts - 1], carrierRtp: [carrierRtp, carrierRtp + raw.rtpPorts - 1],
  };
}

/** Reads environment and `<home>/settings.json`. Throws ConfigError. Secrets are not needed for this. */
export function loadSettings(given: Environment = process.env): Settings {
  const env = withValueFiles(given, knownNames);
  assertKnown(env, knownNames);
  const home = env['HOTLINE_HOME'] ?? path.join(projectRoot, '.hotline');
  const file = path.join(home, 'settings.json');
  const raw = parse(settingsSchema, readJsonFile(file), file, env);
  const ports = portsOf(raw);
  const cacheRoot = env['XDG_CACHE_HOME'] ?? path.join(env['HOME'] ?? os.homedir(), '.cache');
  return {
    ...raw, home, projectRoot, ports,
    cacheDir: raw.cacheDir ?? path.join(cacheRoot, 'hotline'),
    asteriskRoot: raw.asteriskRoot ?? path.join(home, 'asterisk-root'),
    recordingsDir: raw.recordingsDir ?? path.join(home, 'recordings'),
    sealedDir: raw.sealedDir ?? path.join(home, 'sealed'),
    promptsDir: raw.promptsDir ?? path.join(home, 'prompts'),
    flowsDir: raw.flowsDir ?? path.join(projectRoot, 'ivr-flows'),
    webDir: raw.webDir ?? path.join(home, 'web'),
    ariUrl: raw.ariUrl ?? `http://127.0.0.1:${ports.pbxAri}`,
    pageUrl: `${raw.tlsCertFile === undefined ? 'http' : 'https'}://${raw.bindHost}:${ports.http}/`,
    carrierAriUrl: `http://127.0.0.1:${ports.carrierAri}`,
    brokerageUrl: raw.brokerageUrl ?? `http://127.0.0.1:${ports.simulator}`,
    stasisApp: `hotline-${raw.node}`,
  };
}

/**
 * Reads `<home>/secrets.json` and the environment. Throws ConfigError naming each missing key; of a key `onDemand` only when it is
 * missed: a process that is given its secrets one by one is given no more than it uses.
 */
export function loadSecrets(settings: Settings, given: Environment = process.env, onDemand: readonly (keyof Secrets)[] = labSecrets): Secrets {
  const env = withValueFiles(given, knownNames);
  const file = path.join(settings.home, 'secrets.json');
  const names = Object.keys(secretsSchema.shape) as (keyof Secrets)[];
  const kept = readJsonFile(file);
  if (!existsSync(file) && names.every((name) => env[environmentName(name)] === undefined)) {
    throw new ConfigError(`${file}: is not there yet. Run ./hotline up first; it makes this home's own random secrets.`);
  }
  const absent = onDemand.filter((name) => env[environmentName(name)] === undefined && kept[name] === undefined);
  const asked = z.object(Object.fromEntries(Object.entries(secretsSchema.shape).filter(([name]) => !absent.some((one) => one === name))));
  const read = parse(asked, kept, file, env) as Partial<Secrets>;
  for (const name of absent) {
    Object.defineProperty(read, name, {
      get: () => { throw new ConfigError(describeWrong({ schema: secretsSchema, name, value: undefined, fileName: file, isEnv: false })); },
    });
  }
  return read as Secrets;
}

/** Passwords that no part of a firm's own hotline uses: the public network's and the demo sign-ins'. */
const labSecrets: readonly (keyof Secrets)[] = ['carrierAriPassword', 'demoPassword'];
export const allSecrets = Object.keys(secretsSchema.shape) as readonly (keyof Secrets)[];

/** Everything the server, the worker and the commands run on. Throws ConfigError. `onDemand`: see loadSecrets. */
export function loadConfig(env: Environment = process.env, onDemand?: readonly (keyof Secrets)[]): Config {
  const settings = loadSettings(env);
  const secrets = loadSecrets(settings, env, onDemand);
  const { ports } = settings;
  return {
    ...settings, secrets,
    get databaseUrl() { return settings.databaseUrl ?? databaseUrlOf({ home: settings.home, host: settings.postgresHost, port: ports.postgres, password: secrets.postgresPassword }); },
    get redisUrl() { return settings.redisUrl ?? `redis://:${encodeURIComponent(secrets.redisPassword)}@${settings.redisHost}:${ports.redis}/0`; },
  };
}

/** The environment of this process, for code that hands it on with additions. */
export const currentEnvironment = (): Environment => process.env;
/** Whether a desktop is there to open a page on. */
export const hasDisplay = (env: Environment = process.env): boolean => Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
/** The user behind sudo, to whom files made as root belong; undefined without sudo. */
export function sudoCaller(env: Environment = process.env): { uid: number; gid: number } | undefined {
  return env['SUDO_UID'] === undefined ? undefined : { uid: Number(env['SUDO_UID']), gid: Number(env['SUDO_GID'] ?? env['SUDO_UID']) };
}
/** Environment of a child process: this one's with additions; undefined removes a key. */
export function childEnvironment(extra: Environment, env: Environment = process.env): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...env, ...extra }).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
