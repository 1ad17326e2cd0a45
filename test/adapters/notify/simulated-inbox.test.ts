/** The inbox that stands in for the firm's gateways: whole files, once each, no whole number in them. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedInbox } from '../../../src/adapters/notify/simulated-inbox.ts';
import type { DueNotice } from '../../../src/app/notify/ports.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hotline-inbox-'));
});
afterEach(() => rm(folder, { recursive: true }));

const notice = (change: Partial<DueNotice> = {}): DueNotice => ({ noticeId: 'n-1', channel: 'sms', to: '13800138000', subject: '行情', body: '贵州茅台', tries: 1, ...change });

it('keeps each notice in a file of its own, for its owner only, and twice the same once', async () => {
  const inbox = createSimulatedInbox({ folder, now: () => 0 });
  expect(await inbox.send(notice())).toEqual({ kind: 'sent' });
  expect(await inbox.send(notice({ tries: 2 }))).toEqual({ kind: 'sent' });
  expect(await readdir(path.join(folder, 'sms'))).toEqual(['n-1.json']);
  const file = path.join(folder, 'sms', 'n-1.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ channel: 'sms', to: '138****8000', subject: '行情', body: '贵州茅台' });
});

it.each([['13800138000', '138****8000'], ['zhang@example.cn', 'z***@example.cn'], ['95500', '***']])('shows %s as %s', async (to, shown) => {
  await createSimulatedInbox({ folder, now: () => 0 }).send(notice({ to }));
  expect(await readFile(path.join(folder, 'sms', 'n-1.json'), 'utf8')).toContain(shown);
});

it('refuses a notice without an address, and does not take one that cannot be written', async () => {
  expect(await createSimulatedInbox({ folder, now: () => 0 }).send(notice({ to: '' }))).toMatchObject({ kind: 'refused' });
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await expect(createSimulatedInbox({ folder: file, now: () => 0 }).send(notice())).rejects.toThrow();
});
