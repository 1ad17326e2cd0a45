/** The scripted seat signs in at a desk whose pages come by https, whatever names its certificate bears. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInToDesk } from '../../src/lab/sip/desk-client.ts';
import { ownDesk } from '../../src/lab/sip/desk-door.ts';
import { makeCertificate } from '../support/certificate.ts';
import { password } from '../support/desk/desk-world.ts';
import { serveDesk } from '../support/desk/serve.ts';

let folder = '';
let desk: Awaited<ReturnType<typeof serveDesk>>;
const filesOf = (name: string) => makeCertificate(folder, name, 'DNS:desk.firm.example');
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-https-'));
  const { cert, key } = filesOf('own');
  desk = await serveDesk({ tls: { cert: readFileSync(cert), key: readFileSync(key) } });
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const signIn = (certificate: string) => signInToDesk({ url: desk.url, certificate: readFileSync(certificate, 'utf8'), login: 'chen.jing', password });

it('by the certificate of this machine\'s own server, REST and realtime', async () => {
  const client = await signIn(path.join(folder, 'own.crt'));
  const { seat } = await client.change({ action: 'sign-in' });
  const live = new Promise<boolean>((resolve) => client.follow(seat, { row: () => undefined, live: resolve }));
  expect(seat.extension).toBe('1001');
  expect(await live).toBe(true);
  client.close();
});

it('and by no other', async () => {
  await expect(signIn(filesOf('other').cert)).rejects.toMatchObject({ code: 'DESK_UNREACHABLE' });
});

it('where the settings say that it is', () => {
  const ports = { http: 21_000 } as Parameters<typeof ownDesk>[0]['ports'];
  expect(ownDesk({ bindHost: '127.0.0.1', ports, tlsCertFile: undefined })).toEqual({ url: 'http://127.0.0.1:21000' });
  const tlsCertFile = path.join(folder, 'own.crt');
  expect(ownDesk({ bindHost: '0.0.0.0', ports, tlsCertFile })).toEqual({ url: 'https://127.0.0.1:21000', certificate: readFileSync(tlsCertFile, 'utf8') });
  expect(ownDesk({ bindHost: '10.0.0.5', ports, tlsCertFile }).url).toBe('https://10.0.0.5:21000');
});
