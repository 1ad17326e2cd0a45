/** E-mail by a real SMTP exchange: TLS, sign-in, and what a server's no comes to. */
import { mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmtpGateway, type SmtpGatewayOptions } from '../../../src/adapters/notify/smtp-gateway.ts';
import type { DueNotice } from '../../../src/app/notify/ports.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { startSmtpServer, type Quirks, type SmtpServer } from './support/smtp-server.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'hotline-mail-'));
const certificateOf = (name: string) => {
  const { cert, key } = makeCertificate(folder, name);
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
};
const certificate = certificateOf('mail');
const auth = { user: 'hotline', pass: 'a secret' };
const notice: DueNotice = { noticeId: 'n-1', channel: 'email', to: 'zhang@example.cn', subject: '行情', body: '贵州茅台', tries: 1 };

let server: SmtpServer;
afterEach(() => server.close());

async function gatewayTo(quirks: Quirks = {}, options: Partial<SmtpGatewayOptions> & { isSecretAtOnce?: boolean } = {}) {
  const { isSecretAtOnce = false, ...rest } = options;
  server = await startSmtpServer({ ...certificate, isSecretAtOnce });
  server.quirks = quirks;
  return createSmtpGateway({ host: '127.0.0.1', port: server.port, tls: isSecretAtOnce ? 'tls' : 'starttls', ca: certificate.cert, auth, from: 'service@example.cn', timeoutMs: 20_000, ...rest });
}

describe('e-mail [M-04] [M-12]', () => {
  it.each([false, true])('goes over TLS, with sign-in, from the sender of the settings (TLS at once: %s)', async (isSecretAtOnce) => {
    const gateway = await gatewayTo({}, { isSecretAtOnce });
    expect(await gateway.send(notice)).toEqual({ kind: 'sent' });
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'service@example.cn', to: ['zhang@example.cn'], isSecret: true, user: 'hotline', text: '贵州茅台' });
    expect(mail?.headers.get('from')).toContain('service@example.cn');
    expect(mail?.headers.get('message-id')).toBe('<n-1@example.cn>');
  });

  it('is not sent to a server without TLS, or with a certificate of somebody else', async () => {
    const gateway = await gatewayTo({ STARTTLS: 'none', STAR: '502 no' });
    expect(await gateway.send(notice)).toMatchObject({ kind: 'unavailable' });
    const stranger = createSmtpGateway({ host: '127.0.0.1', port: server.port, tls: 'starttls', ca: certificateOf('other').cert, auth, from: 'service@example.cn', timeoutMs: 20_000 });
    server.quirks = {};
    expect(await stranger.send(notice)).toMatchObject({ kind: 'unavailable' });
    expect(server.mails).toEqual([]);
  });

  it('goes in plain where the settings say so, to this machine', async () => {
    const { auth: _, ...plain } = { auth };
    const gateway = await gatewayTo({}, { tls: 'none', ...plain });
    expect(await gateway.send(notice)).toEqual({ kind: 'sent' });
    expect(server.mails[0]).toMatchObject({ isSecret: false });
  });

  it.each([
    ['the address is none of theirs', { RCPT: '550 zhang@example.cn unknown' }, { kind: 'refused', reason: 'address-refused' }],
    ['the message is not wanted', { DOT: '554 spam' }, { kind: 'refused', reason: 'message-refused' }],
    ['try later', { RCPT: '450 greylisted' }, { kind: 'unavailable', reason: 'status-450' }],
    ['full', { DOT: '452 no room' }, { kind: 'unavailable', reason: 'status-452' }],
    ['our sign-in is not taken', { AUTH: '535 no' }, { kind: 'unavailable', reason: 'sign-in-refused' }],
    ['our sender is not taken', { MAIL: '550 not you' }, { kind: 'unavailable', reason: 'sender-refused' }],
    ['no service', { GREETING: '554 go away' }, { kind: 'unavailable' }],
    ['nonsense', { MAIL: 'banana' }, { kind: 'unavailable' }],
  ])('%s', async (_, quirks: Quirks, outcome) => {
    const gateway = await gatewayTo(quirks);
    const told = await gateway.send(notice);
    expect(told).toMatchObject(outcome);
    expect(JSON.stringify(told), 'the address stays here').not.toContain('zhang');
    expect(server.mails).toEqual([]);
  });

  it('a server that says nothing is given up in time', async () => {
    const gateway = await gatewayTo({ RCPT: '' }, { timeoutMs: 300 });
    expect(await gateway.send(notice)).toMatchObject({ kind: 'unavailable' });
  });

  it.each(['a@example.cn, b@example.cn', 'a@example.cn>\r\nRCPT TO:<b@example.cn', 'A <a@example.cn>', 'group: b@example.cn;', 'nobody', 'a@b@c'])('what is no single address goes to nobody: %s', async (to) => {
    const gateway = await gatewayTo();
    expect(await gateway.send({ ...notice, to })).toEqual({ kind: 'refused', reason: 'address-invalid' });
    expect(server.mails).toEqual([]);
  });
});
