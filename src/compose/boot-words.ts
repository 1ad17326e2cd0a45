/**
 * Why a process did not come up, said to the person who can mend it: what is wrong, and what to do. Faults that are nobody's
 * mistake have no sentence here and keep their stack.
 */
import { SpeechFault } from '../adapters/speech/speech-fault.ts';
import { StoreFault } from '../adapters/postgres/fault.ts';
import { ConfigError, environmentName, type Config, type Ports } from '../config.ts';
import { BootRefused } from './foundation.ts';

/** Exit codes as main.ts lists them. */
export interface BootWords {
  readonly sentence: string;
  readonly exitCode: 1 | 2 | 3;
}

/** Ports a server or worker listens on itself. */
const OWN_PORTS = ['http', 'serverHealth', 'workerHealth'] as const satisfies readonly (keyof Ports)[];

/** `config` is null as long as the settings could not be read. */
export function bootWords(error: unknown, config: Config | null): BootWords | null {
  if (error instanceof ConfigError) return { sentence: error.message, exitCode: 2 };
  if (error instanceof BootRefused) return { sentence: error.message, exitCode: 3 };
  if (error instanceof SpeechFault) return { sentence: `the prompts are not in order, nothing is opened:\n${error.message}`, exitCode: 3 };
  if (config === null) return null;
  if (error instanceof StoreFault) return storeWords(error, config);
  return listenWords(error, config);
}

function listenWords(error: unknown, config: Config): BootWords | null {
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRNOTAVAIL')
    return { sentence: `HOTLINE_BIND_HOST: "${config.bindHost}" is no address of this machine. Example: HOTLINE_BIND_HOST=127.0.0.1`, exitCode: 2 };
  if (code !== 'EADDRINUSE' || typeof port !== 'number') return null;
  const name = OWN_PORTS.find((one) => config.ports[one] === port);
  const setting = environmentName(name === undefined ? 'portBase' : `${name}Port`);
  return { sentence: `another program has TCP port ${port} of this machine. Choose another by ${setting}, or a whole range by HOTLINE_PORT_BASE`, exitCode: 2 };
}

/** By SQLSTATE: the sign-in (28), the database itself (3D), its tables (42P01). */
function storeWords({ sqlState, code, message }: StoreFault, { databaseUrl }: Config): BootWords | null {
  const { host, pathname, searchParams } = new URL(databaseUrl);
  const where = `PostgreSQL at ${host === '' ? (searchParams.get('host') ?? 'its socket') : host}`;
  if (sqlState?.startsWith('28') === true) return { sentence: `${where} refuses our sign-in. Are user and password of HOTLINE_DATABASE_URL right?`, exitCode: 2 };
  if (sqlState === '3D000') return { sentence: `${where} has no database "${pathname.slice(1)}". Create it, or name another by HOTLINE_DATABASE_URL`, exitCode: 2 };
  if (sqlState === '42P01') return { sentence: `the database "${pathname.slice(1)}" has no tables of ours yet. ./hotline up makes them (or the migrations of this version)`, exitCode: 1 };
  if (code !== 'STORE_UNAVAILABLE') return null;
  return { sentence: `${where} does not answer: ${message}. Is it running, and is HOTLINE_DATABASE_URL right?`, exitCode: 1 };
}
