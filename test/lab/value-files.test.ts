import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allSecrets, ConfigError, loadConfig, loadSettings } from '../../src/config.ts';

let folder = '';
beforeEach(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-values-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};
const kept = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};
const key = 'a'.repeat(64);

/** What a server in a container is given: each secret in a file, none of the lab's. */
const serverEnvironment = (): Record<string, string> => ({
  HOTLINE_HOME: folder,
  ...Object.fromEntries(['TOKEN_KEY', 'SESSION_KEY', 'SEAL_KEY'].map((name) => [`HOTLINE_${name}_FILE`, kept(name, `${key}\n`)])),
  ...Object.fromEntries(['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'ARI_PASSWORD', 'BROKERAGE_TOKEN'].map((name) => [`HOTLINE_${name}_FILE`, kept(name, `${name.toLowerCase()}-0123456789`)])),
  HOTLINE_SEAT_PASSWORDS_FILE: kept('seats', '{"1001":"12345678"}\n'),
});

describe('a value in a file', () => {
  test('is taken without the line end behind it', () => {
    const config = loadConfig({ ...serverEnvironment(), HOTLINE_POSTGRES_HOST: 'postgres', HOTLINE_POSTGRES_PORT: '5432' });
    expect(config.secrets.tokenKey).toBe(key);
    expect(config.secrets.seatPasswords).toEqual({ 1001: '12345678' });
    expect(config.databaseUrl).toBe('postgresql://hotline:postgres_password-0123456789@postgres:5432/hotline');
  });

  test('may be any setting, and a setting whose own name ends so stays itself', () => {
    const settings = loadSettings({ HOTLINE_HOME: folder, HOTLINE_PORT_BASE_FILE: kept('base', '31000\n'), HOTLINE_HEARTBEAT_FILE: '/run/beat' });
    expect([settings.portBase, settings.heartbeatFile]).toEqual([31000, '/run/beat']);
  });

  test('that is wrong is never quoted', () => {
    const said = refusal(() => loadConfig({ ...serverEnvironment(), HOTLINE_TOKEN_KEY_FILE: kept('short', 'hunter2-hunter2') }));
    expect(said).toContain('HOTLINE_TOKEN_KEY: the value is not 64 hexadecimal digits');
    expect(said).not.toContain('hunter2');
  });
});

describe('a file that gives no value is named with what to do', () => {
  test('missing', () => {
    const file = path.join(folder, 'none');
    expect(refusal(() => loadSettings({ HOTLINE_HOME: folder, HOTLINE_TOKEN_KEY_FILE: file }))).toBe(
      `HOTLINE_TOKEN_KEY_FILE: ${file} is not there. docker/make-secrets makes the files of a composed hotline.`);
  });

  test('empty', () => {
    expect(refusal(() => loadSettings({ HOTLINE_HOME: folder, HOTLINE_TOKEN_KEY_FILE: kept('empty', '\n') }))).toContain('/empty is empty.');
  });

  test('a folder, as Docker makes one for a file it does not find', () => {
    mkdirSync(path.join(folder, 'made'));
    expect(refusal(() => loadSettings({ HOTLINE_HOME: folder, HOTLINE_TOKEN_KEY_FILE: path.join(folder, 'made') }))).toContain('/made is a folder: Docker makes one where');
  });

  test('given twice', () => {
    expect(refusal(() => loadSettings({ HOTLINE_HOME: folder, HOTLINE_TOKEN_KEY: key, HOTLINE_TOKEN_KEY_FILE: kept('token', key) }))).toBe('HOTLINE_TOKEN_KEY_FILE: HOTLINE_TOKEN_KEY is set as well. Keep one of the two.');
  });

  test('all of them, a line each', () => {
    const said = refusal(() => loadSettings({ HOTLINE_HOME: folder, HOTLINE_TOKEN_KEY_FILE: '/none/a', HOTLINE_SEAL_KEY_FILE: '/none/b' }));
    expect(said.split('\n').map((line) => line.split(':')[0])).toEqual(['HOTLINE_TOKEN_KEY_FILE', 'HOTLINE_SEAL_KEY_FILE']);
  });
});

describe('a process is given no more secrets than it uses', () => {
  test("a server does without the lab's passwords, but not without its own", () => {
    const { HOTLINE_SEAL_KEY_FILE: _left, ...rest } = serverEnvironment();
    expect(() => loadConfig(serverEnvironment())).not.toThrow();
    expect(refusal(() => loadConfig(rest))).toContain('HOTLINE_SEAL_KEY: is missing; expected 64 hexadecimal digits.');
  });

  test('a command misses one only when it needs it', () => {
    const config = loadConfig({ HOTLINE_HOME: folder, HOTLINE_POSTGRES_PASSWORD_FILE: kept('pg', 'p'.repeat(16)) }, allSecrets);
    expect(config.databaseUrl).toContain(':pppppppppppppppp@');
    expect(refusal(() => config.redisUrl)).toContain('HOTLINE_REDIS_PASSWORD: is missing');
  });
});
