import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, loadSettings } from '../../src/config.ts';
import { readTlsFiles } from '../../src/tls-files.ts';
import { makeCertificate } from '../support/certificate.ts';

let folder = '';
let good = { cert: '', key: '' };
let other = { cert: '', key: '' };
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-tls-'));
  good = makeCertificate(folder, 'good');
  other = makeCertificate(folder, 'other');
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const now = Date.now();
const day = 24 * 3_600_000;
/** The sentence, with the files' folder cut off. */
function sentence(tlsCertFile: string | undefined, tlsKeyFile: string | undefined, nowMs = now): string {
  try {
    readTlsFiles({ tlsCertFile, tlsKeyFile }, nowMs);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.replaceAll(`${folder}/`, '');
  }
}
const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

describe('certificate and key of the pages', () => {
  test('a pair that fits and is in force is taken; without both, pages come by http', () => {
    expect(sentence(good.cert, good.key)).toBe('accepted');
    expect(readTlsFiles({ tlsCertFile: undefined, tlsKeyFile: undefined }, now)).toBeNull();
    expect(readTlsFiles({ tlsCertFile: good.cert, tlsKeyFile: good.key }, now)?.validUntil).toBeGreaterThan(now + day);
  });

  test('one without the other', () => {
    expect(sentence(good.cert, undefined)).toBe('HOTLINE_TLS_KEY_FILE: is missing, but HOTLINE_TLS_CERT_FILE is set. Give both, or neither.');
    expect(sentence(undefined, good.key)).toBe('HOTLINE_TLS_CERT_FILE: is missing, but HOTLINE_TLS_KEY_FILE is set. Give both, or neither.');
  });

  test('a file that is not there, or a folder', () => {
    expect(sentence(path.join(folder, 'none.pem'), good.key)).toBe('HOTLINE_TLS_CERT_FILE: none.pem is not there.');
    expect(sentence(good.cert, path.join(folder, 'none.pem'))).toBe('HOTLINE_TLS_KEY_FILE: none.pem is not there.');
    expect(sentence(folder, good.key)).toContain('is a folder, not a file.');
  });

  test('a key that this user may not read', () => {
    const hidden = file('hidden.pem', 'x');
    chmodSync(hidden, 0o000);
    chmodSync(folder, 0o711);
    const program = `
      import { readTlsFiles } from ${JSON.stringify(path.resolve('src/tls-files.ts'))};
      if (process.getuid() === 0) process.setuid(65534);
      try { readTlsFiles({ tlsCertFile: ${JSON.stringify(good.cert)}, tlsKeyFile: ${JSON.stringify(hidden)} }, Date.now()); } catch (error) { console.log(error.message); }`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(said.trim().replaceAll(`${folder}/`, '')).toBe('HOTLINE_TLS_KEY_FILE: hidden.pem may not be read by this user.');
  });

  test('files that hold something else, or a locked key', () => {
    const junk = file('junk.pem', 'hello');
    expect(sentence(junk, good.key)).toBe('HOTLINE_TLS_CERT_FILE: junk.pem holds no certificate in PEM form (it begins with -----BEGIN CERTIFICATE-----).');
    expect(sentence(good.cert, junk)).toBe('HOTLINE_TLS_KEY_FILE: junk.pem holds no private key in PEM form (it begins with -----BEGIN PRIVATE KEY-----).');
    const locked = path.join(folder, 'locked.pem');
    execFileSync('openssl', ['pkcs8', '-topk8', '-in', good.key, '-out', locked, '-passout', 'pass:abcd1234']);
    expect(sentence(good.cert, locked)).toBe("HOTLINE_TLS_KEY_FILE: the key in locked.pem is locked by a passphrase. Store it without one, readable by the server's user only.");
  });

  test('a key of another certificate', () => {
    expect(sentence(good.cert, other.key)).toBe('HOTLINE_TLS_KEY_FILE: other.key is not the key of the certificate in good.crt. Take the two files that were made together.');
  });

  test('a certificate that has ended, or has not begun', () => {
    expect(sentence(good.cert, good.key, now + 40 * day)).toMatch(/^HOTLINE_TLS_CERT_FILE: the certificate in good\.crt ended on \d{4}-\d\d-\d\d\. Get a new one\.$/);
    expect(sentence(good.cert, good.key, now - 2 * day)).toMatch(/holds only from \d{4}-\d\d-\d\d on\. Check the clock of this machine/);
  });

  test('the settings are absolute paths', () => {
    expect(() => loadSettings({ HOTLINE_HOME: folder, HOTLINE_TLS_CERT_FILE: 'cert.pem' })).toThrow('HOTLINE_TLS_CERT_FILE: "cert.pem" is not an absolute path');
  });
});
