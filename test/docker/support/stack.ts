/** A composed hotline of a test: a project name, secrets, ports and a network of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { docker, hasComposePlugin } from './engine.ts';

export interface Said {
  code: number;
  text: string;
}

export interface Stack {
  readonly secrets: string;
  /** Runs compose on this stack and returns what it said. */
  run(words: readonly string[], limitMs?: number): Said;
  /** The same, and throws unless it ends with code 0. */
  must(words: readonly string[], limitMs?: number): string;
  /** Id of a service's container. */
  container(service: string): string;
  /** One field of `docker inspect`. */
  inspect(service: string, format: string): string;
  remove(): void;
}

const LIMIT_MS = 120_000;

/** `trunk`: third number of the network 10.95.x for SIP, so that two stacks never share one. */
export function createStack(options: { name: string; projectRoot: string; trunk: number; pagesPort: number; env?: Readonly<Record<string, string>> }): Stack {
  const secrets = mkdtempSync(path.join(os.tmpdir(), 'hotline-secrets-'));
  execFileSync('docker/make-secrets', [secrets], { cwd: options.projectRoot, stdio: 'pipe' });
  const network = `10.95.${options.trunk}`;
  const env = {
    ...withoutOurs(process.env), HOTLINE_SECRETS: secrets, HOTLINE_IMAGES: 'test', HOTLINE_PAGES_PORT: String(options.pagesPort),
    HOTLINE_TRUNK_SUBNET: `${network}.0/28`, HOTLINE_PBX_SIP_HOST: `${network}.2`, HOTLINE_CARRIER_SIP_HOST: `${network}.3`, ...options.env,
  };
  const [program = '', ...first] = hasComposePlugin() ? ['docker', 'compose'] : ['docker-compose'];
  const run = (words: readonly string[], limitMs = LIMIT_MS): Said => {
    const ended = spawnSync(program, [...first, '-p', options.name, ...words], { cwd: options.projectRoot, env, encoding: 'utf8', timeout: limitMs, maxBuffer: 64 << 20 });
    return { code: ended.status ?? 1, text: `${ended.stdout}${ended.stderr}` };
  };
  const must = (words: readonly string[], limitMs?: number): string => {
    const { code, text } = run(words, limitMs);
    if (code !== 0) throw new Error(`compose ${words.join(' ')} ended with ${code}:\n${text.slice(-3_000)}`);
    return text;
  };
  const container = (service: string): string => {
    const id = docker(['ps', '--all', '--quiet', '--filter', `label=com.docker.compose.project=${options.name}`, '--filter', `label=com.docker.compose.service=${service}`]).split('\n')[0];
    if (id === undefined || id === '') throw new Error(`there is no container of ${service}`);
    return id;
  };
  return {
    secrets, run, must, container,
    inspect: (service, format) => docker(['inspect', '--format', format, container(service)]),
    remove() {
      run(['--profile', 'demo', '--profile', 'production', 'down', '--volumes', '--timeout', '5']);
      rmSync(secrets, { recursive: true, force: true });
    },
  };
}

/** A developer's own settings must not reach into the test. */
const withoutOurs = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('HOTLINE_')));
