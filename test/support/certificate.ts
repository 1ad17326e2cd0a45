/** A certificate, for 127.0.0.1 unless told otherwise, signed by itself, good for thirty days. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

export function makeCertificate(folder: string, name: string, altName = 'IP:127.0.0.1'): { cert: string; key: string } {
  const [cert, key] = [path.join(folder, `${name}.crt`), path.join(folder, `${name}.key`)];
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
    '-subj', '/CN=hotline', '-addext', `subjectAltName=${altName}`, '-keyout', key, '-out', cert,
  ], { stdio: 'pipe' });
  return { cert, key };
}
