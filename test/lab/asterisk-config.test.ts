import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig, type Config } from '../../src/config.ts';
import { renderAsterisk } from '../../src/lab/asterisk-config.ts';
import { prepareHome } from '../../src/lab/home.ts';
import { fillTemplate } from '../../src/lab/template.ts';

let folder = '';
let config: Config;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-asterisk-'));
  mkdirSync(path.join(folder, 'root/etc/asterisk'), { recursive: true });
  writeFileSync(path.join(folder, 'root/etc/asterisk/asterisk.conf'), '[directories](!)\nastmoddir => /usr/lib/riscv64-linux-gnu/asterisk/modules\n');
  config = prepareHome({ HOTLINE_HOME: path.join(folder, 'home'), HOTLINE_PORT_BASE: '30000', HOTLINE_ASTERISK_ROOT: path.join(folder, 'root'), HOTLINE_NODE: 's7' });
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const rendered = (which: string, name: string): string => readFileSync(path.join(config.home, which, 'etc', name), 'utf8');

test('a template with a placeholder that has no value is refused by name', () => {
  expect(() => fillTemplate('bind={{port}}', { host: 1 }, 'x.conf')).toThrow('x.conf: no value for {{port}}');
});

test('a container that writes the configuration of the only exchange needs no key of the firm', () => {
  const { tokenKey: _, sealKey: _seal, sessionKey: _session, ...given } = config.secrets;
  renderAsterisk('pbx', { ...config, secrets: given as Config['secrets'] });
  expect(rendered('pbx', 'pjsip.conf')).not.toContain('[exchange-');
});

describe.each(['pbx', 'carrier'] as const)('configuration of %s', (which) => {
  beforeEach(() => { renderAsterisk(which, config); });

  test('has no placeholder left and is readable by its owner only', () => {
    const etc = path.join(config.home, which, 'etc');
    for (const name of readdirSync(etc)) {
      expect(rendered(which, name), name).not.toMatch(/\{\{|\}\}/);
      expect(statSync(path.join(etc, name)).mode & 0o077, name).toBe(0);
    }
  });

  test("takes the module folder from the root's own architecture", () => {
    expect(rendered(which, 'asterisk.conf')).toContain('astmoddir => /usr/lib/riscv64-linux-gnu/asterisk/modules');
  });

  test('listens on this machine only and keeps dangerous functions shut', () => {
    expect(rendered(which, 'http.conf')).toContain('bindaddr = 127.0.0.1');
    expect(rendered(which, 'pjsip.conf')).toMatch(/bind = 127\.0\.0\.1:\d+/);
    expect(rendered(which, 'asterisk.conf')).toContain('live_dangerously = no');
  });

  test('has a manager interface only where recordings pause, which may command calls and is told nothing', () => {
    const manager = rendered(which, 'manager.conf');
    if (which === 'carrier') expect(manager).toMatch(/\[general\]\nenabled = no\n/);
    else expect(manager).toMatch(/bindaddr = 127\.0\.0\.1\n(.*\n)+read =\nwrite = call\n$/);
  });

  test('speaks A-law on every endpoint (field note 47)', () => {
    const allowed = [...rendered(which, 'pjsip.conf').matchAll(/^allow = (.+)$/gm)].map((match) => match[1]);
    expect(new Set(allowed)).toEqual(new Set(['alaw']));
  });

  test('logs no level that carries numbers', () => {
    expect(rendered(which, 'logger.conf')).toContain('=> warning,error');
  });
});

test('in a network of its own each Asterisk names the other by its address there, and no secret of the other', () => {
  const given = { HOTLINE_HOME: config.home, HOTLINE_PBX_SIP_HOST: '172.30.95.2', HOTLINE_CARRIER_SIP_HOST: '172.30.95.3', HOTLINE_PBX_ARI_BIND_HOST: 'pbx-ari', HOTLINE_EXTERNAL_HOST: '198.51.100.7', HOTLINE_ASTERISK_MODULES: '/modules', HOTLINE_ASTERISK_LOG: '/dev/stdout' };
  const composed = loadConfig(given);
  for (const which of ['pbx', 'carrier'] as const) renderAsterisk(which, composed);
  expect(rendered('pbx', 'http.conf')).toContain('bindaddr = pbx-ari');
  expect(rendered('carrier', 'http.conf')).toContain('bindaddr = 127.0.0.1');
  expect(rendered('pbx', 'pjsip.conf')).toMatch(/bind = 172\.30\.95\.2:\d+\nexternal_signaling_address = 198\.51\.100\.7\nexternal_media_address = 198\.51\.100\.7\nlocal_net = 172\.30\.95\.2\/24/);
  expect(rendered('pbx', 'pjsip.conf')).toContain('match = 172.30.95.3\n');
  expect(rendered('carrier', 'pjsip.conf')).toContain('match = 172.30.95.2\n');
  expect(rendered('carrier', 'pjsip.conf')).not.toMatch(/external_|^\[1001\]/m);
  expect(rendered('pbx', 'logger.conf')).toContain('/dev/stdout => warning,error');
  expect(rendered('pbx', 'asterisk.conf')).toContain('astmoddir => /modules\n');
});

test('each seat of the demo firm has an endpoint, its own password and one device', () => {
  renderAsterisk('pbx', config);
  const pjsip = rendered('pbx', 'pjsip.conf');
  for (const [seat, password] of Object.entries(config.secrets.seatPasswords)) {
    expect(pjsip).toContain(`[${seat}](seat)`);
    expect(pjsip).toContain(`username = ${seat}\npassword = ${password}`);
  }
  expect(new Set(Object.values(config.secrets.seatPasswords)).size).toBe(12);
  expect(pjsip).toContain('max_contacts = 1');
  expect(pjsip).toContain('PJSIP_TRANSFER_HANDLING()=ari-only');
});

test('phones of pages send their sound to this machine only, and are told none of its other addresses', () => {
  renderAsterisk('pbx', config);
  expect(rendered('pbx', 'pjsip.conf')).toMatch(/\[transport-ws\]\ntype = transport\nprotocol = ws\nbind = 127\.0\.0\.1\n/);
  const own = Object.values(os.networkInterfaces()).flatMap((all) => all ?? []).filter(({ family, internal }) => family === 'IPv4' && !internal);
  expect(own.length).toBeGreaterThan(0);
  for (const { address } of own) expect(rendered('pbx', 'rtp.conf')).toContain(`${address} => 127.0.0.1`);
});

test('the guard offers a call to the app of this server', () => {
  renderAsterisk('pbx', config);
  expect(rendered('pbx', 'extensions.conf')).toContain('HOTLINE_APPS = hotline-s7');
});
