/**
 * What stands in for the firm's SMS, mail and fax gateways until they are set: a folder for each channel, a file for each notice. A
 * file's name is the notice's id, so the same notice twice is there once. Numbers are masked: this is for looking, not for dialling.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DueNotice, NoticeGateway, SendOutcome } from '../../app/notify/ports.ts';

export function createSimulatedInbox(options: { readonly folder: string; readonly now: () => number }): NoticeGateway {
  return {
    async send(notice): Promise<SendOutcome> {
      if (notice.to === '') return { kind: 'refused', reason: 'no-address' };
      const folder = path.join(options.folder, notice.channel);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, `${notice.noticeId}.json`);
      // Whole or not at all: who reads the folder never meets half a file.
      await writeFile(`${file}.part`, JSON.stringify(shown(notice, options.now()), null, 2), { mode: 0o600 });
      await rename(`${file}.part`, file);
      return { kind: 'sent' };
    },
  };
}

function shown({ noticeId, channel, to, subject, body }: DueNotice, at: number): object {
  return { noticeId, channel, to: masked(to), subject, body, at: new Date(at).toISOString() };
}

/** 138****8000, z***@example.cn */
function masked(to: string): string {
  const [name = '', domain] = to.split('@');
  if (domain !== undefined) return `${name.slice(0, 1)}***@${domain}`;
  return to.length < 8 ? '***' : `${to.slice(0, 3)}****${to.slice(-4)}`;
}
