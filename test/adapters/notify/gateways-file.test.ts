/** `gateways.json`: read with its secrets, or told in a sentence what is wrong, without the secret. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readGateways } from '../../../src/adapters/files/gateways-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hotline-gateways-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function given(gateways: unknown, secret = 'a secret of the firm\n') {
  await writeFile(path.join(folder, 'secret'), secret);
  const text = typeof gateways === 'string' ? gateways : JSON.stringify(gateways).replaceAll('FOLDER', folder);
  await writeFile(path.join(folder, 'gateways.json'), text);
  return readGateways(path.join(folder, 'gateways.json'));
}

const email = { host: 'mail.example.cn', port: 587, tls: 'starttls', user: 'hotline', passwordFile: 'FOLDER/secret', from: 'service@example.cn' };
const sms = { url: 'https://sms.example.cn/send', secretFile: 'FOLDER/secret', body: { phone: '{to}', content: '{text}' } };

it('without the file everything goes to the simulated inbox', () => {
  expect(readGateways(path.join(folder, 'gateways.json'))).toMatchObject({ kind: 'read', gateways: {} });
});

it('is read with what its secret files hold', async () => {
  const told = await given({ email, sms });
  expect(told).toMatchObject({ kind: 'read', gateways: { email: { port: 587 }, sms: { body: { phone: '{to}' } } } });
  expect(told.kind === 'read' ? told.read(path.join(folder, 'secret')) : '').toBe('a secret of the firm');
});

it.each([
  ['no JSON', '{ "email": ', 'cannot be read as JSON'],
  ['an unknown channel', { telex: {} }, 'telex'],
  ['a secret in the file itself', { email: { ...email, password: 'a secret of the firm' } }, 'password'],
  ['a password without a user', { email: { ...email, user: undefined } }, 'go together'],
  ['mail in plain to another machine', { email: { ...email, tls: 'none' } }, 'only to this machine'],
  ['a sender that is no address', { email: { ...email, from: 'us' } }, 'email.from'],
  ['SMS in plain to another machine', { sms: { ...sms, url: 'http://sms.example.cn' } }, 'https'],
  ['SMS to nobody', { sms: { ...sms, body: { content: '{text}' } } }, '{to}'],
  ['a secret file that is not there', { sms: { ...sms, secretFile: '/nowhere/secret' } }, 'sms.secretFile: /nowhere/secret cannot be read'],
])('%s is told', async (_, gateways, sentence) => {
  const told = await given(gateways);
  expect(told).toMatchObject({ kind: 'wrong', sentence: expect.stringContaining(sentence) as string });
  expect(JSON.stringify(told)).not.toContain('a secret of the firm');
});

it('an empty secret file is told', async () => {
  expect(await given({ sms }, '\n')).toMatchObject({ kind: 'wrong', sentence: expect.stringContaining('is empty') as string });
});
