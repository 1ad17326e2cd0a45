/**
 * Wrong settings and broken files at the start of a process and at the commands: one clear sentence to the person who can mend
 * it, with what to do; never a stack, never a process that opens half.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { assertPortsFree } from '../../src/lab/part-ports.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { addBranchAndQueues } from '../support/firm.ts';

const { projectRoot, home: projectHome, asteriskRoot, cacheDir } = loadSettings();
/** A process that neither ends nor says anything in this time has opened. */
const ENDS_WITHIN_MS = 30_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await addBranchAndQueues(database);
});
afterAll(() => database.drop());

let home = '';
let prompts = '';
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'hotline-bad-input-'));
  prompts = path.join(home, 'prompts');
  // Built once for all tests; linked, so that a test may break its own.
  spawnSync('cp', ['-al', path.join(projectHome, 'test-cache/prompts'), prompts]);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const secret = 'x'.repeat(16);
const key = 'ab'.repeat(32);
const environment = (more: Record<string, string>): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '', HOTLINE_HOME: home, HOTLINE_ASTERISK_ROOT: asteriskRoot, HOTLINE_CACHE_DIR: cacheDir, HOTLINE_DATABASE_URL: database.url, HOTLINE_PROMPTS_DIR: prompts, HOTLINE_LOG_LEVEL: 'fatal', HOTLINE_TOKEN_KEY: key,
  HOTLINE_SESSION_KEY: key, HOTLINE_SEAL_KEY: key, HOTLINE_POSTGRES_PASSWORD: secret, HOTLINE_REDIS_PASSWORD: secret, HOTLINE_ARI_PASSWORD: secret,
  HOTLINE_CARRIER_ARI_PASSWORD: secret, HOTLINE_DEMO_PASSWORD: secret, HOTLINE_BROKERAGE_TOKEN: secret, HOTLINE_SEAT_PASSWORDS: '{"1001":"xxxxxxxx"}', ...more,
});

interface Ended {
  code: number | null;
  said: string;
}

function run(program: string, words: readonly string[], more: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(projectRoot, program), ...words], { env: environment(more), stdio: ['ignore', 'pipe', 'pipe'], timeout: ENDS_WITHIN_MS });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said: said.trim() })));
}

const boot = (more: Record<string, string> = {}, role = 'server'): Promise<Ended> => run('src/main.ts', ['--role', role], more);
const hotline = (words: readonly string[], more: Record<string, string> = {}): Promise<Ended> => run('src/cli/hotline.ts', words, more);
const hasStack = ({ said }: Ended): boolean => /^\s+at .*:\d+/m.test(said);

async function occupied(work: (port: number) => Promise<void>): Promise<void> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('a port that another program has', () => {
  test.each([['server', 'HOTLINE_SERVER_HEALTH_PORT'], ['server', 'HOTLINE_HTTP_PORT'], ['worker', 'HOTLINE_WORKER_HEALTH_PORT']])('the %s names it and its setting %s', (role, setting) =>
    occupied(async (port) => {
      const ended = await boot({ [setting]: String(port) }, role);
      expect(ended).toEqual({ code: 2, said: `another program has TCP port ${port} of this machine. Choose another by ${setting}, or a whole range by HOTLINE_PORT_BASE` });
    }));

  test('./hotline up names it before it starts a part', () =>
    occupied(async (port) => {
      const { ports } = loadSettings({ HOTLINE_HOME: home, HOTLINE_PBX_ARI_PORT: String(port) });
      await expect(assertPortsFree('pbx', ports)).rejects.toThrow(`another program has TCP port ${port} of this machine. Choose another by HOTLINE_PBX_ARI_PORT`);
    }));

  test('an address that this machine does not have is named with its setting', async () => {
    const ended = await boot({ HOTLINE_BIND_HOST: '203.0.113.7' });
    expect(ended).toEqual({ code: 2, said: 'HOTLINE_BIND_HOST: "203.0.113.7" is no address of this machine. Example: HOTLINE_BIND_HOST=127.0.0.1' });
  });
});

describe('a database', () => {
  test.each(['server', 'worker'])('that does not answer: the %s says where it looked', async (role) => {
    const ended = await boot({ HOTLINE_DATABASE_URL: 'postgresql://hotline:nothing@127.0.0.1:9/hotline' }, role);
    expect(ended.code).toBe(1);
    expect(ended.said).toContain('PostgreSQL at 127.0.0.1:9 does not answer');
    expect(ended.said).toContain('HOTLINE_DATABASE_URL');
    expect([hasStack(ended), ended.said.includes('nothing@')]).toEqual([false, false]);
  });

  test('that is not there by this name', async () => {
    const url = new URL(database.url);
    url.pathname = '/nowhere';
    const ended = await boot({ HOTLINE_DATABASE_URL: url.href });
    expect([ended.code, hasStack(ended)]).toEqual([2, false]);
    expect(ended.said).toContain('has no database "nowhere". Create it, or name another by HOTLINE_DATABASE_URL');
  });

  test('that is empty', async () => {
    const empty = await createTestDatabase({ migrated: false });
    try {
      const ended = await boot({ HOTLINE_DATABASE_URL: empty.url });
      expect([ended.code, hasStack(ended)]).toEqual([1, false]);
      expect(ended.said).toContain('has no tables of ours yet. ./hotline up makes them');
    } finally {
      await empty.drop();
    }
  });
});

describe('prompts', () => {
  const clip = (id: string): string => path.join(prompts, 'play/zh-CN', `${id}.sln`);
  /** Links share their bytes with the test cache: a file is replaced before it is broken. */
  const empty = (id: string): void => {
    rmSync(clip(id));
    writeFileSync(clip(id), '');
    truncateSync(clip(id), 0);
  };

  test('that were never built: the server does not open, and says how they are built', async () => {
    rmSync(prompts, { recursive: true });
    const ended = await boot();
    expect([ended.code, hasStack(ended)]).toEqual([3, false]);
    expect(ended.said).toContain('./hotline prompts build');
  });

  test('one file is missing, one is empty: both are named', async () => {
    rmSync(clip('queue.joining'));
    empty('goodbye');
    const ended = await boot();
    expect([ended.code, hasStack(ended)]).toEqual([3, false]);
    expect(ended.said).toContain('prompts without sound: queue.joining goodbye; ./hotline prompts build makes them');
  });

  test('one that only a flow says: named with the flow, its node and the way to build it', async () => {
    empty('main.menu');
    const ended = await boot();
    expect([ended.code, hasStack(ended)]).toEqual([3, false]);
    expect(ended.said).toMatch(/main\.yaml:\d+: node main: prompt "main.menu" is missing in zh-CN/);
    expect(ended.said).toContain('./hotline prompts build');
  });

  test('./hotline prompts missing lists them, ./hotline prompts build makes them, and nothing is missing', async () => {
    rmSync(clip('queue.joining'));
    empty('goodbye');
    const listed = await hotline(['prompts', 'missing']);
    expect(listed.code).toBe(1);
    expect(listed.said.split('\n').map((line) => line.split('\t').slice(0, 2).join(' ')).sort()).toEqual(['zh-CN goodbye', 'zh-CN queue.joining']);
    expect(await hotline(['prompts', 'build'])).toMatchObject({ code: 0 });
    expect(await hotline(['prompts', 'missing'])).toEqual({ code: 0, said: 'nothing is missing' });
  });
});

describe('flows', () => {
  // With a release from before a server opens, whatever the folder holds: the first start of a firm is meant here.
  beforeEach(() => database.query('truncate flow_release'));

  const flowsOf = (files: Record<string, string>): string => {
    const folder = path.join(home, 'flows');
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    return folder;
  };

  test('a file that is no YAML: the server does not open, ./hotline flows check says the same', async () => {
    const folder = flowsOf({ 'main.yaml': 'id: [main' });
    const ended = await boot({ HOTLINE_FLOWS_DIR: folder });
    expect([ended.code, hasStack(ended)]).toEqual([3, false]);
    expect(ended.said).toContain('main.yaml:1: node -: is not YAML');
    expect(ended.said).toContain('./hotline flows check');
    const checked = await hotline(['flows', 'check'], { HOTLINE_FLOWS_DIR: folder });
    expect([checked.code, hasStack(checked)]).toEqual([1, false]);
    expect(checked.said).toContain('main.yaml:1: node -: is not YAML');
  });

  test('a key that leads nowhere is named with its node', async () => {
    const flow = { id: 'main', version: 1, dnis: ['95500'], entry: 'welcome', onFault: 'end', limits: { then: 'end' }, resumeSay: [], nodes: { welcome: { kind: 'say', say: ['welcome'], interruptible: true, next: 'nowhere' }, end: { kind: 'hangup', say: ['goodbye'] } } };
    const ended = await boot({ HOTLINE_FLOWS_DIR: flowsOf({ 'main.json': JSON.stringify(flow) }) });
    expect([ended.code, hasStack(ended)]).toEqual([3, false]);
    expect(ended.said).toMatch(/main\.json:1: node welcome: .*nowhere/);
  });

  test.each([['server', () => boot({ HOTLINE_FLOWS_DIR: path.join(home, 'none') })], ['flows check', () => hotline(['flows', 'check'], { HOTLINE_FLOWS_DIR: path.join(home, 'none') })]])(
    'a folder that is not there: %s names its setting', async (_who, work) => {
      const ended = await work();
      expect([ended.code === 0, hasStack(ended)]).toEqual([false, false]);
      expect(ended.said).toContain('there is no such folder; HOTLINE_FLOWS_DIR says where the flows are');
    });
});

describe('a certificate of the pages', () => {
  test('that is not there: the server does not open, and names the file and its setting', async () => {
    const files = { HOTLINE_TLS_CERT_FILE: path.join(home, 'desk.crt'), HOTLINE_TLS_KEY_FILE: path.join(home, 'desk.key') };
    expect(await boot(files)).toEqual({ code: 2, said: `HOTLINE_TLS_CERT_FILE: ${path.join(home, 'desk.crt')} is not there.` });
  });

  test('without its key', async () => {
    expect(await boot({ HOTLINE_TLS_CERT_FILE: path.join(home, 'desk.crt') })).toEqual({ code: 2, said: 'HOTLINE_TLS_KEY_FILE: is missing, but HOTLINE_TLS_CERT_FILE is set. Give both, or neither.' });
  });
});

describe('settings', () => {
  test.each([['status'], ['flows check'], ['call']])('./hotline %s says what is wrong and how it is written, and exits with 2', async (words) => {
    const ended = await hotline(words.split(' '), { HOTLINE_PORT_BASE: 'abc' });
    expect(ended).toEqual({ code: 2, said: 'HOTLINE_PORT_BASE: "abc" is not a port number 1024..64000. Example: HOTLINE_PORT_BASE=21000' });
  });

  test('a server that is told a wrong setting says the same', async () => {
    expect(await boot({ HOTLINE_BROKERAGE_URL: 'the office' })).toEqual({ code: 2, said: 'HOTLINE_BROKERAGE_URL: "the office" is not a URL. Example: HOTLINE_BROKERAGE_URL=http://127.0.0.1:21005' });
  });

  test('a settings file that is broken is named', async () => {
    writeFileSync(path.join(home, 'settings.json'), '{');
    const ended = await hotline(['status']);
    expect([ended.code, hasStack(ended)]).toEqual([2, false]);
    expect(ended.said).toContain('settings.json: cannot be read as JSON');
  });
});
