/** What a home's `gateways.json` comes to: each channel by its gateway, the rest to the simulated inbox. */
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DueNotice } from '../../../src/app/notify/ports.ts';
import { composeNotices } from '../../../src/compose/notices.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { startSmtpServer } from './support/smtp-server.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'hotline-home-'));
});
afterEach(() => rm(home, { recursive: true }));

const parts = () => ({ config: { home }, clock: { now: () => 0 }, log: { info: () => undefined } });
const notice = (channel: DueNotice['channel'], to: string): DueNotice => ({ noticeId: `n-${channel}`, channel, to, subject: 's', body: 'b', tries: 1 });

it('e-mail goes to the SMTP server with its secret and authority from files, SMS to the inbox [M-12]', async () => {
  const { cert, key } = makeCertificate(home, 'mail');
  const server = await startSmtpServer({ cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') });
  await writeFile(path.join(home, 'password'), 'a secret\n');
  const email = { host: '127.0.0.1', port: server.port, tls: 'starttls', caFile: cert, user: 'hotline', passwordFile: path.join(home, 'password'), from: 'service@example.cn' };
  await writeFile(path.join(home, 'gateways.json'), JSON.stringify({ email }));
  const gateway = composeNotices(parts());
  expect(await gateway.send(notice('email', 'zhang@example.cn'))).toEqual({ kind: 'sent' });
  expect(await gateway.send(notice('sms', '13800138000'))).toEqual({ kind: 'sent' });
  expect(server.mails).toMatchObject([{ to: ['zhang@example.cn'], isSecret: true, user: 'hotline' }]);
  expect(await readdir(path.join(home, 'inbox'))).toEqual(['sms']);
  await server.close();
});

it('without the file all of it goes to the inbox; a wrong file keeps the worker from starting', async () => {
  expect(await composeNotices(parts()).send(notice('email', 'zhang@example.cn'))).toEqual({ kind: 'sent' });
  expect(await readdir(path.join(home, 'inbox'))).toEqual(['email']);
  await writeFile(path.join(home, 'gateways.json'), '{ "email": {} }');
  expect(() => composeNotices(parts())).toThrow(/gateways\.json: email\.host/);
});
