/** `docker compose --profile demo up`, from nothing to an answered call, and what it says when something is missing. */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docker, whyNoEngine } from './support/engine.ts';
import { createStack, type Stack } from './support/stack.ts';

const projectRoot = path.resolve(import.meta.dirname, '../..');
const BUILD_LIMIT_MS = 900_000;
const CALL_LIMIT_MS = 180_000;
const ours = ['server', 'worker', 'simulator', 'clients', 'pbx', 'carrier'];
const services = [...ours, 'postgres', 'redis'];
const demo = ['--profile', 'demo'];

/** Asks Docker four times a second: each question is a process. */
async function until(what: string, isSo: () => boolean, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`never came true: ${what}`);
    await wait(250);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

interface Report {
  outcome: string;
  steps: { kind: string; promptIds: string[] }[];
}
const heard = (report: Report): string[] => report.steps.flatMap((step) => step.promptIds);

describe.skipIf(whyNoEngine() !== undefined)('a composed demo', () => {
  let stack: Stack;
  let pagesPort: number;

  beforeAll(async () => {
    pagesPort = await freePort();
    stack = createStack({ name: `hotline-test-${process.pid}`, projectRoot, trunk: 201, pagesPort });
    stack.must([...demo, 'build'], BUILD_LIMIT_MS);
    stack.must([...demo, 'up', '--detach'], BUILD_LIMIT_MS);
  }, 2 * BUILD_LIMIT_MS);
  afterAll(() => { stack.remove(); });

  const call = (keys: string): Report => JSON.parse(stack.must([...demo, 'exec', '-T', 'clients', './hotline', 'call', '--json', '--keys', keys], CALL_LIMIT_MS).split('\n').findLast((line) => line.startsWith('{')) ?? '') as Report;
  const untilHealthy = (service: string): Promise<void> => until(`${service} is healthy`, () => stack.inspect(service, '{{.State.Health.Status}}') === 'healthy', 90_000);

  test('a client dials, keys a code, and hears its price: real SIP between two containers', { timeout: CALL_LIMIT_MS }, async () => {
    await untilHealthy('server');
    const report = call('1,600519#');
    expect(report.outcome).toBe('served');
    expect(heard(report)).toEqual(expect.arrayContaining(['main.menu', 'quote.ask-code', 'name.600519', 'quote.last']));
  });

  test('an announcement and a text of the back office are spoken by the server [M-08] [C-01]', { timeout: 2 * CALL_LIMIT_MS }, async () => {
    stack.must([...demo, 'exec', '-T', 'server', './hotline', 'announce', 'add', '--zh', '今日系统升级。', '--en', 'There is an upgrade today.', '--until', '2099-01-01T00:00+08:00', '--by', 'test']);
    await until('callers hear it', () => heard(call('5,1')).some((id) => id.startsWith('announced.')), CALL_LIMIT_MS);
    expect(heard(call('5,1'))).toEqual(expect.arrayContaining([expect.stringMatching(/^said\./) as string]));
  });

  test('the pages are there, on 127.0.0.1, and nothing else is published', async () => {
    expect((await fetch(`http://127.0.0.1:${pagesPort}/`)).status).toBe(200);
    const published = docker(['ps', '--filter', `label=com.docker.compose.project=hotline-test-${process.pid}`, '--format', '{{.Ports}}']);
    expect(published.match(/\S+->\S+/g)).toEqual([`127.0.0.1:${pagesPort}->21000/tcp`]);
  });

  test.each(services)('%s is no root, has no capability, and cannot write its root', (service) => {
    expect(stack.inspect(service, '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}')).toMatch(/^(1000:1000|postgres|redis) true \[ALL\] \[no-new-privileges:true\]$/);
    const users = docker(['top', stack.container(service), '-eo', 'pid,uid']).split('\n').slice(1).map((row) => Number(row.trim().split(/\s+/)[1]));
    expect(users.length).toBeGreaterThan(0);
    expect(users.every((uid) => uid > 0)).toBe(true);
  });

  test('no secret stands in an environment or an argument', () => {
    const secrets = readdirSync(stack.secrets).map((name) => readFileSync(path.join(stack.secrets, name), 'utf8'));
    expect(secrets.length).toBeGreaterThan(8);
    for (const service of [...services, 'migrate', 'demo-firm', 'prompts', 'pbx-config', 'carrier-config']) {
      const shown = stack.inspect(service, '{{json .Config}} {{json .Args}}') + (services.includes(service) ? docker(['top', stack.container(service), '-eo', 'pid,args']) : '');
      for (const secret of secrets) expect(shown.includes(secret), service).toBe(false);
    }
  });

  test('a frozen server is killed and comes back, and serves', { timeout: CALL_LIMIT_MS }, async () => {
    const before = stack.inspect('server', '{{.State.StartedAt}}');
    stack.must([...demo, 'exec', '-T', 'server', 'sh', '-c', 'for one in /proc/[0-9]*; do [ "$(readlink $one/exe)" != /usr/local/bin/node ] || kill -STOP ${one#/proc/}; done']);
    await until('the server was started anew', () => stack.inspect('server', '{{.State.StartedAt}}') !== before, 60_000);
    await untilHealthy('server');
    expect(call('1,600519#').outcome).toBe('served');
  });

  test('a server that is stopped in the middle of a call and started again says its menu again, and serves', { timeout: 2 * CALL_LIMIT_MS }, async () => {
    const child = spawn('docker', ['exec', stack.container('clients'), './hotline', 'call', '--json', '--keys', '1,600519#'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    const ended = once(child, 'close');
    await until('the call is in Asterisk', () => docker(['exec', stack.container('pbx'), 'asterisk', '-C', '/hotline/pbx/etc/asterisk.conf', '-rx', 'core show channels count']).includes('1 active channel'), 20_000);
    stack.must([...demo, 'restart', 'server']);
    expect(stack.inspect('server', '{{.State.ExitCode}}')).toBe('0');
    await ended;
    expect((JSON.parse(text.trim().split('\n').at(-1) ?? '') as Report).outcome).toBe('served');
  });

  test('another password than the database was made with is said in a sentence', () => {
    const file = path.join(stack.secrets, 'postgres_password');
    const right = readFileSync(file, 'utf8');
    rmSync(file);
    writeFileSync(file, 'f'.repeat(32), { mode: 0o444 });
    try {
      const { code, text } = stack.run([...demo, 'run', '--rm', '-T', 'migrate']);
      expect(code).toBe(2);
      expect(text).toContain('PostgreSQL at postgres:5432 does not take the password of role hotline. Its data was made with another one');
      expect(text).not.toMatch(/\n {4}at /);
    } finally {
      rmSync(file);
      writeFileSync(file, right, { mode: 0o444 });
    }
  });

  test('all of it stops with code 0', () => {
    stack.must([...demo, 'stop']);
    for (const service of services) expect(`${service} ${stack.inspect(service, '{{.State.ExitCode}}')}`).toBe(`${service} 0`);
  });
});

describe.skipIf(whyNoEngine() !== undefined)('what is missing is said', () => {
  test('a secret file', () => {
    const stack = createStack({ name: `hotline-miss-${process.pid}`, projectRoot, trunk: 202, pagesPort: 1024 });
    try {
      rmSync(path.join(stack.secrets, 'ari_password'));
      const { code, text } = stack.run([...demo, 'up', '--detach', 'pbx-config']);
      // Newer ones refuse to mount it; older ones make a folder in its place, and our own command says so.
      const said = code === 0 ? stack.run([...demo, 'logs', 'pbx-config']).text : text;
      expect(said).toMatch(/source path does not exist: \S*ari_password|ari_password (is a folder: Docker makes one|is not there)/);
    } finally {
      stack.remove();
    }
  });

  test('the port of the pages, when another program has it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const stack = createStack({ name: `hotline-port-${process.pid}`, projectRoot, trunk: 203, pagesPort: port });
    try {
      const { code, text } = stack.run([...demo, 'up', '--detach', '--no-deps', 'server']);
      expect(code).not.toBe(0);
      expect(text).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}.*(address already in use|port is already allocated)`));
    } finally {
      stack.remove();
      other.close();
    }
  });
});
