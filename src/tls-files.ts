/**
 * Certificate and key of the pages, read and judged at boot: a page with a wrong certificate is a page nobody can open, so the
 * server says what is wrong and does not start.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError, environmentName } from './config.ts';
import type { Settings } from './config.ts';

export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** When the certificate ends, epoch ms. */
  readonly validUntil: number;
}

const certName = environmentName('tlsCertFile');
const keyName = environmentName('tlsKeyFile');

/** Null: pages come by http. Throws ConfigError with a sentence for the person who can mend it. */
export function readTlsFiles({ tlsCertFile, tlsKeyFile }: Pick<Settings, 'tlsCertFile' | 'tlsKeyFile'>, nowMs: number): TlsFiles | null {
  if (tlsCertFile === undefined && tlsKeyFile === undefined) return null;
  if (tlsCertFile === undefined) throw new ConfigError(`${certName}: is missing, but ${keyName} is set. Give both, or neither.`);
  if (tlsKeyFile === undefined) throw new ConfigError(`${keyName}: is missing, but ${certName} is set. Give both, or neither.`);
  const cert = read(certName, tlsCertFile);
  const key = read(keyName, tlsKeyFile);
  const certificate = certificateOf(cert, tlsCertFile);
  if (!certificate.checkPrivateKey(keyOf(key, tlsKeyFile))) {
    throw new ConfigError(`${keyName}: ${tlsKeyFile} is not the key of the certificate in ${tlsCertFile}. Take the two files that were made together.`);
  }
  const [validFrom, validUntil] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  if (validUntil <= nowMs) throw new ConfigError(`${certName}: the certificate in ${tlsCertFile} ended on ${dayOf(validUntil)}. Get a new one.`);
  if (validFrom > nowMs) throw new ConfigError(`${certName}: the certificate in ${tlsCertFile} holds only from ${dayOf(validFrom)} on. Check the clock of this machine, or take another certificate.`);
  return { cert, key, validUntil };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there', EACCES: 'may not be read by this user', EPERM: 'may not be read by this user', EISDIR: 'is a folder, not a file',
};

function read(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new ConfigError(`${name}: ${file} ${reasons[code] ?? `cannot be read (${code})`}.`);
  }
}

function certificateOf(cert: Buffer, file: string): X509Certificate {
  try {
    return new X509Certificate(cert);
  } catch {
    throw new ConfigError(`${certName}: ${file} holds no certificate in PEM form (it begins with -----BEGIN CERTIFICATE-----).`);
  }
}

function keyOf(key: Buffer, file: string): KeyObject {
  try {
    return createPrivateKey(key);
  } catch {
    if (key.includes('ENCRYPTED')) throw new ConfigError(`${keyName}: the key in ${file} is locked by a passphrase. Store it without one, readable by the server's user only.`);
    throw new ConfigError(`${keyName}: ${file} holds no private key in PEM form (it begins with -----BEGIN PRIVATE KEY-----).`);
  }
}

const dayOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
