import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, describeSettings, loadConfig, loadSecrets, loadSettings } from '../../src/config.ts';

let home = '';
beforeEach(() => { home = mkdtempSync(path.join(os.tmpdir(), 'hotline-config-')); });
afterEach(() => { rmSync(home, { recursive: true, force: true }); });

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a wrong setting', () => {
  test('is named with what is wrong and an example', () => {
    expect(refusal(() => loadSettings({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: 'abc' })))
      .toBe('HOTLINE_PORT_BASE: "abc" is not a port number 1024..64000. Example: HOTLINE_PORT_BASE=21000');
  });

  test.each(['', '0', '80', '64001', '21000.5', '-1', '1e4', ' 21000'])('port base %j is refused', (value) => {
    expect(refusal(() => loadSettings({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: value }))).toContain('HOTLINE_PORT_BASE');
  });

  test('in settings.json is named with its file', () => {
    writeFileSync(path.join(home, 'settings.json'), '{"logLevel":"loud"}');
    const said = refusal(() => loadSettings({ HOTLINE_HOME: home }));
    expect(said).toContain('HOTLINE_LOG_LEVEL ("logLevel" in ');
    expect(said).toContain('settings.json): "loud" is not one of');
  });

  test('each gets its own line when there are several', () => {
    const said = refusal(() => loadSettings({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: 'x', HOTLINE_ARI_TIMEOUT_MS: 'soon' }));
    expect(said.split('\n').map((line) => line.split(':')[0])).toEqual(['HOTLINE_PORT_BASE', 'HOTLINE_ARI_TIMEOUT_MS']);
  });

  test('a misspelt key is not ignored in silence', () => {
    expect(refusal(() => loadSettings({ HOTLINE_HOME: home, HOTLINE_PROT_BASE: '21000' }))).toBe('HOTLINE_PROT_BASE: is not a setting. Did you mean HOTLINE_PORT_BASE?');
  });

  test('a file that is no JSON is named', () => {
    writeFileSync(path.join(home, 'settings.json'), '{');
    expect(refusal(() => loadSettings({ HOTLINE_HOME: home }))).toContain(`${home}/settings.json: cannot be read as JSON`);
  });
});

describe('secrets', () => {
  test('are asked for by ./hotline up when there are none', () => {
    expect(refusal(() => loadSecrets(loadSettings({ HOTLINE_HOME: home }), {}))).toContain('Run ./hotline up first');
  });

  test('are never quoted in an error', () => {
    const settings = loadSettings({ HOTLINE_HOME: home });
    const said = refusal(() => loadSecrets(settings, { HOTLINE_TOKEN_KEY: 'hunter2-hunter2' }));
    expect(said).toContain('HOTLINE_TOKEN_KEY: the value is not 64 hexadecimal digits');
    expect(said).toContain('HOTLINE_SESSION_KEY: is missing');
    expect(said).not.toContain('hunter2');
  });
});

describe('ports', () => {
  test('stand at their offsets from the base', () => {
    const { ports } = loadSettings({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: '30000' });
    expect(ports).toEqual({
      http: 30000, postgres: 30001, redis: 30002, pbxAri: 30003, carrierAri: 30004, simulator: 30005, pbxSip: 30006, carrierSip: 30007,
      serverHealth: 30008, workerHealth: 30009, pbxManager: 30010, pbxRtp: [30100, 30499], carrierRtp: [30500, 30899],
    });
  });

  test('can each be set alone', () => {
    const { ports } = loadSettings({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: '30000', HOTLINE_PBX_SIP_PORT: '5060', HOTLINE_CARRIER_RTP_PORT: '41000' });
    expect(ports.pbxSip).toBe(5060);
    expect(ports.carrierRtp).toEqual([41000, 41399]);
    expect(ports.http).toBe(30000);
  });

  test('of settings.json hold, and the environment is stronger', () => {
    writeFileSync(path.join(home, 'settings.json'), '{"portBase":31000}');
    expect(loadSettings({ HOTLINE_HOME: home }).ports.http).toBe(31000);
    expect(loadSettings({ HOTLINE_HOME: home, HOTLINE_PORT_BASE: '32000' }).ports.http).toBe(32000);
  });
});

test('every setting has a help text, what it expects and an example', () => {
  for (const setting of describeSettings()) {
    expect(setting, setting.name).toMatchObject({ help: expect.stringMatching(/\S{2}/), expects: expect.stringMatching(/\S/), example: expect.stringMatching(/\S/) });
  }
});

test('addresses of the stores are made of ports and secrets', () => {
  const key = 'a'.repeat(64);
  const config = loadConfig({
    HOTLINE_HOME: home, HOTLINE_PORT_BASE: '30000', HOTLINE_TOKEN_KEY: key, HOTLINE_SESSION_KEY: key, HOTLINE_SEAL_KEY: key, HOTLINE_POSTGRES_PASSWORD: 'p@ss/word:16chars',
    HOTLINE_REDIS_PASSWORD: 'r'.repeat(16), HOTLINE_ARI_PASSWORD: 'x'.repeat(16), HOTLINE_CARRIER_ARI_PASSWORD: 'x'.repeat(16), HOTLINE_DEMO_PASSWORD: 'x'.repeat(16),
    HOTLINE_BROKERAGE_TOKEN: 'x'.repeat(16), HOTLINE_SEAT_PASSWORDS: '{"1001":"12345678"}',
  });
  expect(new URL(config.databaseUrl)).toMatchObject({ hostname: '127.0.0.1', port: '30001', username: 'hotline', pathname: '/hotline', password: 'p%40ss%2Fword%3A16chars' });
  expect(config.redisUrl).toContain('@127.0.0.1:30002/0');
  expect(config.secrets.seatPasswords).toEqual({ 1001: '12345678' });
});
