/** The same word of each gateway, against what is really behind it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createHttpGateway } from '../../../src/adapters/notify/http-gateway.ts';
import { createSimulatedInbox } from '../../../src/adapters/notify/simulated-inbox.ts';
import { createSmtpGateway } from '../../../src/adapters/notify/smtp-gateway.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { noticeGatewayKeepsItsWord, type Delivered } from './notice-gateway.conformance.ts';
import { startSmtpServer } from './support/smtp-server.ts';

const { cert, key } = makeCertificate(mkdtempSync(path.join(os.tmpdir(), 'hotline-mail-')), 'mail');
const certificate = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };

noticeGatewayKeepsItsWord('the simulated inbox', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hotline-inbox-'));
  const at = { folder };
  return {
    gateway: createSimulatedInbox({ folder: path.join(folder, 'inbox'), now: () => 0 }),
    notice: { channel: 'sms', to: '13800138000' },
    shownTo: '138****8000',
    async delivered() {
      const sms = path.join(at.folder, 'inbox', 'sms');
      const names = await readdir(sms).catch(() => []);
      return Promise.all(names.map(async (name) => {
        const { noticeId, to, subject, body } = JSON.parse(await readFile(path.join(sms, name), 'utf8')) as Record<string, string>;
        return { id: noticeId ?? '', to: to ?? '', subject: subject ?? '', text: body ?? '' };
      }));
    },
    goAway: () => writeFile(path.join(folder, 'inbox'), ''),
    close: () => rm(folder, { recursive: true }),
  };
});

noticeGatewayKeepsItsWord('an SMTP server', async () => {
  const server = await startSmtpServer(certificate);
  return {
    gateway: createSmtpGateway({ host: '127.0.0.1', port: server.port, tls: 'starttls', ca: certificate.cert, auth: { user: 'hotline', pass: 'a secret' }, from: 'service@example.cn', timeoutMs: 20_000 }),
    notice: { channel: 'email', to: 'zhang@example.cn' },
    shownTo: 'zhang@example.cn',
    delivered: async () => server.mails.map(({ headers, to, text }) => ({ id: headers.get('message-id')?.slice(1).split('@')[0] ?? '', to: to.join(), subject: headers.get('subject') ?? '', text })),
    goAway: server.close,
    close: server.close,
  };
});

noticeGatewayKeepsItsWord('an HTTP gateway', async () => {
  const got: Delivered[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { phone = '', title = '', words = '' } = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
      got.push({ id: String(request.headers['idempotency-key']), to: phone, subject: title, text: words });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
  return {
    gateway: createHttpGateway({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`, secret: 's'.repeat(32), body: { phone: '{to}', title: '{subject}', words: '{text}', sign: 1 }, now: () => 1_000_000, timeoutMs: 20_000 }),
    notice: { channel: 'sms', to: '13800138000' },
    shownTo: '13800138000',
    delivered: async () => got,
    goAway: close,
    close,
  };
});
